/** The project’s own site, dist/site/: every link and anchor of every page leads somewhere, no page requests anything from another host, and its pages agree with the manifest, the records and the reviews. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join, posix} from 'node:path';
import {before, describe, test} from 'node:test';
import {fromHtml} from 'hast-util-from-html';
import {headingRank} from 'hast-util-heading-rank';
import {select, selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import {GUIDES, fileOfGuide} from '../../src/tools/builder/guide-addresses.mjs';
import {readCopies} from '../../src/tools/content/read-content.mjs';
import {SECURITY_TEXT, buildSite, guidesAlone, securityText} from '../../src/tools/site/build-site.mjs';
import {POLICY} from '../../src/tools/site/layout.mjs';
import {honestState, readStanding} from '../../src/tools/site/reviews-page.mjs';
import {BUILDER, demoPages} from '../../src/tools/site/home-page.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {readLedger} from '../../src/tools/ledger/ledger.mjs';
import {root} from '../../src/tools/project.mjs';
import {emergencyOf} from '../support/helplines.mjs';
import {temporaryFolder} from '../support/system.mjs';

const {widgets} = await available();
const out = temporaryFolder('site');
let site;
/** Trees of all pages of ours by path. @type {Map<string, import('hast').Root>} */
let trees;
const read = (/** @type {string} */ path) => readFileSync(join(out, path), 'utf8');
const tree = (/** @type {string} */ path) => trees.get(path) ?? assert.fail(`${path} is not there`);
const text = (/** @type {string} */ path, /** @type {string} */ selector) =>
  selectAll(selector, tree(path)).map((element) => toString(element).replace(/\s+/g, ' ').trim());

before(async () => {
  site = await buildSite(out);
  trees = new Map([...site.pages.keys()].map((path) => [path, fromHtml(read(path))]));
});

test('the wallet card in British English has the numbers of the United Kingdom', async () => {
  const card = String(await site.files.get('cards/en-GB.html')?.());
  assert.ok(card.includes(`tel:${emergencyOf('gb')}`) && !card.includes(`tel:${emergencyOf('us')}`));
  assert.ok(String(await site.files.get('cards/es.html')?.()).includes(`tel:${emergencyOf('us')}`));
});

describe('every page', () => {
  test('has only links that lead to a page, a file or an anchor of the site', () => {
    assert.deepEqual([...site.problems], [], 'of the Markdown');
    const demo = [...demoPages().map((file) => `demo/${file}`), BUILDER].map(
      (path) => /** @type {const} */ ([path, fromHtml(read(path))]),
    );
    const all = new Map([...trees, ...demo]);
    const idsOf = new Map(
      [...all].map(([path, page]) => {
        const ids = selectAll('[id]', page).map(({properties}) => String(properties.id));
        const twice = ids.filter((id, at) => ids.indexOf(id) < at);
        assert.deepEqual(twice, [], `${path} has an id twice`);
        return [path, new Set(ids)];
      }),
    );
    let count = 0;
    for (const [path, page] of all)
      for (const {tagName, properties} of selectAll('[href], [src]', page)) {
        const address = String(properties.href ?? properties.src);
        if (/^(https?|tel|sms|mailto):/.test(address)) continue;
        count++;
        const [file, anchor] = address.split('#');
        const target = file ? posix.normalize(posix.join(posix.dirname(path), decodeURIComponent(file))) : path;
        assert.ok(!file.startsWith('/') && !target.startsWith('..'), `${path}: ${address} leaves the site`);
        assert.ok(!target.endsWith('/'), `${path}: ${address} needs a server`);
        assert.ok(existsSync(join(out, target)), `${path}: <${tagName}> leads to ${address}`);
        // The builder reads its settings from the fragment.
        if (anchor && !anchor.includes('='))
          assert.ok(idsOf.get(target)?.has(decodeURIComponent(anchor)), `${path}: no ${address}`);
      }
    assert.ok(count > 2000, String(count));
  });

  test('asks nothing but files of the site: no other host, no inline script, style or listener', () => {
    for (const [path, page] of trees) {
      const policy = select('meta[http-equiv=Content-Security-Policy]', page);
      assert.equal(policy?.properties.content, POLICY, path);
      // Only links may lead elsewhere.
      for (const {tagName, properties} of selectAll(
        'link, script, img, iframe, source, form, object, embed, base',
        page,
      )) {
        const address = String(properties.href ?? properties.src ?? properties.action ?? properties.data);
        assert.doesNotMatch(address, /^([a-z]+:|\/\/)/i, `${path}: <${tagName} ${address}>`);
      }
      for (const script of selectAll('script', page)) assert.equal(toString(script), '', path);
      assert.equal(selectAll('style', page).length, 0, path);
      for (const name of selectAll('*', page).flatMap(({properties}) => Object.keys(properties)))
        assert.doesNotMatch(name, /^(style$|on[A-Z])/, path);
    }
    const guide = readFileSync(join(root, 'docs/hosting.md'), 'utf8');
    assert.ok(guide.includes(`Content-Security-Policy: ${POLICY}; frame-ancestors 'none'\n`), 'docs/hosting.md has it');
    assert.match(POLICY, /^default-src 'none'/);
    assert.doesNotMatch(POLICY, /unsafe|\*|https?:/);
  });

  test('has a language, a title and a description of its own, one h1, no level left out, a skip link, landmarks', () => {
    const titles = new Set();
    for (const [path, page] of trees) {
      assert.equal(select('html', page)?.properties.lang, 'en', path);
      const title = toString(select('title', page) ?? assert.fail(path));
      assert.ok(title.length > 5 && !titles.has(title), `${path}: “${title}”`);
      titles.add(title);
      const description = String(select('meta[name=description]', page)?.properties.content ?? '');
      assert.ok(description.length > 10 && description.length <= 200, `${path}: “${description}”`);
      assert.equal(selectAll('h1', page).length, 1, path);
      const levels = selectAll('main :is(h1, h2, h3, h4, h5, h6)', page)
        .filter((node) => !selectAll(':is(h1, h2, h3, h4, h5, h6)', node).length)
        .map((node) => headingRank(node) ?? 0);
      levels.forEach((level, at) =>
        assert.ok(at === 0 || level <= levels[at - 1] + 1, `${path}: h${level} after h${levels[at - 1]}`),
      );
      assert.equal(select('body > :first-child', page)?.properties.href, '#site-main', path);
      for (const landmark of ['header', 'main#site-main', 'footer', 'nav[aria-label=Main]'])
        assert.equal(selectAll(landmark, page).length, 1, `${path}: ${landmark}`);
      for (const image of selectAll('img', page))
        assert.ok(image.properties.alt && image.properties.width && image.properties.height, path);
    }
  });
});

describe('the home page', () => {
  const links = () => selectAll('main a', tree('index.html')).map(({properties}) => String(properties.href));

  test('leads to the builder, to the demo in each language, and by a picture to each widget', () => {
    const demos = demoPages().flatMap((file) => (file.endsWith('index.html') ? `demo/${file}` : []));
    assert.deepEqual(new Set([...links(), BUILDER, `${BUILDER}#check`, ...demos]).size, new Set(links()).size);
    const shown = links().filter((path) => path.startsWith('widgets/'));
    assert.deepEqual(shown.sort(), [...widgets.keys()].map((name) => `widgets/${name}.html`).sort());
    const pictures = selectAll('.gallery img', tree('index.html')).map(({properties}) => String(properties.src));
    assert.equal(new Set(pictures.filter((file) => existsSync(join(out, file)))).size, widgets.size);
    assert.ok(read('widgets/faq.html').includes(`href="../${BUILDER}#widget=faq"`));
    const [, guides] = /<html data-guides="([^"]+)"/.exec(read(BUILDER)) ?? [];
    for (const where of ['check', ...Object.values(GUIDES)])
      assert.ok(existsSync(join(out, dirname(BUILDER), guides, fileOfGuide(where).split('#')[0])), where);
  });

  test('claims no review that nobody has given', () => {
    assert.ok(text('index.html', '.state')[0].startsWith(honestState(readStanding())));
    const claim = (/** @type {number} */ reviews, /** @type {string[]} */ ...states) =>
      honestState(/** @type {any} */ ({reviews, widgets: states.map((state) => ({state}))}));
    assert.match(claim(0, 'draft', 'draft'), /all words are drafts\. No clinician has reviewed any/);
    assert.match(claim(1, 'draft', 'draft'), /^Not ready to publish: no widget has been reviewed as a whole/);
    assert.match(claim(1, 'draft', 'reviewed'), /^Some words are drafts: 1 of 2 /);
    assert.match(claim(2, 'reviewed', 'overdue'), /^The words have been reviewed/);
  });
});

test('every guide is in a group of the list, the records of translations among them', () => {
  assert.doesNotMatch(read('docs/index.html'), /Not in a group yet/);
});

test('the guides for the hosted folder link nothing that is not in it', () => {
  const files = new Map(guidesAlone(['check', 'wordpress']));
  for (const [path, html] of files)
    for (const [, file] of path.endsWith('.html') ? String(html).matchAll(/(?:href|src)="(?!https?:)([^"#]+)/g) : [])
      assert.ok(files.has(`guides/${file}`), `${path}: ${file}`);
});

test('the page of a widget shows the widget itself, with text and a number in it for readers without script', () => {
  for (const [name, {regional, languages}] of widgets) {
    const path = `widgets/${name}.html`;
    const example = select(`.example > recovery-${name}`, tree(path)) ?? assert.fail(path);
    assert.ok(toString(example).trim().length > 20, path);
    assert.equal(example.properties.region, regional ? 'US' : undefined, path);
    if (regional) assert.ok(selectAll('a[href^="tel:"]', example).length, path);
    const scripts = selectAll('script', tree(path)).map(({properties}) => properties.src);
    assert.deepEqual(scripts, ['../site/site.js', '../cdn/all.js']);
    const offered = selectAll('#example-lang option', tree(path)).map(({properties}) => properties.value);
    assert.deepEqual(offered, languages);
  }
});

describe('the other pages and files', () => {
  test('the ledger has every passage with its fate, every text with its sources, and marks those without a signature', () => {
    const {rows} = readLedger();
    const shown = selectAll('.passage', tree('ledger.html')).map(({properties}) => properties.id);
    assert.equal(shown.join(), rows.map(({passage}) => `passage-${passage.id}`).join());
    const copies = readCopies();
    const fates = text('ledger.html', '.passage > div:last-child');
    const textsOf = ({widget, messages}) => messages.map(({key, text}) => [`${widget}.${key}`, text]);
    const texts = new Map(copies.flatMap(textsOf));
    const squeeze = (/** @type {string} */ value) => value.replace(/\s+/g, ' ').trim();
    rows.forEach(({shownBy, leftOut}, index) => {
      assert.ok(shownBy.length || leftOut);
      for (const id of shownBy) assert.ok(fates[index].includes(squeeze(texts.get(id) ?? assert.fail(id))), id);
      if (leftOut) assert.ok(fates[index].includes(squeeze(leftOut.reason)));
    });
    const [whole] = text('ledger.html', 'main');
    for (const {messages} of copies)
      for (const {text: words, safety} of messages) if (safety) assert.ok(whole.includes(squeeze(words)), words);
    const drafts = selectAll('.words > .quiet', tree('ledger.html')).filter((line) =>
      /· not signed/.test(toString(line)),
    );
    assert.ok(Number(/ (\d+) lack a signature/.exec(whole)?.[1]) > 0 || !drafts.length);
    assert.equal(selectAll('.words a[href^="http"]', tree('ledger.html')).length > 50, true);
  });

  test('security.txt has a contact and an end, and is left out while there is no contact', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    assert.equal(existsSync(join(out, SECURITY_TEXT)), 'repository' in manifest);
    for (const repository of ['github:a/b.c', {url: 'git+https://github.com/a/b.c.git'}]) {
      const file = securityText({repository}, '2026-11-28') ?? assert.fail();
      assert.match(file, /^Contact: https:\/\/github\.com\/a\/b\.c\/security\/advisories\/new$/m);
      assert.match(file, /^Expires: 2027-11-23T00:00:00Z$/m);
    }
  });
});
