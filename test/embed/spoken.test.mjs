/**
 * What a screen reader gets of each widget, in a language written from the left and one from the right: as it was when someone
 * last read it, and by rules that hold whatever the words are. See spoken.mjs for who listens.
 */
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {WIDGETS, launch} from '../support/harness.mjs';
import {LANGUAGES, SNAPSHOTS, lookAtAll, record, snapshots, walk} from '../support/spoken.mjs';

/** How a link that calls or texts begins: with what it does. */
const VERBS = {en: /^(Call|Text) /, ar: /^(الاتصال|إرسال رسالة نصية) /};
const NAMED = new Set('link button checkbox radio textbox summary image table group'.split(' '));

describe('what a screen reader gets', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {Record<string, import('../support/spoken.mjs').Recorded[]>} */
  const recorded = {};
  before(async () => {
    browser = await launch();
    for (const lang of LANGUAGES) recorded[lang] = await record(browser, lang);
  });
  after(() => browser.close());

  /** Every moment of every widget, with a name to show where something is wrong. */
  const moments = () =>
    Object.entries(recorded).flatMap(([lang, states]) =>
      states.flatMap(({widget, attributes, tree, acts}) =>
        [{title: 'as it comes', tree}, ...acts].map((each) => ({
          lang,
          where: `${widget} ${attributes} ${lang}, ${each.title}`,
          ...each,
        })),
      ),
    );
  const nodes = () =>
    moments().flatMap(({lang, where, tree}) =>
      tree.children.flatMap(walk).map((node) => ({...node, lang: node.lang ?? lang, shown: lang, where})),
    );
  const brief = ({where, role, name}) => `${where}: ${role} “${name}”`;

  for (const [lang, name] of LANGUAGES.flatMap((each) => WIDGETS.map((widget) => [each, widget])))
    it(`${name}, ${lang}: is as it was when it was last read`, () => {
      const file = `${name}.${lang}.txt`;
      const path = join(SNAPSHOTS, file);
      assert.equal(
        snapshots({[lang]: recorded[lang]}).get(file),
        existsSync(path) ? readFileSync(path, 'utf8') : '',
        `What is heard of ${name} is other than in test/baselines/spoken/${file}. Run \`npm run spoken\`, and read the difference before you commit it.`,
      );
    });

  it('no file is left of a widget that is gone', () => {
    assert.deepEqual(readdirSync(SNAPSHOTS).sort(), [...snapshots(recorded).keys()].sort());
  });

  describe('links that call or text', () => {
    const dialing = () => nodes().filter(({role, url}) => role === 'link' && /^(tel|sms):/.test(url));
    /** Digits as they are dialed, without the code of the country and the keyword of a message. */
    const digits = (text) => text.replace(/\?.*/, '').replace(/\D/g, '');

    it('are there in every widget that shows a number, in every language', () => {
      const found = new Set(dialing().map(({where}) => where.split(',')[0].replace(/ .* /, ' ')));
      for (const lang of LANGUAGES)
        for (const name of ['care-gaps', 'faq', 'helpline-banner', 'overdose-warning', 'relapse-guide'])
          assert.ok(found.has(`${name} ${lang}`), `${name} ${lang}`);
    });

    it('are sentences: what it does, in a call whom it reaches, and the number', () => {
      const odd = dialing().filter(
        ({name, url, shown}) =>
          !VERBS[shown].test(name) || !(url.startsWith('tel:') ? /\p{L}{3,}.*[,،] [\d-]+$/u : /\d$/).test(name),
      );
      assert.deepEqual(odd.map(brief), []);
    });

    it('are called by what is seen of them, to the letter, so that someone can say it', () => {
      const odd = dialing().filter(({name, seen}) => !seen || !name.includes(seen));
      assert.deepEqual(odd.map(brief), []);
    });

    it('say the number that they dial, in digits that every voice knows', () => {
      const odd = dialing().filter(({name, url}) => {
        const said = digits(name.match(/[\d-]+$/)?.[0] ?? '');
        return !said || !digits(url).endsWith(said) || /[٠-٩۰-۹]/.test(name);
      });
      assert.deepEqual(odd.map(brief), []);
    });
  });

  it('headings begin at the level that was asked for, and skip none', async () => {
    const check = (where, tree, first) => {
      const levels = walk(tree).flatMap(({role, level}) => (role === 'heading' ? level : []));
      levels.reduce((before, level) => {
        assert.ok(level >= first && level <= before + 1, `${where}: ${levels}`);
        return level;
      }, first - 1);
      return levels.length;
    };
    const found = moments().map(({where, tree}) => check(where, tree, 2));
    assert.ok(found.filter(Boolean).length > WIDGETS.length);
    const lower = await lookAtAll(
      browser,
      'en',
      async ({widget, tree}) => check(`${widget} heading-level=4`, await tree(), 4),
      'heading-level="4"',
    );
    assert.ok(lower.some(Boolean));
  });

  it('groups, controls and pictures have names', () => {
    assert.deepEqual(
      nodes()
        .filter(({role, name}) => NAMED.has(role) && !name)
        .map(brief),
      [],
    );
  });

  it('what can be ticked, chosen or opened says whether it is, and says so when that has changed', () => {
    const kinds = {checkbox: /^(not )?checked$/, radio: /^(not )?checked$/, summary: /^(expanded|collapsed)$/};
    const statesOf = (tree, kind) =>
      walk(tree)
        .filter(({role}) => role === kind)
        .map(({name, states}) => [name, states.find((each) => kinds[kind].test(each))]);
    for (const states of Object.values(recorded))
      for (const kind of Object.keys(kinds))
        for (const widget of WIDGETS) {
          const own = states.filter((each) => each.widget === widget);
          const all = own.flatMap(({tree, acts}) => [tree, ...acts.map((act) => act.tree)]);
          for (const [name, state] of all.flatMap((tree) => statesOf(tree, kind)))
            assert.ok(state, `${widget}: ${kind} “${name}” has no state`);
          const isThere = own.some(({tree}) => statesOf(tree, kind).length);
          const isChanged = own.some(({tree, acts}) =>
            acts.some((act) => JSON.stringify(statesOf(act.tree, kind)) !== JSON.stringify(statesOf(tree, kind))),
          );
          assert.ok(!isThere || isChanged, `${widget}: no ${kind} was seen to change`);
        }
  });

  it('live regions are polite, and empty until someone has done something', () => {
    const live = nodes().filter((node) => node.live);
    assert.ok(live.length);
    const loud = nodes().filter(
      (node) => (node.live && node.live !== 'polite') || /^(alert|alertdialog|log|timer|marquee)$/.test(node.role),
    );
    assert.deepEqual(loud.map(brief), []);
    const full = live.filter(({where, children}) => where.endsWith('as it comes') && children.length);
    assert.deepEqual(full.map(brief), []);
  });

  it('what someone does is announced once or not at all, and nothing else is', () => {
    for (const states of Object.values(recorded))
      for (const {widget, acts} of states)
        for (const {title, isAnnounced, announced} of acts)
          assert.equal(announced.length, isAnnounced ? 1 : 0, `${widget}, someone ${title}: ${announced.join('; ')}`);
  });

  it('words of another language say which it is', () => {
    const words = nodes().filter(({role, shown, name}) => role === 'text' && shown === 'ar' && /\p{L}/u.test(name));
    assert.ok(words.some(({lang}) => lang === 'en'));
    // A brand or an abbreviation among Arabic words is one of them; an address is of no language.
    const isAddress = (text) => /^\s*[\w-]+(\.[\w-]+)+\s*$/.test(text);
    const odd = words
      .filter(({name}) => !isAddress(name))
      .filter(({name, lang}) =>
        lang === 'ar'
          ? !/\p{Script=Arabic}/u.test(name) || /[a-z]+ [a-z]+/i.test(name)
          : /\p{Script=Arabic}/u.test(name),
      );
    assert.deepEqual(odd.map(brief), []);
  });
});
