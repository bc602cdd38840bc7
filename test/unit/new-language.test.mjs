/** A language is added by data alone: its tag is checked, and all else comes from CLDR. */
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {commaOf, directionOf, fontOf, languageName} from '../../src/tools/content/cldr-data.mjs';
import {buildLanguagesModule} from '../../src/tools/generate/languages-module.mjs';
import {LanguageError, checkTag, planLanguage} from '../../src/tools/locales/new-language.mjs';
import {root} from '../support/sources.mjs';

const paths = {content: join(root, 'src/content'), locales: join(root, 'src/locales')};

describe('a new language', () => {
  for (const [tag, message] of /** @type {[string, RegExp][]} */ ([
    ['', /is not a language tag/],
    ['french!', /is not a language tag/],
    ['FR', /write “fr” instead of “FR”/],
    ['zh-hant', /write “zh-Hant”/],
    ['fr-Latn', /write “fr”, which means the same/],
    ['fr-FR', /write “fr”, which means the same/],
    ['fr-u-nu-arab', /write “fr” instead/],
    ['xx', /CLDR has no language “xx”/],
    ['es', /“es” already exists/],
    ['en', /“en” already exists/],
  ]))
    test(`is refused with the reason: “${tag}”`, () => {
      assert.throws(
        () => checkTag(tag, ['ar', 'es']),
        (/** @type {Error} */ error) => {
          assert.ok(error instanceof LanguageError);
          assert.match(error.message, message);
          return true;
        },
      );
    });

  test('may have a region or a script where that is another language', () => {
    for (const tag of ['fr', 'pt-BR', 'pt-PT', 'zh-Hant', 'sr-Latn', 'fa', 'tl', 'fr-CA'])
      if (!['pt-BR', 'tl'].includes(tag)) assert.equal(checkTag(tag, []), tag);
  });

  test('is written into three files of data', () => {
    const {files, summary} = planLanguage('fa', paths);
    assert.deepEqual(
      [...files.keys()].map((path) => path.slice(root.length)),
      ['src/locales/lit-localize.json', 'src/locales/incomplete.json', 'src/content/terms/fa.json'],
    );
    assert.equal(summary, 'Persian (fa), فارسی, right to left');
  });
});

describe('CLDR', () => {
  test('knows the direction of every language', () => {
    for (const tag of ['ar', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi'])
      assert.equal(directionOf(tag), 'rtl', tag);
    for (const tag of ['en', 'en-GB', 'es', 'ru', 'zh-Hant', 'ks-Deva', 'az'])
      assert.equal(directionOf(tag), 'ltr', tag);
    assert.equal(languageName('es', 'es'), 'español');
    assert.deepEqual(['es', 'ru', 'ar', 'hi', 'zh-Hant'].map(fontOf), [
      ...['Noto Sans', 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans Devanagari', 'Noto Sans TC'],
    ]);
  });

  test('has the comma of its script', () => {
    assert.deepEqual(['en', 'es', 'ar', 'fa', 'ckb', 'he', 'ja', 'zh-Hant', 'ks-Deva'].map(commaOf), [
      ...[', ', ', ', '، ', '، ', '، ', ', ', '、', '、', ', '],
    ]);
  });

  test('is in no list of code: each place that names a language is about that language alone', () => {
    /** Files that may name one, with the reason. @type {Record<string, RegExp>} */
    const reasons = {
      'src/core/localize.ts': /'en-GB'/, // CLDR’s parent of most English.
      'src/wordpress/includes/codes.php': /'en-GB'/, // The same, in PHP.
      'src/tools/content/word-rules.mjs': /'en-GB'/, // Spelling of terms in English.
      'src/tools/copy/check-copy.mjs': /'ar'/, // Vowel marks; others have none to fold.
      'src/tools/copy/reading-level.mjs': /'es'/, // A formula for Spanish alone.
      'src/tools/pages/bundle.mjs': /'es'/, // ECMAScript.
      'src/tools/builder/translator.mjs': /'en-GB'/, // Texts of the builder, which are translated apart.
      'src/tools/examples/run-example.mjs': /"es"/, // The Spanish page of each app.
      'src/tools/wordpress/names.mjs': /'es'/, // Menus of the plugin, which are translated apart.
    };
    const {targetLocales} = JSON.parse(readFileSync(join(paths.locales, 'lit-localize.json'), 'utf8'));
    const named = new RegExp(`['"\`](${targetLocales.join('|')})['"\`]|\\((?:[a-z]{2}\\|)+[a-z]{2}\\)(?:\\\\b|-)`, 'g');
    const found = readdirSync(join(root, 'src'), {recursive: true, encoding: 'utf8'})
      .filter((file) => /\.(ts|mjs|js|php)$/.test(file) && !/^(generated|content)\b|node_modules/.test(file))
      .map((file) => `src/${file.replaceAll('\\', '/')}`)
      .flatMap((file) => {
        const code = readFileSync(join(root, file), 'utf8').replace(/^ *(\/\/|\*|\/\*).*$/gm, '');
        return [...code.matchAll(named)]
          .filter(([text]) => !reasons[file]?.test(text))
          .map(([text]) => `${file}: ${text}`);
      });
    assert.deepEqual(found, []);
  });

  test('fills the module that widgets and stories read', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'languages-'));
    t.after(() => rmSync(folder, {recursive: true}));
    buildLanguagesModule(join(folder, 'languages.ts'), ['ar', 'fa', 'pl']);
    const code = readFileSync(join(folder, 'languages.ts'), 'utf8');
    assert.match(code, /RIGHT_TO_LEFT: .* = \["ar","fa"\];/);
    assert.match(code, /"pl":"polski"/);
  });
});
