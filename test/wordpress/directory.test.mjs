/** Rules of the plugin directory of WordPress, and of translators, on the files of the plugin. Needs no WordPress. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {unzipSync} from 'fflate';
import PhpParser from 'php-parser';
import {Translator} from '../../src/tools/builder/translator.mjs';
import {filesIn} from '../../src/tools/built/integrity.mjs';
import {root} from '../../src/tools/project.mjs';

const folder = join(root, 'dist/wordpress/recovery-widgets');
const read = (path) => readFileSync(join(folder, path), 'utf8');
const files = filesIn(folder);
const code = files.filter((file) => file.endsWith('.php'));
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Returns the fields at the start of a file. */
const headerOf = (text) =>
  Object.fromEntries(
    [...text.split(/\n\n|\*\//)[0].matchAll(/^[ *]*([A-Z][\w ]+):\s+(.+)$/gm)].map(([, name, value]) => [
      name,
      value.trim(),
    ]),
  );

describe('the zip', () => {
  test('has one folder, named as the plugin, and at most 1 MB', () => {
    const zip = join(root, 'dist/wordpress/recovery-widgets.zip');
    assert.ok(statSync(zip).size <= 1_000_000, `${statSync(zip).size} bytes`);
    const paths = Object.keys(unzipSync(readFileSync(zip)));
    assert.deepEqual(paths.sort(), files.map((file) => `recovery-widgets/${file}`).sort());
  });

  test('has no file that a page never loads, and no hidden or compressed one', () => {
    for (const file of files)
      assert.doesNotMatch(file, /(^|\/)\.|\.(zip|gz|br|map|ts|mjs)$|frame|(^|\/)(all|enhance)\.js|\/current\//);
  });
});

describe('readme.txt and the header', () => {
  const readme = headerOf(read('readme.txt'));
  const header = headerOf(read('recovery-widgets.php'));

  test('agree with each other and with the package', () => {
    assert.equal(readme['Stable tag'], version);
    assert.equal(header.Version, version);
    assert.match(read('recovery-widgets.php'), new RegExp(`const VERSION = '${version.replaceAll('.', '\\.')}';`));
    for (const name of ['Requires at least', 'Requires PHP', 'License', 'License URI'])
      assert.equal(header[name], readme[name], name);
    assert.equal(header['Text Domain'], 'recovery-widgets');
    assert.match(readme['Tested up to'], /^\d+\.\d+$/);
    // Compatible with the GPL; and where the source of minified files is.
    assert.equal(readme.License, 'MIT');
    assert.match(read('assets/LICENSES.txt'), /BSD/);
    assert.match(read('readme.txt'), /== Source ==[^]*npm run release/);
  });

  test('have the fields and lengths that the directory wants', () => {
    const text = read('readme.txt');
    assert.match(text, /^=== Recovery Widgets ===\n/);
    assert.ok(readme.Tags.split(',').length <= 5);
    const [, short] = /\n\n(.+)\n\n== Description ==/.exec(text) ?? [];
    assert.ok(short.length <= 150, `${short.length} characters`);
    for (const section of ['Description', 'Installation', 'Frequently Asked Questions', 'Changelog'])
      assert.ok(text.includes(`\n== ${section} ==\n`), section);
    assert.ok(text.includes(`= ${version} =`));
  });

  test('say that the texts are drafts as long as they are, and name the languages that the plugin has', () => {
    const text = read('readme.txt');
    assert.equal(/<small>Draft:/.test(read('data/fallback/en/faq.json')), /texts are drafts/.test(text));
    const {languages} = JSON.parse(read('data/catalog.json'));
    const names = new Intl.DisplayNames('en', {type: 'language'});
    for (const tag of languages) assert.ok(text.includes(String(names.of(tag))), tag);
    assert.doesNotMatch(text, /@[A-Z_]+@/);
  });

  test('count the countries with an emergency number, and those with a helpline; all can be chosen', () => {
    const {regions} = JSON.parse(read('data/catalog.json'));
    const {records} = JSON.parse(readFileSync(join(root, 'dist/npm/helplines.json'), 'utf8'));
    const withNumber = records.filter(({emergency}) => emergency.number);
    for (const {country} of withNumber) assert.ok(regions.includes(country), country);
    const withLines = withNumber.filter(({lines}) => lines.length);
    const line = `Emergency numbers of ${withNumber.length} countries, helplines of ${withLines.length} of them.`;
    assert.ok(read('readme.txt').includes(line), line);
    // The names are those of the builder.
    const builder = new Translator({messages: {}, labels: {}, rtl: []}, 'en');
    const {en} = JSON.parse(read('data/names.json'));
    for (const region of regions)
      assert.equal(en.regions[region].split(':')[0], builder.nameOfRegion(region.slice(0, 2), {}));
    assert.deepEqual([en.regions.HK, en.regions.PS], ['Hong Kong', 'Palestine']);
  });
});

describe('the code', () => {
  /** Functions that the plugin must not call, with the reason. */
  const FORBIDDEN = {
    'asks nobody, evaluates nothing and writes no file':
      /\b(eval|assert|exec|system|passthru|shell_exec|proc_open|popen|base64_decode|gzinflate|str_rot13|create_function|extract|wp_remote_\w+|curl_\w+|fsockopen|file_put_contents|fopen|unserialize|setcookie|error_reporting|ini_set|set_time_limit)\s*\(|\$_(GET|POST|REQUEST|COOKIE|SERVER|FILES|SESSION)\b|\$wpdb/,
    'needs neither mbstring nor intl':
      /\bmb_\w+\(|\b(Locale|NumberFormatter|Normalizer|Collator|Intl\w+)\b|\bgrapheme_|\bidn_/,
    'calls no function that is newer than PHP 8.1 or WordPress 6.5':
      /\b(json_validate|array_(find|find_key|any|all)|str_(increment|decrement)|mb_str_pad|memory_reset_peak_usage|curl_upkeep|ini_parse_quantity|http_(get|clear)_last_response_headers|wp_interactivity_get_element|(un)?register_block_template|wp_register_block_metadata_collection|wp_register_block_types_from_metadata_collection|wp_(verify_)?fast_hash)\(/,
  };
  for (const [promise, pattern] of Object.entries(FORBIDDEN))
    test(promise, () => {
      for (const file of code) assert.doesNotMatch(read(file), pattern, file);
    });

  test('names no address but of licenses', () => {
    for (const file of [...code, 'block/editor.js', 'block/editor.css', 'site.css'])
      assert.doesNotMatch(read(file).replace(/^.*(License URI|\$schema).*$/gm, ''), /https?:\/\/(?!['’.“ ])/, file);
  });

  test('cannot be called by itself, is in a namespace, and does not close PHP at its end', () => {
    for (const file of code) {
      assert.match(read(file), /^<\?php\n[^]*\nnamespace RecoveryWidgets;\n/, file);
      assert.match(read(file), /\n\ndefined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;\n/, file);
      assert.doesNotMatch(read(file), /\?>\s*$/, file);
    }
  });

  test('escapes everything that it prints, or says why not', () => {
    for (const file of code) {
      const lines = read(file).split('\n');
      for (const [index, line] of lines.entries()) {
        if (!/(^\s*|<\?php )(echo\b|printf\(|print\b)/.test(line)) continue;
        const around = lines.slice(Math.max(0, index - 1), index + 7).join('\n');
        assert.match(around, /esc_(html|attr|url)|wp_kses_post|EscapeOutput/, `${file}:${index + 1}`);
      }
    }
  });

  test('has the syntax of PHP 8.1, and of every version to 8.4', () => {
    // For newer syntax that the parser accepts as 8.1.
    const newer = /\breadonly class\b|\): (true|false|null)\b|\w::\{|#\[/;
    for (const file of code) {
      for (const minor of ['8.1', '8.4'])
        new PhpParser.Engine({parser: {version: minor}}).parseCode(read(file), `${file} in PHP ${minor}`);
      assert.doesNotMatch(read(file), newer, file);
    }
    // The file that says that PHP is too old.
    new PhpParser.Engine({parser: {version: '7.0'}}).parseCode(read('recovery-widgets.php'), 'in PHP 7.0');
  });

  test('translates with the text domain of the plugin, in literals', () => {
    for (const file of [...code, 'block/editor.js'])
      for (const [call] of read(file).matchAll(
        /\b(?:__|_[enx]|_nx|_ex|esc_(?:html|attr)(?:__|_[ex]))\((?:\s*'(?:[^'\\]|\\.)*',?)*[^']?/g,
      ))
        assert.match(call, /^\w+\(\s*'(?:[^'\\]|\\.)*',\s*'recovery-widgets',?\s*\)?$/, `${file}: ${call}`);
  });

  test('explains placeholders to translators', () => {
    const calls = [...code, 'block/editor.js'].flatMap((file) => [
      ...read(file).matchAll(/(?:.*\n)?.*\b(?:__|esc_\w+)\(\s*'(?:[^'\\]|\\.)*%(?:\d\$)?[sd]/g),
    ]);
    assert.ok(calls.length);
    for (const [call] of calls) assert.match(call, /translators: /);
  });

  test('passes the type checker where it runs in the editor', () => {
    const args = ['node_modules/typescript/bin/tsc', '-p', 'src/wordpress'];
    const {stdout, status} = spawnSync(process.execPath, args, {cwd: root, encoding: 'utf8'});
    assert.equal(status, 0, stdout);
  });
});
