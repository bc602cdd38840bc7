/** The builder without a browser: its texts, its address, and that it prints exactly the snippets of the command. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {select} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {ORDER, finding} from '../../dist/npm/check/finding.js';
import {AROUND, TEXTS} from '../../dist/npm/check/texts.js';
import {GUIDES, fileOfGuide} from '../../src/tools/builder/guide-addresses.mjs';
import {readSnippets} from '../../src/tools/builder/read-back.mjs';
import {renderSnippets} from '../../src/tools/builder/snippets.mjs';
import {PLATFORMS, VIEWS, argsOf, commandOf, fromHash, initialState, toHash} from '../../src/tools/builder/state.mjs';
import {Translator, chooseLanguage} from '../../src/tools/builder/translator.mjs';
import {builderData, labelsOf} from '../../src/tools/builder/build.mjs';
import {pathOfSource} from '../../src/tools/site/guides.mjs';
import {parseMarkdown} from '../../src/tools/site/markdown.mjs';
import {readIncomplete} from '../../src/tools/locales/completeness.mjs';
import {localesFolder} from '../../src/tools/locales/languages.mjs';
import {lowContrasts} from '../../src/tools/html/look.mjs';
import {snippetFromArgs} from '../../src/tools/pages/snippet-args.mjs';
import {checkSource} from '../../src/tools/pages/check.mjs';
import {root} from '../support/sources.mjs';

const source = join(root, 'src/tools/builder');
const built = join(root, 'dist/cdn/builder');
const data = await builderData();
const {messages, labels} = data.translations;

/** @typedef {import('../../src/tools/builder/state.mjs').State} State */

/** @param {Partial<State>} changes @returns {State} */
const stateOf = (changes) => ({...initialState(), base: 'https://files.example/0.1/', ...changes});

/** A widget or a language whose translation is declared incomplete is shown in English. */
const incomplete = readIncomplete(localesFolder);
const complete = data.languages.filter((lang) => !incomplete[lang]?.['*']);

describe('the texts of the builder', () => {
  const placeholders = (text) => [...JSON.stringify(text).matchAll(/\{\w+\}/g)].map(String).sort();
  const fileOf = (lang) => `src/tools/builder/messages/${lang}.json`;

  test('every text is there in every language, with the same placeholders and steps', () => {
    assert.deepEqual(Object.keys(messages).sort(), [...data.languages].sort());
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

  test('a finding has the same code in every language, and says it without marks on the command line', () => {
    const code = (texts) => texts.map((text) => text.match(/`[^`]*`/g)?.sort());
    for (const [key, texts] of Object.entries(TEXTS))
      for (const lang of data.languages)
        assert.deepEqual(code([messages[lang][`finding.${key}`] ?? texts].flat()), code(texts), `${lang}: ${key}`);
    const values = {directive: "script-src 'self'", origin: 'https://a.example'};
    const {problem, remedy} = finding('csp', 'csp-script', values);
    assert.equal(problem, "The security header blocks the script: script-src 'self'.");
    assert.equal(remedy, 'Add https://a.example to script-src.');
  });

  test('every label of a widget and of a control is there in every language', () => {
    for (const lang of ['es', 'ar'])
      for (const label of labelsOf(data.widgets.filter(({name}) => !incomplete[lang]?.[name])))
        assert.ok(labels[lang][label], `add “${label}” to labels in ${fileOf(lang)}`);
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
      ...data.forms.flatMap((form) => [`form.${form}`, `note.${form}`]),
      ...data.files.map((file) => `file.${file}`),
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
    assert.equal(speaker.dir, 'rtl');
    assert.equal(speaker.join(['ا', 'ب']), 'ا، ب');
    assert.equal(new Translator(data.translations, 'en').join(['a', 'b', 'c']), 'a, b, c');
    assert.equal(speaker.nameOfRegion('US-PR', data.subdivisions), 'بورتوريكو');
    for (const region of data.regions) assert.notEqual(speaker.nameOfRegion(region, data.subdivisions), region);
  });

  test('translations say that they are drafts', () => {
    assert.match(String(messages.es.draft), /borradores, también la traducción/);
    assert.match(String(messages.ar.draft), /مسودات، والترجمة كذلك/);
  });
});

test('every guide to which the builder links has a title and the place', () => {
  for (const where of [...Object.values(GUIDES), ...ORDER.map((cause) => `check#${cause}`)]) {
    const [name, anchor] = where.split('#');
    const page = parseMarkdown(readFileSync(join(root, `docs/${name}.md`), 'utf8'));
    assert.ok(!anchor || select(`[id="${anchor}"]`, page), where);
    assert.equal(data.guides[name], toString(select('h1', page) ?? assert.fail(name)));
    assert.equal(pathOfSource(`docs/${name}.md`), `docs/${fileOfGuide(name)}`);
  }
});

describe('the address of the builder', () => {
  const state = stateOf({
    widget: 'feedback',
    region: 'GB-WLS',
    langs: ['ar', 'es'],
    attributes: {scale: 'stars', comment: '', name: 'a=b&c#d'},
    look: {accent: '#004a83', font: 'Georgia, serif'},
    platform: 'react',
    form: 'div',
    file: 'recovery-widgets.classic.js',
    linkStyle: false,
    integrity: true,
    view: 'paper',
  });

  test('a link has all choices, and gives them back', () => {
    assert.deepEqual(fromHash(`#${toHash(state, 'ar')}`, data), {state, ui: 'ar', unknown: []});
    assert.deepEqual(fromHash('', data), {state: initialState(), ui: '', unknown: []});
  });

  test('a link with something unknown loses that alone, and says so', () => {
    const wrong = [
      ...['widget=constructor', 'region=XX', 'lang=tlh', 'platform=toString', 'form=x', 'file=../x.js', 'view=x'],
      ...['data-__proto__=1', 'data-theme=pink', 'x=1'],
    ];
    const {state: read, unknown} = fromHash(`#${wrong.join('&')}&accent=%23004a83`, data);
    assert.deepEqual(read, {...initialState(), look: {accent: '#004a83'}});
    const names = wrong.map((each) => each.split('=')[0]);
    assert.deepEqual(unknown, names);
    assert.deepEqual(fromHash(`base=${'x'.repeat(400)}`, data).unknown, ['base']);
  });
});

/** Compares the page with the command: the same snippet, or the same refusal. @param {Partial<State>} changes */
async function compare(changes) {
  const state = stateOf(changes);
  const {html, mistakes} = await renderSnippets(state);
  const printed = async () => {
    let all = '';
    for (const lang of state.langs) all += (await snippetFromArgs(argsOf(state, lang))).html;
    return all;
  };
  const expected = await printed().catch((/** @type {Error} */ {message}) => message);
  assert.equal(html || mistakes[0].message, expected, commandOf(state));
  return html;
}

describe('the snippets of the builder', () => {
  const {languages, regions} = data;

  test('are exactly those of the command, and can be read back: every widget, form, language and some countries', async () => {
    let index = 0;
    // Each widget with two forms, so that each form comes with several widgets.
    for (const {name, regional, controls} of data.widgets)
      for (let round = 0; round < 2; round++) {
        const form = data.forms[++index % data.forms.length];
        const all = {'heading-level': '4', theme: 'dark', variant: 'compact', placement: 'fixed', 'no-events': ''};
        const state = stateOf({
          ...{widget: name, form, langs: [languages[index % languages.length]]},
          region: regional || form === 'frame' ? regions[(index * 11) % regions.length] : '',
          attributes: Object.fromEntries(
            Object.entries(all).filter(([key]) => controls.some((each) => each.name === key)),
          ),
          look: ['frame', 'json-ld', 'fallback'].includes(form)
            ? {}
            : {accent: '#9fd0ff', radius: '12px', font: 'inherit'},
        });
        const html = await compare(state);
        assert.ok(html || form === 'json-ld', `${name} ${form}`);
        if (['json-ld', 'fallback'].includes(form)) continue;
        const [read, ...others] = await readSnippets(`<!doctype html><html lang="de"><body><p>x</p>${html}`);
        assert.ok(read && !others.length, commandOf(state));
        assert.equal((await renderSnippets(read)).html, html, `${commandOf(state)}\n${commandOf(read)}`);
      }
  });

  test('are exactly those of the command: every attribute, look, file and platform', async () => {
    /** @type {Partial<State>[]} */
    const states = data.widgets.flatMap((widget) =>
      widget.controls
        .filter(({group}) => group !== 'own-line')
        .map(({name, kind, values}) => {
          const text = name === 'href' ? 'https://x.example/?a=1&b="2"' : 'a b';
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
      {look, form: 'prerendered', file: 'all.js'},
      {base: '/own/path', linkStyle: true},
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
      [{widget: 'quick-exit', form: 'json-ld'}, ''],
    ];
    for (const [changes, field] of mistakes) {
      const printed = await renderSnippets(stateOf(changes));
      const named = printed.mistakes.map((mistake) => mistake.field);
      assert.deepEqual([printed.html, named], ['', [field]], printed.mistakes[0]?.message);
    }
  });
});

describe('a look of the page’s own', () => {
  test('a color that is too close to a ground is refused, with one that is not', async () => {
    for (const accent of ['#ffcc00', '#808080', '#123456', '#ffffff', '#000000', '#9fd0ff'])
      for (const {mode, suggestion} of await lowContrasts({accent}))
        assert.deepEqual(await lowContrasts({accent: suggestion, theme: mode}), [], `${accent} ${mode}`);
    const create = (...args) => snippetFromArgs(['helpline-banner', '--accent', '#004a83', ...args]);
    const message = /too little contrast with the dark background: 1\.\d:1; the minimum is 7:1.*--accent-dark "#/;
    await assert.rejects(create(), message);
    assert.match((await create('--theme', 'light')).html, /style="--recovery-color-accent: #004a83"/);
    assert.match(
      (await create('--accent-dark', '#9fd0ff', '--radius', '0', '--font', "'A B', serif")).html,
      /<recovery-helpline-banner [^>]*style="--recovery-color-accent: light-dark\(#004a83, #9fd0ff\); --recovery-radius: 0; --recovery-font-family: 'A B', serif"/,
    );
  });
});

describe('pasted source', () => {
  test('malformed and hostile source gives findings, never an error', async () => {
    const sources = [
      '<',
      '\0'.repeat(1000),
      '<div data-recovery-widget',
      '<div data-recovery-widget="faq" data-region="__proto__" lang="constructor">',
      '<recovery-faq><recovery-faq>'.repeat(500),
      `<iframe src="frame.html?widget=%E0%A4%A&%"></iframe><div data-recovery-version="x"></div>`,
      '<script>alert(1)</script><img src=x onerror=alert(1)><meta http-equiv=refresh content="0;url=//x.example">',
      '<svg><style><div data-recovery-widget=faq></style></svg>',
    ];
    for (const text of sources) {
      assert.ok((await checkSource(text)).length, text.slice(0, 40));
      for (const state of await readSnippets(text)) assert.ok((await renderSnippets(state)).mistakes);
    }
    assert.equal((await readSnippets('<div data-recovery-widget=faq></div>'.repeat(80))).length, 50);
  });
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
