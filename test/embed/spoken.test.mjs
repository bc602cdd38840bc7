/**
 * Screen reader output of each widget, in English and at night in Arabic: unchanged since someone last reviewed it,
 * and by rules that do not depend on the copy. See test/support/spoken.mjs for how it is recorded.
 */
import assert from 'node:assert/strict';
import {expect, test} from '../support/page.mjs';
import {nightly} from '../support/nightly.mjs';
import {LANGUAGES as ALL, record, transcripts} from '../support/spoken.mjs';

/** CI has one language: the tree has the same structure in both, and `translations` compares the texts. */
const LANGUAGES = nightly(ALL, ['en']);

/** Start of the name of a link that calls or texts: the action. */
const VERBS = {en: /^(Call|Text|Textphone \(TTY\),) /, ar: /^(الاتصال:|إرسال رسالة نصية|هاتف نصي \(TTY\)،) /};
/** Title of the moment before any action. */
const INITIAL = 'as it comes';

test.describe('screen reader output', () => {
  const recorded = {};
  test.beforeAll(async ({browser}) => {
    for (const lang of LANGUAGES) recorded[lang] = await record(browser, lang);
  });

  /** Returns every recorded moment of every widget, with a label for messages. */
  const moments = () =>
    Object.entries(recorded).flatMap(([lang, states]) =>
      states.flatMap(({widget, attributes, state, actions}) =>
        [{title: INITIAL, state}, ...actions].map(({title, state: each}) => ({
          ...{lang, widget, title, ...each},
          label: `${widget} ${attributes} ${lang}, ${title}`,
        })),
      ),
    );
  /** Returns the links that call or text. */
  const dialing = () =>
    moments().flatMap(({links, ...moment}) =>
      links.filter(({url}) => /^(tel|sms):/.test(url)).map((link) => ({...moment, ...link})),
    );

  for (const lang of LANGUAGES)
    test(`the transcripts are unchanged since their last review: ${lang}`, () =>
      expect(
        transcripts(recorded[lang], lang),
        'Run `npm test -- accept`, and review the difference before you commit it.',
      ).toMatchSnapshot(['spoken', `${lang}.txt`]));

  /** Returns the digits of a number or link, without the text of a message. */
  const digitsOf = (text) => text.replace(/\?.*/, '').replace(/\D/g, '');

  test('every widget with a phone number has a link that dials, in every language', () => {
    const found = dialing().map(({widget, lang}) => `${widget} ${lang}`);
    for (const lang of LANGUAGES)
      for (const name of ['care-gaps', 'faq', 'helpline-banner', 'overdose-warning', 'relapse-guide'])
        assert.ok(found.includes(`${name} ${lang}`), `${name} ${lang}`);
  });

  /** Rules, and whether a dialing link breaks them. @type {Record<string, (link: ReturnType<typeof dialing>[number]) => unknown>} */
  const BROKEN = {
    'the name of a dialing link is a phrase of the action or the kind of telephone, the service called and the number':
      ({lang, name, text, url}) =>
        // The sentence of an emergency call is its name.
        name !== text &&
        (!VERBS[lang].test(name) || !(url.startsWith('tel:') ? /\p{L}{3,}.*[,،] [\d-]+$/u : /\d$/).test(name)),
    'a dialing link names the number it dials, in Western digits, which every voice knows': ({name, url}) => {
      const named = digitsOf(name.match(/\d[\d-]*/g)?.at(-1) ?? '');
      return !named || !digitsOf(url).endsWith(named) || /[٠-٩۰-۹]/.test(name);
    },
  };
  for (const [rule, isBroken] of Object.entries(BROKEN))
    test(rule, () => {
      const broken = dialing().filter(isBroken);
      assert.deepEqual(
        broken.map(({label, name}) => `${label}: ${name}`),
        [],
      );
    });

  test('live regions are polite, and empty before the first action', () => {
    for (const {label, title, live} of moments())
      for (const {is, text} of live) {
        // Without a role: Orca 48 loses what a `status` says.
        assert.equal(is, 'polite', label);
        if (title === INITIAL) assert.equal(text, '', label);
      }
    assert.ok(moments().some(({live}) => live.length));
  });

  test('an action is announced once or not at all, as intended, and nothing else is announced', () => {
    for (const states of Object.values(recorded))
      for (const {widget, actions} of states)
        for (const {title, isAnnounced, announced} of actions)
          assert.equal(announced.length, isAnnounced ? 1 : 0, `${widget}, someone ${title}: ${announced.join('; ')}`);
  });
});
