/**
 * What a page is made of, for those who move through it by headings, landmarks and names: levels of headings, ids and what
 * points to them, landmarks; and whether it is valid, as the W3C's checker (vnu) has it.
 */
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {promisify} from 'node:util';
import {snippet as made} from '../../src/tools/html/snippet.mjs';
import {fallbackHtml} from '../../src/tools/html/fallback-html.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/cli/prepare.mjs';
import {CDN, WIDGETS, launch, open, pageOf, snippet} from '../support/harness.mjs';

const {widgets, languages} = await available();
const wordsIn = (lang, region, name) => {
  const place = widgets.get(name.split('.')[0]).regional ? region : 'none';
  return readFileSync(join(root, `dist/html/${lang}/${place}/${name}.html`), 'utf8');
};

/** Every widget in each of its shapes. */
const SHAPES = [
  ...WIDGETS.map((name) => [name, {}]),
  ['helpline-banner', {variant: 'compact'}],
  ['relapse-guide', {audience: 'supporter'}],
  ['feedback', {scale: 'stars', comment: ''}],
  ['quick-exit', {placement: 'fixed'}],
];
/** Those that are too small for a heading. */
const isWithoutHeading = (name, {variant}) => name === 'quick-exit' || variant === 'compact';

/**
 * Landmarks, as reviewed: no widget has one. Each begins with a heading, which leads to it; a page with all of them would have
 * eleven more landmarks, and its own few would be lost among those. `main`, `banner` and `contentinfo` are the page's alone.
 */
const LANDMARKS = Object.fromEntries(WIDGETS.map((name) => [name, []]));
const ROLES = ['banner', 'complementary', 'contentinfo', 'form', 'main', 'navigation', 'region', 'search'];

/** What is wrong with the levels of some headings. */
function faultsOf(levels, first) {
  const skips = levels.slice(1).filter((level, index) => level > levels[index] + 1);
  const isWithin = levels[0] === first && levels.every((level) => level >= first);
  return isWithin && !skips.length ? [] : [`h${first}: ${levels.map((level) => `h${level}`).join(' ')}`];
}

/** Runs in the page: ids that are there twice in one tree, and references to what is not in the same tree. */
function strayIn() {
  const faults = [];
  let trees = 0;
  const look = (tree, name) => {
    trees++;
    const ids = [...tree.querySelectorAll('[id]')].map(({id}) => id);
    faults.push(...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${name}: twice #${id}`));
    for (const each of tree.querySelectorAll('*')) {
      for (const attribute of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'for', 'headers'])
        for (const id of each.getAttribute(attribute)?.split(' ') ?? [])
          if (!ids.includes(id)) faults.push(`${name}: ${attribute}=${id}`);
      const [, anchor] = /^#(.+)/.exec(each.getAttribute('href') ?? '') ?? [];
      if (anchor && !ids.includes(anchor)) faults.push(`${name}: href=#${anchor}`);
      if (each.shadowRoot) look(each.shadowRoot, each.localName);
    }
  };
  look(document, 'page');
  return {faults, trees};
}

describe('structure', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {import('playwright-core').Page} */
  let page;
  before(async () => {
    browser = await launch();
    const attributes = (given) => Object.entries(given).map(([name, value]) => `${name}="${value}"`);
    const shapes = SHAPES.map(([name, given]) => snippet(name, ['region="US"', ...attributes(given)].join(' ')));
    // Two of each.
    ({page} = await open(browser, pageOf(`<main>${[...shapes, ...shapes].join('')}</main>`)));
    await inLanguage('en');
  });
  after(() => browser.close());

  const inLanguage = async (lang) => {
    await page.evaluate((wanted) => (document.documentElement.lang = wanted), lang);
    await page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('main > *')].every(
          ({shadowRoot}) => shadowRoot?.querySelector('.root')?.lang === wanted,
        ),
      lang,
    );
  };

  /** Everything answered so that the widget says most; or as it was. */
  const answer = (isAnswered) =>
    page.evaluate(async (wanted) => {
      for (const element of document.querySelectorAll('main > *')) {
        const {shadowRoot} = element;
        const inputs = '[type=checkbox], label:nth-child(3) > [type=radio]';
        if (wanted) for (const input of shadowRoot.querySelectorAll(inputs)) input.checked || input.click();
        else element.replaceWith(element.cloneNode(true));
        await element.updateComplete;
      }
    }, isAnswered);

  /** Levels of the headings of every shape. */
  const levelsAt = (level) =>
    page.evaluate(async (given) => {
      const found = [];
      for (const element of document.querySelectorAll('main > *')) {
        if (given === undefined) element.removeAttribute('heading-level');
        else element.setAttribute('heading-level', given);
        await element.updateComplete;
        const headings = element.shadowRoot.querySelectorAll('h1, h2, h3, h4, h5, h6, [role=heading]');
        found.push([...headings].map(({localName}) => Number(localName[1])));
      }
      return found.slice(0, found.length / 2);
    }, level);

  it('headings begin at the level that is asked for, else at 2, and skip none, with answers and without', async () => {
    const deepest = {};
    for (const isAnswered of [false, true]) {
      await answer(isAnswered);
      for (const lang of languages) {
        await inLanguage(lang);
        for (const [given, first] of [
          ...[1, 2, 3, 4, 5, 6].map((level) => [`${level}`, level]),
          ...[undefined, '', '0', '7', '-1', '2.5', 'h3'].map((wrong) => [wrong, 2]),
        ]) {
          const found = await levelsAt(given);
          SHAPES.forEach(([name, attributes], index) => {
            const what = `${name} ${JSON.stringify(attributes)}, ${lang}, heading-level=${given}`;
            if (isWithoutHeading(name, attributes)) return assert.deepEqual(found[index], [], what);
            assert.deepEqual(faultsOf(found[index], first), [], what);
            if (first === 2) deepest[name] = Math.max(deepest[name] ?? 2, ...found[index]);
          });
        }
      }
    }
    // So that this looks at headings below headings.
    assert.equal(deepest['care-gaps'], 4);
    assert.equal(deepest['treatment-explainer'], 4);
  });

  it('headings of the plain words too', async () => {
    for (const [name, attributes] of SHAPES)
      for (const lang of languages)
        for (const level of [1, 2, 3, 4, 5, 6]) {
          const region = widgets.get(name).regional ? 'US' : '';
          const html = await fallbackHtml(name, {
            lang,
            region,
            attributes: {...attributes, 'heading-level': `${level}`},
          });
          const levels = [...html.matchAll(/<h([1-6])/g)].map(([, found]) => Number(found));
          const what = `${name} ${JSON.stringify(attributes)}, ${lang}`;
          if (isWithoutHeading(name, attributes)) assert.deepEqual(levels, [], what);
          else assert.deepEqual(faultsOf(levels, level), [], what);
        }
  });

  it('no id is there twice, and what points to one finds it in its own tree: widgets', async () => {
    for (const isAnswered of [false, true]) {
      await answer(isAnswered);
      const {faults, trees} = await page.evaluate(strayIn);
      assert.deepEqual(faults, []);
      assert.equal(trees, 1 + 2 * SHAPES.length);
    }
  });

  it('no id is there twice, and what points to one finds it in its own tree: plain words, prerendered', async () => {
    for (const lang of languages) {
      const all = WIDGETS.flatMap((name) => [name, `${name}.prerendered`].map((each) => wordsIn(lang, 'US', each)));
      const opened = await open(browser, pageOf([...all, ...all].join(''), {lang, script: ''}));
      const {faults, trees} = await opened.page.evaluate(strayIn);
      assert.deepEqual(faults, [], lang);
      assert.equal(trees, 1 + 2 * WIDGETS.length);
      await opened.close();
    }
  });

  it('has the landmarks that were reviewed, each with a name', async () => {
    const session = await page.context().newCDPSession(page);
    for (const isAnswered of [false, true]) {
      await answer(isAnswered);
      await page.evaluate(() => {
        for (const {shadowRoot} of document.querySelectorAll('main > *'))
          for (const details of shadowRoot.querySelectorAll('details')) details.open = true;
      });
      for (const name of WIDGETS) {
        const {result} = await session.send('Runtime.evaluate', {
          expression: `document.querySelector('recovery-${name}').shadowRoot.querySelector('.root')`,
        });
        const {nodes} = await session.send('Accessibility.queryAXTree', {objectId: result.objectId});
        assert.ok(nodes.length > 10, `${name} has a tree`);
        const found = nodes.filter(({ignored, role}) => !ignored && ROLES.includes(role?.value));
        assert.deepEqual(
          found.map(({role, name: label}) => `${role.value} “${label?.value ?? ''}”`),
          LANDMARKS[name],
          name,
        );
      }
    }
  });
});

/** What the checker may say, by page, and why. */
const ALLOWED = [
  // As Prettier writes it.
  ['demo', /^Trailing slash on void elements/],
  // The pages are HTML. The comments say which snippet follows, with its options.
  ['demo', /^The document is not mappable to XML 1\.0 due to two consecutive hyphens in a comment/],
  // The same two sentences in each language, so short that a heading would say as much.
  ['frame\\.html', /^Section lacks heading\./],
  // Firefox would fill in again what was ticked before a reload, for whoever comes next: `off` keeps it from that.
  ['shadow', /^Attribute “autocomplete” is only allowed when the input type is .+<input type="(checkbox|radio)"/],
  // It reads files, which have no origin that `'self'` or `https:` could be.
  [
    'demo|frame\\.html',
    /^Resource violates Content Security Policy \(meta tag\): external (stylesheet|script) “[^”]+” blocked/,
  ],
];

describe('the checker of the W3C', () => {
  const folder = mkdtempSync(join(tmpdir(), 'valid-'));
  after(() => rmSync(folder, {recursive: true, force: true}));
  const jar = join(dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');
  const run = promisify(execFile);

  /** What the checker says of all pages in a folder: file and words. @returns {Promise<[string, string][]>} */
  async function check(place) {
    // Which language words are in, it would only guess.
    const args = ['-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', '--no-langdetect', place];
    const {stdout} = await run('java', args, {maxBuffer: 2 ** 26});
    return JSON.parse(stdout).messages.map(({url, message, extract}) => [
      decodeURI(url).split('/').pop(),
      extract ? `${message} ${extract.replace(/\s+/g, ' ')}` : message,
    ]);
  }

  it('has nothing to say of plain words, prerendered widgets, wallet cards, frame and demo', async (t) => {
    const java = await run('java', ['-version']).catch(() => undefined);
    if (!java) return t.skip('there is no Java on this machine, in which the checker is written');
    const all = join(folder, 'all');
    mkdirSync(all);
    let pages = 0;
    const write = (name, html) => {
      pages++;
      writeFileSync(join(all, name), html);
    };
    const around = (html, lang) => pageOf(`<h1>Partner</h1>${html}`, {lang, script: ''});
    /** @type {Map<string, string[]>} */
    const words = new Map();
    for (const file of readdirSync(join(root, 'dist/html'), {recursive: true, encoding: 'utf8'})) {
      if (!file.endsWith('.html')) continue;
      const html = readFileSync(join(root, 'dist/html', file), 'utf8');
      const [lang, region, name] = file.split(/[\\/]/);
      if (name === 'wallet-card.html') write(`${lang} ${region} ${name}`, html);
      else if (name.endsWith('.prerendered.html')) {
        write(`${lang} ${region} ${name}`, around(html, lang));
        // What is in a template may be anything to the checker: so what is in the shadow root stands in a page as well,
        // without `part`, which it does not know, and without the style, as it knows no containers.
        const [, shadow] = /<template[^>]*><style>[^]*?<\/style>([^]*)<\/template>/.exec(html) ?? assert.fail(file);
        const unfolded = around(shadow.replace(/ part="[^"]*"/g, ''), lang);
        write(`${lang} ${region} shadow of ${name}`, unfolded);
      }
      // Those of all regions make one page.
      else words.set(`${lang} ${name}`, [...(words.get(`${lang} ${name}`) ?? []), html]);
    }
    for (const [name, each] of words) write(name, around(each.join(''), name.slice(0, 2)));
    for (const name of WIDGETS)
      for (const form of ['div', 'frame']) {
        const region = widgets.get(name).regional ? 'US' : undefined;
        const {html} = await made(name, {lang: 'es', region, form, base: `${CDN}/`});
        write(`${form} ${name}.html`, around(html, 'es'));
      }
    write('frame.html', readFileSync(join(root, 'dist/cdn/frame.html'), 'utf8'));
    for (const file of ['', 'es', 'ar'])
      write(`demo ${file}.html`, readFileSync(join(root, 'docs/demo', file, 'index.html'), 'utf8'));
    const bad = join(folder, 'bad');
    mkdirSync(bad);
    writeFileSync(join(bad, 'bad.html'), around('<section id="a"><p id="a"></section>', 'en'));

    const said = await check(folder);
    const isFound = said.some(([file, words]) => file === 'bad.html' && words.startsWith('Duplicate ID'));
    assert.ok(isFound, 'it finds what is wrong where something is');
    const isAllowed = ([file, words]) =>
      ALLOWED.some(([where, pattern]) => new RegExp(`\\b(${where})\\b`).test(file) && pattern.test(words));
    assert.deepEqual(
      said.filter(([file, words]) => file !== 'bad.html' && !isAllowed([file, words])),
      [],
    );
    for (const [, pattern] of ALLOWED)
      assert.ok(
        said.some(([, words]) => pattern.test(words)),
        `${pattern} need not be allowed any more`,
      );
    assert.ok(pages > 1000, `${pages} pages`);
  });
});
