/** The builder without a browser: its texts, its address, and that it prints exactly the snippets of the command. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {AROUND, TEXTS} from '../../dist/npm/check/texts.js';
import {readSnippets} from '../../src/tools/builder/read-back.mjs';
import {renderSnippets} from '../../src/tools/builder/snippets.mjs';
import {
  CODES,
  PLATFORMS,
  VIEWS,
  argsOf,
  commandOf,
  foreignIn,
  fromHash,
  initialState,
  toHash,
} from '../../src/tools/builder/state.mjs';
import {Translator, chooseLanguage} from '../../src/tools/builder/translator.mjs';
import {builderData, labelsOf} from '../../src/tools/builder/build.mjs';
import {readIncomplete} from '../../src/tools/locales/completeness.mjs';
import {localesFolder} from '../../src/tools/locales/xliff.mjs';
import {lowContrasts} from '../../src/tools/html/look.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {snippetFromArgs} from '../../src/tools/pages/snippet-args.mjs';
import {root} from '../../src/tools/project.mjs';

const source = join(root, 'src/tools/builder');
const built = join(root, 'dist/cdn/builder');
const data = await builderData();
const {widgets: known} = await available();
const {messages, labels} = data.translations;

/** @typedef {import('../../src/tools/builder/state.mjs').State} State */

const usual = {...initialState(), widget: 'helpline-banner', base: 'https://files.example/0.1/'};
const stateOf = (changes) => ({...usual, ...changes});

/** A widget or a language whose translation is declared incomplete is shown in English. */
const incomplete = readIncomplete(localesFolder);
const complete = data.menus.filter((lang) => !incomplete[lang]?.['*']);

describe('the texts of the builder', () => {
  const placeholders = (text) => [...JSON.stringify(text).matchAll(/\{\w+\}/g)].map(String).sort();
  const fileOf = (lang) => `src/tools/builder/messages/${lang}.json`;

  test('every text is there in every language, with the same placeholders and steps', () => {
    assert.deepEqual(Object.keys(messages).sort(), [...data.menus].sort());
    for (const lang of complete.filter((each) => each !== 'en')) {
      // British English differs from ours in its spelling alone.
      const keys = Object.keys(lang === 'en-GB' ? messages[lang] : messages.en);
      assert.deepEqual(Object.keys(messages[lang]).sort(), keys.sort(), fileOf(lang));
      for (const key of keys) {
        const [own, english] = [messages[lang][key], messages.en[key]];
        assert.ok(english && own && String(own).trim(), `add “${key}” to ${fileOf(lang)}`);
        assert.deepEqual(placeholders(own), placeholders(english), `${lang}: ${key}`);
        assert.equal(Array.isArray(own) && own.length, Array.isArray(english) && english.length, `${lang}: ${key}`);
      }
    }
  });

  test('Arabic isolates codes and numbers of several parts, which would turn round between its words', () => {
    const turned = /[⌘⌥<>="]|#\w|\/\/|\d[ /-]\d|[}\d]:\d/;
    for (const [key, texts] of Object.entries({...messages.ar, ...labels.ar}))
      for (const text of [texts].flat())
        assert.doesNotMatch(text.replace(/\u2066[^\u2069]*\u2069|`[^`]*`/g, ''), turned, key);
  });

  test('Arabic writes tanwin before the alif in every text, as those of the widgets do', () => {
    const targets = readFileSync(join(localesFolder, 'ar.xlf'), 'utf8').match(/<target.*/g);
    const words = new Set(JSON.stringify([targets, messages.ar, labels.ar]).match(/[\u0621-\u0652]+/g));
    const twice = [...words].filter((word) => /\u064b\u0627$/.test(word) && words.has(word.replace('\u064b', '')));
    assert.deepEqual(twice, []);
  });

  test('every label of a widget and of a control is there in every language', () => {
    const missing = ['es', 'ar'].flatMap((lang) =>
      [...labelsOf(data.widgets.filter(({name}) => !incomplete[lang]?.[name]))]
        .filter((label) => !labels[lang][label])
        .map((label) => `add “${label}” to labels in ${fileOf(lang)}`),
    );
    assert.equal(missing.join('\n'), '');
    assert.ok(labels['en-GB'].Colors);
  });

  test('every subdivision with a line of its own has a name in every language, and no other has', () => {
    const subdivisions = data.regions.filter((code) => code.includes('-'));
    assert.deepEqual(Object.keys(data.subdivisions).sort(), subdivisions.sort());
    // Variants of English fall back to English.
    const languages = complete.filter((lang) => !lang.startsWith('en-'));
    for (const [code, names] of Object.entries(data.subdivisions))
      assert.deepEqual(Object.keys(names).sort(), languages.sort(), `${code} in src/content/subdivisions.json`);
  });

  test('every widget, platform, view, form, file and finding has its text, and every text is used', () => {
    const wanted = [
      ...Object.keys(PLATFORMS).flatMap((name) => [`platform.${name}`, `steps.${name}`]),
      ...VIEWS.map((view) => `view.${view}`),
      ...data.forms.map((form) => `note.${form}`),
      ...CODES.flatMap((code) => [`code.${code || 'short'}`, `code.${code || 'short'}.hint`]),
      ...Object.keys(TEXTS).map((key) => `finding.${key}`),
      ...Object.keys(AROUND).map((key) => `around.${key}`),
    ];
    for (const key of wanted) assert.ok(messages.en[key], `add “${key}” to src/tools/builder/messages/en.json`);
    const code = readdirSync(source)
      .filter((file) => file.endsWith('.mjs'))
      .map((file) => readFileSync(join(source, file), 'utf8'))
      .join();
    const written = new Set(code.match(/(?<=['`])[a-z][\w.-]*(?=['`])/g));
    const isDerived = (key) =>
      wanted.includes(key) ||
      data.widgets.some(({name}) => [`when.${name}`, `not.${name}`].includes(key)) ||
      /^(error|contrast|radius|font|note|accent)\./.test(key);
    for (const key of Object.keys(messages.en)) assert.ok(written.has(key) || isDerived(key), `“${key}” is not used`);
  });

  test('the page speaks the language of the link, else of the browser', () => {
    const choose = (...wanted) => chooseLanguage(wanted, data.languages);
    const chosen = [choose('es-MX', 'en'), choose('de', 'ar-EG'), choose('en-AU'), choose('en-US'), choose('de')];
    assert.deepEqual(chosen, ['es', 'ar', 'en-GB', 'en', 'en']);
    const speaker = new Translator(data.translations, 'ar');
    for (const region of data.regions) assert.notEqual(speaker.nameOfRegion(region, data.subdivisions), region);
  });
});

describe('the address of the builder', () => {
  const state = stateOf({
    ...{widget: 'feedback', region: 'GB-WLS', langs: ['ar', 'es'], platform: 'react', form: 'div', code: 'full'},
    ...{attributes: {scale: 'stars', comment: '', name: 'a=b&c#d'}, look: {accent: '#004a83', font: 'Georgia, serif'}},
    ...{file: 'recovery-widgets.classic.js', hints: true, integrity: true, view: 'noscript'},
  });

  test('a link has all choices, and gives them back', () => {
    assert.deepEqual(fromHash(`#${toHash(state, 'ar')}`, data), {state, ui: 'ar', unknown: []});
    assert.deepEqual(fromHash('', data), {state: initialState(), ui: '', unknown: []});
  });

  test('a link with something unknown loses that alone, and says so', () => {
    const wrong = [
      ...['widget=constructor', 'region=XX', 'lang=tlh', 'platform=toString', 'form=x', 'file=../x.js', 'code=x'],
      // The last two are of older links.
      ...['data-__proto__=1', 'data-theme=pink', 'x=1', 'view=rtl', 'link-style=no'],
    ];
    const {state: read, unknown} = fromHash(`#${wrong.join('&')}&accent=%23004a83`, data);
    assert.deepEqual(read, {...initialState(), look: {accent: '#004a83'}});
    const names = wrong.map((each) => each.split('=')[0]);
    assert.deepEqual(unknown, names);
    assert.deepEqual(fromHash(`base=${'x'.repeat(400)}`, data).unknown, ['base']);
  });

  test('a base is foreign unless it is a path, or has the very origin of the builder', () => {
    const isForeign = (base) => foreignIn(stateOf({base}), 'https://own.example/w/').length > 0;
    const own = ['', '/', '/x/', 'https://own.example', 'https://own.example/x/'];
    const foreign = [
      ...['http://own.example/', 'https://own.example.evil/', 'https://own.example@evil.example/', '//evil.example/'],
      ...['/\\evil.example/', '\\\\evil.example', 'https:evil.example', 'https://own.example:8443/', 'x'],
    ];
    assert.deepEqual([...own, ...foreign].filter(isForeign), foreign);
  });
});

/** Compares the page with the command: the same snippet, or the same refusal. @param {Partial<State>} changes */
async function compare(changes) {
  const state = stateOf(changes);
  const {html, mistakes} = await renderSnippets(state);
  const print = async (/** @type {string} */ lang) => (await snippetFromArgs(argsOf(state, lang))).html;
  const expected = await Promise.all(state.langs.map(print)).catch(({message}) => [message]);
  assert.equal(html || mistakes[0].message, expected.join(''), commandOf(state));
  return html;
}

describe('the snippets of the builder', () => {
  const {regions} = data;

  test('are exactly those of the command, and can be read back: every widget, form, language and some countries', async () => {
    let index = 0;
    // Each widget with two forms, so that each form comes with several widgets.
    for (const {name, controls, languages} of data.widgets)
      for (let round = 0; round < 2; round++) {
        const form = data.forms[++index % data.forms.length];
        const code = ['tag', 'div'].includes(form) ? CODES[index % CODES.length] : '';
        const all = {'heading-level': '4', theme: 'dark', variant: 'compact', placement: 'fixed', 'no-events': ''};
        const state = stateOf({
          ...{widget: name, form, code, hints: !!code && index % 2 > 0, langs: [languages[index % languages.length]]},
          region: known.get(name)?.regional || form === 'frame' ? regions[(index * 11) % regions.length] : '',
          attributes: Object.fromEntries(
            Object.entries(all).filter(([key]) => controls.some((each) => each.name === key)),
          ),
          look: ['frame', 'fallback'].includes(form) ? {} : {accent: '#9fd0ff', radius: '12px', font: 'inherit'},
        });
        const html = await compare(state);
        assert.ok(html, `${name} ${form}`);
        if (form === 'fallback') continue;
        const [read, ...others] = await readSnippets(`<!doctype html><html lang="de"><body><p>x</p>${html}`);
        assert.ok(read && !others.length, commandOf(state));
        assert.equal((await renderSnippets(read)).html, html, `${commandOf(state)}\n${commandOf(read)}`);
      }
  });

  test('read the row of a page as the widgets do; with links, they say in which languages its pages have no numbers', async () => {
    const [read] = await readSnippets('<recovery-overdose-warning region="GB" languages="pl, zh-TW vi tl FIL">');
    assert.equal(read.attributes.languages, 'pl zh-Hant vi fil');
    const note = 'Without script, readers of Vietnamese and Filipino get a page without the numbers of GB.';
    for (const changes of [{}, {code: 'full'}, {form: 'static'}, {form: 'fallback'}]) {
      const state = {...read, ...changes};
      // Short code has no links.
      const placeless = Object.keys(changes).length ? ['vi', 'fil'] : [];
      assert.deepEqual((await renderSnippets(state)).placeless, placeless);
      assert.equal((await snippetFromArgs(argsOf(state, 'en'))).notes.includes(note), !!placeless.length);
    }
    const wrong = snippetFromArgs(['overdose-warning', '--languages=pt-BR tlh']);
    await assert.rejects(wrong, /Invalid value "tlh" for “languages”\. Allowed: ar, .*, zh-Hant\.$/);
  });

  test('are exactly those of the command: every attribute, look, file and platform', async () => {
    /** @type {Partial<State>[]} */
    const states = data.widgets.flatMap((widget) =>
      widget.controls
        .filter(({group}) => group !== 'local-line')
        .map(({name, kind, values}) => {
          const text = {href: 'https://x.example/?a=1&b="2"', languages: 'es ar'}[name] ?? 'a b';
          const value = kind === 'choice' ? String(values.at(-1)) : kind === 'switch' ? '' : text;
          return {widget: widget.name, region: 'CA-QC', attributes: {[name]: value}};
        }),
    );
    for (const platform of Object.keys(PLATFORMS)) states.push({platform, region: 'US', langs: ['es', 'en']});
    for (const file of data.files) states.push({file, integrity: true, region: 'GB'});
    const attributes = {phone: '555 0100', operator: 'Clínica “A” & ‘B’ <c>', hours: '$HOME `x` \\'};
    const own = {attributes, region: 'US'};
    const look = {accent: '#004a83', 'accent-dark': '#9fd0ff'};
    states.push(
      own,
      {look: {...look, radius: '0', font: 'Georgia, serif'}, platform: 'react'},
      {look, form: 'static', file: 'all.js'},
      {base: '/own/path', hints: true},
      {platform: 'wordpress', code: 'author', region: 'US'},
      {base: ''},
    );
    for (const state of states) assert.ok(await compare(state), commandOf(stateOf(state)));
    // A shell gives the command the very arguments.
    const command = commandOf(stateOf(own)).replace('npx recovery-widgets snippet', "printf '%s\\n'");
    assert.equal(spawnSync('sh', ['-c', command]).stdout.toString(), `${argsOf(stateOf(own), 'en').join('\n')}\n`);
  });

  test('are withheld while fields have mistakes, which are all named', async () => {
    const all = {look: {accent: '#ffcc00'}, attributes: {phone: 'x', operator: 'y'}, base: 'z'};
    const fields = (await renderSnippets(stateOf(all))).mistakes.map(({field}) => field);
    assert.deepEqual(fields.sort(), ['base', 'contrast', 'phone']);
    /** @type {[Partial<State>, string][]} */
    const mistakes = [
      [{attributes: {phone: 'call us', operator: 'x'}}, 'phone'],
      [{widget: 'quick-exit', attributes: {href: 'javascript:alert(1)'}}, 'href'],
      [{base: 'ftp://x'}, 'base'],
      [{look: {accent: 'red;x'}}, 'accent'],
      [{look: {accent: '#ffcc00'}}, 'contrast'],
      [{look: {font: 'x;}'}}, 'font'],
    ];
    for (const [changes, field] of mistakes) {
      const printed = await renderSnippets(stateOf(changes));
      const named = printed.mistakes.map((mistake) => mistake.field);
      assert.deepEqual([printed.html, named], ['', [field]], printed.mistakes[0]?.message);
    }
  });
});

test('a color that is too close to a ground is refused, with one that is not', async () => {
  for (const accent of ['#ffcc00', '#808080', '#123456', '#ffffff', '#000000', '#9fd0ff'])
    for (const {mode, suggestion} of await lowContrasts({accent}))
      assert.deepEqual(await lowContrasts({accent: suggestion, theme: mode}), [], `${accent} ${mode}`);
  const create = (...args) => snippetFromArgs(['helpline-banner', '--accent', '#004a83', ...args]);
  const message = /too little contrast with the dark background: 1\.\d:1; the minimum is 7:1.*--accent-dark "#/;
  await assert.rejects(create(), message);
  const {html} = await create('--accent-dark', '#9fd0ff', '--radius', '0', '--font', "'A B', serif");
  const accent = '--recovery-color-accent: light-dark(#004a83, #9fd0ff)';
  const [tag = ''] = /<recovery-helpline-banner [^>]*/.exec(html) ?? [];
  assert.ok(tag.includes(` style="${accent}; --recovery-radius: 0; --recovery-font-family: 'A B', serif"`), html);
});

test('no script of the builder sends, fetches or stores anything', () => {
  const read = (file) => readFileSync(join(built, file), 'utf8');
  const requests = /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|serviceWorker/;
  const stores = /(local|session)Storage|indexedDB|cookieStore|document\.cookie/;
  for (const file of readdirSync(built).filter((name) => name.endsWith('.js')))
    for (const pattern of [requests, stores]) assert.doesNotMatch(read(file), pattern, file);
  const [, policy = ''] = /Content-Security-Policy"\s+content="([^"]+)"/.exec(read('index.html')) ?? [];
  assert.match(policy, /^default-src 'none'; script-src 'self';/);
  assert.doesNotMatch(policy, /connect-src|https?:|unsafe-eval|script-src[^;]*unsafe-inline/);
});
