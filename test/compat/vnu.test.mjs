/**
 * Validates every built page with the W3C’s checker (vnu): fallback and static HTML, wallet cards, the frame, the server
 * check of the hosted folder, the demo, the project’s own site and snippets. One Java process reads them all.
 */
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {adaptFallback} from '../../dist/npm/entries/fallback.js';
import {filesIn} from '../../src/tools/built/integrity.mjs';
import {readSite} from '../../src/tools/site/build-site.mjs';
import {demoPages} from '../../src/tools/site/home-page.mjs';
import {printStatic, snippet} from '../../src/tools/html/snippet.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {hasCopy} from '../../src/tools/content/tiers.mjs';
import {root} from '../../src/tools/project.mjs';
import {isNightly, nightly} from '../support/nightly.mjs';
import {CDN, WIDGETS, pageOf, test, expect} from '../support/page.mjs';
import {packagePath, skipUnlessInstalled} from './packages.mjs';
import {temporaryFolder} from '../support/system.mjs';

const {widgets, languages} = await available();
const some = nightly(languages, ['en', 'ar']);
const run = promisify(execFile);

/** Messages that are not faults: patterns of the names of the files they may be about, and of their text. */
const ALLOWED = [
  // Prettier writes it so.
  {files: 'demo|server-check|site', pattern: /^Trailing slash on void elements/},
  // The pages are HTML, not XML. The comments contain the options of the snippet that follows.
  {files: 'demo', pattern: /^The document is not mappable to XML 1\.0 due to two consecutive hyphens in a comment/},
  // The same two sentences in each language, so short that a heading would repeat them.
  {files: 'frame\\.html|shadow of relapse-guide\\.html', pattern: /^Section lacks heading\./},
  // Without a marker, a list is none for VoiceOver in Safari.
  {files: 'shadow', pattern: /^The “list” role is unnecessary for element “ul”\..+<ul class="facts" role="list">/},
  // `off` keeps Firefox from restoring answers after a reload, for the next person at the same computer.
  {
    files: 'shadow',
    pattern: /^Attribute “autocomplete” is only allowed when the input type is .+<input type="(checkbox|radio)"/,
  },
  // The checker reads files, which have no origin that `'self'` or `https:` could match.
  {
    files: 'demo|server-check|frame\\.html|site',
    pattern:
      /^Resource violates Content Security Policy \(meta tag\): (external stylesheet|external script|image) “[^”]+” blocked/,
  },
];

test.describe('the W3C’s checker', () => {
  skipUnlessInstalled();
  let folder = '';
  test.beforeAll(() => {
    folder = temporaryFolder('valid');
  });

  /** Returns all messages of the checker about the pages in a folder. @returns {Promise<{file: string, text: string}[]>} */
  async function check(place) {
    const jar = packagePath('vnu-jar/build/dist/vnu.jar');
    const args = [
      // Java’s second compiler takes longer than it saves in one run; the code of the first one needs more stack.
      ...['-XX:TieredStopAtLevel=1', '-Xss4m', '-jar', jar],
      // Without --no-langdetect the checker would guess the language of each page.
      ...['--format', 'json', '--stdout', '--exit-zero-always', '--no-langdetect', place],
    ];
    const {stdout} = await run('java', args, {maxBuffer: 2 ** 26});
    return JSON.parse(stdout).messages.map(({url, message, extract}) => ({
      file: decodeURI(url).split('/').pop(),
      text: extract ? `${message} ${extract.replace(/\s+/g, ' ')}` : message,
    }));
  }

  /** Writes every page. */
  async function writePages() {
    const write = (name, html) => writeFileSync(join(folder, name), html);
    const around = (html, lang) => pageOf(`<h1>Partner</h1>${html}`, {lang, script: ''});
    const fallbacks = new Map();
    const built = ['html', 'print'].flatMap((from) => filesIn(join(root, 'dist', from)).map((file) => [from, file]));
    for (const [from, file] of built) {
      const text = readFileSync(join(root, 'dist', from, file), 'utf8');
      const html = file.endsWith('.local.html')
        ? adaptFallback(text, {phone: '555 0100', operator: 'Us', hours: '9–17'})
        : text;
      const [lang, region, name] = file.split('/');
      // CI has two countries and none, and two languages: others differ in numbers and texts.
      if (!isNightly && (!['US', 'BE', 'none'].includes(region) || !some.includes(lang))) continue;
      if (from === 'print') write(`${lang} ${region} printed ${name}`, html);
      // The fallback HTML of all regions goes into one page.
      else fallbacks.set(`${lang} ${name}`, [...(fallbacks.get(`${lang} ${name}`) ?? []), html]);
    }
    const expected = some.flatMap((lang) =>
      WIDGETS.filter((name) => hasCopy(lang, name)).map((name) => `${lang} ${name}.html`),
    );
    const missing = expected.filter((name) => !fallbacks.has(name));
    assert.deepEqual(missing, []);
    for (const [name, parts] of fallbacks) write(name, around(parts.join(''), name.split(' ')[0]));
    for (const name of WIDGETS) {
      const region = widgets.get(name).regional ? 'US' : undefined;
      for (const lang of some.filter((each) => hasCopy(each, name))) {
        const {html} = await printStatic(name, {lang, region: region ?? ''});
        write(`${lang} static ${name}.html`, around(html, lang));
        // The checker accepts anything in a template, so the content of the shadow root gets a page of its own: without `part`
        // and without the style, because the checker knows neither parts nor container queries.
        const [, shadow] = /<template[^>]*><style>[^]*?<\/style>([^]*)<\/template>/.exec(html) ?? assert.fail(name);
        write(`${lang} shadow of ${name}.html`, around(shadow.replace(/ part="[^"]*"/g, ''), lang));
      }
      const printed = async (/** @type {object} */ options) =>
        around((await snippet(name, {lang: 'es', region, base: `${CDN}/`, ...options})).html, 'es');
      for (const options of [{}, {code: 'full', hints: true}, {code: 'author'}, {form: 'div'}, {form: 'frame'}])
        write(`${Object.values(options).join(' ')} ${name}.html`, await printed(options));
    }
    write('frame.html', readFileSync(join(root, 'dist/cdn/frame.html'), 'utf8'));
    write('server-check.html', readFileSync(join(root, 'src/tools/hosting/server-check/index.html'), 'utf8'));
    for (const file of demoPages())
      write(`demo ${file.replace('/', ' ')}`, readFileSync(join(root, 'docs/demo', file), 'utf8'));
    const {files, pages} = readSite();
    // CI has one page of each kind.
    for (const path of nightly([...pages.keys()], ['index.html', 'widgets/faq.html', 'docs/embed.html']))
      write(`site ${path.replaceAll('/', ' ')}`, await files.get(path)());
    write('invalid.html', pageOf('<h1>Partner</h1><section id="a"><p id="a"></section>', {script: ''}));
  }

  test('every built page is valid HTML', async () => {
    const java = await run('java', ['-version']).catch(() => undefined);
    test.skip(!java, 'the W3C’s checker needs Java, which this machine does not have');
    await writePages();
    const messages = await check(folder);
    const isInvalid = ({file}) => file === 'invalid.html';
    const found = messages.filter(isInvalid).map(({text}) => text);
    expect(found.join(), 'it finds a fault').toContain('Duplicate ID');
    const isAllowed = ({file, text}) =>
      ALLOWED.some(({files, pattern}) => new RegExp(`\\b(${files})\\b`).test(file) && pattern.test(text));
    expect(messages.filter((message) => !isInvalid(message) && !isAllowed(message))).toEqual([]);
    const unused = ALLOWED.filter(({pattern}) => !messages.some(({text}) => pattern.test(text)));
    expect(unused, 'need not be allowed any more').toEqual([]);
  });
});
