/**
 * Screen reader output of each widget, in English and at night in Arabic: unchanged since someone last reviewed it,
 * and by rules that do not depend on the copy. See test/support/spoken.mjs for how it is recorded.
 */
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {WIDGETS, test} from '../support/page.mjs';
import {AT_NIGHT, nightly} from '../support/nightly.mjs';
import {LANGUAGES as ALL, SNAPSHOTS, record, snapshots, walk} from '../support/spoken.mjs';

/** CI has one language: the tree has the same structure in both, and `translations` compares the texts. */
const LANGUAGES = nightly(ALL, ['en']);

/** Start of the name of a link that calls or texts: the action. */
const VERBS = {en: /^(Call|Text|Textphone \(TTY\),) /, ar: /^(الاتصال|إرسال رسالة نصية|هاتف نصي \(TTY\)،) /};
/** Title of the moment before any action. */
const INITIAL = 'as it comes';
/** Roles that need a name. */
const NAMED = new Set('link button checkbox radio textbox summary image table group'.split(' '));

test.describe('screen reader output', () => {
  // One worker, which records everything once.
  test.describe.configure({mode: 'default'});
  /** @type {Record<string, import('../support/spoken.mjs').Recorded[]>} */
  const recorded = {};
  test.beforeAll(async ({browser}) => {
    for (const lang of LANGUAGES) recorded[lang] = await record(browser, lang);
  });

  /** Returns every recorded moment of every widget, with a label for messages. */
  const moments = () =>
    Object.entries(recorded).flatMap(([lang, states]) =>
      states.flatMap(({widget, attributes, tree, actions}) =>
        [{title: INITIAL, tree}, ...actions].map((moment) => ({
          lang,
          label: `${widget} ${attributes} ${lang}, ${moment.title}`,
          ...moment,
        })),
      ),
    );
  const nodes = () =>
    moments().flatMap(({lang, label, tree}) =>
      tree.children.flatMap(walk).map((node) => ({...node, lang: node.lang ?? lang, pageLang: lang, label})),
    );
  const describeNode = ({label, role, name}) => `${label}: ${role} “${name}”`;

  for (const [lang, name] of LANGUAGES.flatMap((code) => WIDGETS.map((widget) => [code, widget])))
    test(`the transcript of ${name} is unchanged since its last review: ${lang}`, () => {
      const file = `${name}.${lang}.txt`;
      const path = join(SNAPSHOTS, file);
      assert.equal(
        snapshots({[lang]: recorded[lang]}).get(file),
        existsSync(path) ? readFileSync(path, 'utf8') : '',
        `The transcript differs from test/baselines/spoken/${file}. Run \`npm test -- accept\` and review the difference before you commit it.`,
      );
    });

  test('every transcript belongs to a widget', () => {
    const expected = WIDGETS.flatMap((name) => ALL.map((lang) => `${name}.${lang}.txt`));
    assert.deepEqual(readdirSync(SNAPSHOTS).sort(), expected.sort());
  });

  /** @type {(node: ReturnType<typeof nodes>[number]) => boolean} */
  const isDialing = ({role, url}) => role === 'link' && /^(tel|sms):/.test(url ?? '');
  /** Returns the digits of a number or link, without the text of a message. */
  const digitsOf = (text) => text.replace(/\?.*/, '').replace(/\D/g, '');

  test('every widget with a phone number has a link that dials, in every language', () => {
    const found = nodes()
      .filter(isDialing)
      .map(({label}) => label.split(',')[0].replace(/ .* /, ' '));
    for (const lang of LANGUAGES)
      for (const name of ['care-gaps', 'faq', 'helpline-banner', 'overdose-warning', 'relapse-guide'])
        assert.ok(found.includes(`${name} ${lang}`), `${name} ${lang}`);
  });

  /** Rules, and whether a node breaks them. @type {Record<string, (node: ReturnType<typeof nodes>[number]) => unknown>} */
  const BROKEN = {
    'the name of a dialing link is a phrase of the action or the kind of telephone, the service called and the number':
      (node) =>
        isDialing(node) &&
        (!VERBS[node.pageLang].test(node.name) ||
          !(node.url?.startsWith('tel:') ? /\p{L}{3,}.*[,،] [\d-]+$/u : /\d$/).test(node.name)),
    'the name of a dialing link contains its visible text, so that speech input finds it': (node) =>
      isDialing(node) && (!node.visibleText || !node.name.includes(node.visibleText)),
    'a dialing link names the number it dials, in Western digits, which every voice knows': (node) => {
      const named = digitsOf(node.name.match(/[\d-]+$/)?.[0] ?? '');
      return isDialing(node) && (!named || !digitsOf(node.url).endsWith(named) || /[٠-٩۰-۹]/.test(node.name));
    },
    'groups, controls and images have names': ({role, name}) => NAMED.has(role) && !name,
    'live regions are polite': ({live, role}) =>
      (live && live !== 'polite') || /^(alert|alertdialog|log|timer|marquee)$/.test(role),
    'live regions are empty before the first action': ({live, label, children}) =>
      live && label.endsWith(INITIAL) && children.length,
  };
  for (const [rule, isBroken] of Object.entries(BROKEN))
    test(rule, () => assert.deepEqual(nodes().filter(isBroken).map(describeNode), []));

  test('widgets have live regions', () => assert.ok(nodes().some((node) => node.live)));

  test('an action is announced once or not at all, as intended, and nothing else is announced', () => {
    for (const states of Object.values(recorded))
      for (const {widget, actions} of states)
        for (const {title, isAnnounced, announced} of actions)
          assert.equal(announced.length, isAnnounced ? 1 : 0, `${widget}, someone ${title}: ${announced.join('; ')}`);
  });

  test('text in another language is marked as such', () => {
    test.skip(!LANGUAGES.includes('ar'), AT_NIGHT);
    const texts = nodes().filter(
      ({role, pageLang, name}) => role === 'text' && pageLang === 'ar' && /\p{L}/u.test(name),
    );
    assert.ok(texts.some(({lang}) => lang === 'en'));
    // A brand or an abbreviation in Arabic text counts as Arabic; a URL has no language.
    const isUrl = (text) => /^\s*[\w-]+(\.[\w-]+)+\s*$/.test(text);
    const wrong = texts
      .filter(({name}) => !isUrl(name))
      .filter(({name, lang}) =>
        lang === 'ar'
          ? !/\p{Script=Arabic}/u.test(name) || /[a-z]+ [a-z]+/i.test(name)
          : /\p{Script=Arabic}/u.test(name),
      );
    assert.deepEqual(wrong.map(describeNode), []);
  });
});
