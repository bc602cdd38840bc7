/**
 * The project’s own site, dist/site/: every link and anchor of every page leads somewhere, no page asks another host, and the page
 * of a widget agrees with the manifest, the records, the reviews, the build and git.
 */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {homedir, hostname, tmpdir} from 'node:os';
import {dirname, join, posix} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {brotliCompressSync, constants} from 'node:zlib';
import {fromHtml} from 'hast-util-from-html';
import {headingRank} from 'hast-util-heading-rank';
import {select, selectAll} from 'hast-util-select';
import {toString} from 'hast-util-to-string';
import MiniSearch from 'minisearch';
import {readSources} from '../../src/tools/content/read-content.mjs';
import {wordChanges, wordHistory} from '../../src/tools/copy/history.mjs';
import {BUILDER, STORYBOOK, buildSite} from '../../src/tools/docs/build-site.mjs';
import {groupGuides, guideSources, pathOfSource, relink} from '../../src/tools/docs/guides.mjs';
import {POLICY} from '../../src/tools/docs/layout.mjs';
import {parseMarkdown, sectionsOf} from '../../src/tools/docs/markdown.mjs';
import {honestState, startPage} from '../../src/tools/docs/start-pages.mjs';
import {widgetFacts} from '../../src/tools/docs/widget-facts.mjs';
import {kilobytes, stateSentence, stateText, widgetPage} from '../../src/tools/docs/widget-pages.mjs';
import {root} from '../../src/tools/project.mjs';
import {copyProject} from '../support/project.mjs';

const out = mkdtempSync(join(tmpdir(), 'site-'));
/** @type {Awaited<ReturnType<typeof buildSite>>} */
let site;
/** @type {Awaited<ReturnType<typeof widgetFacts>>} */
let widgets;
/** Trees of all pages of ours by path. @type {Map<string, import('hast').Root>} */
let trees;
const read = (/** @type {string} */ path) => readFileSync(join(out, path), 'utf8');
const tree = (/** @type {string} */ path) => trees.get(path) ?? assert.fail(`${path} is not there`);
const text = (/** @type {string} */ path, /** @type {string} */ selector) =>
  selectAll(selector, tree(path)).map((element) => toString(element).replace(/\s+/g, ' ').trim());

before(async () => {
  widgets = await widgetFacts();
  site = await buildSite(out, {widgets});
  trees = new Map(site.pages.map(({path}) => [path, fromHtml(read(path))]));
});
after(() => rmSync(out, {recursive: true, force: true}));

describe('every page', () => {
  test('has only links that lead to a page, a file or an anchor of the site', () => {
    assert.deepEqual(site.problems, [], 'of the Markdown');
    const demo = ['demo/index.html', 'demo/es/index.html', 'demo/ar/index.html', BUILDER].map(
      (path) => /** @type {const} */ ([path, fromHtml(read(path))]),
    );
    const all = new Map([...trees, ...demo]);
    const idsOf = new Map(
      [...all].map(([path, page]) => {
        const ids = selectAll('[id]', page).map(({properties}) => String(properties.id));
        assert.equal(
          new Set(ids).size,
          ids.length,
          `${path} has an id twice: ${ids.filter((id, at) => ids.indexOf(id) < at)}`,
        );
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
        if (anchor) assert.ok(idsOf.get(target)?.has(decodeURIComponent(anchor)), `${path}: no ${address}`);
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
      for (const {properties} of selectAll('*', page))
        assert.deepEqual(
          Object.keys(properties).filter((name) => name === 'style' || /^on[A-Z]/.test(name)),
          [],
          path,
        );
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
      if (path !== 'index.html')
        assert.equal(selectAll('nav[aria-label=Breadcrumb] [aria-current=page]', page).length, 1, path);
      for (const image of selectAll('img', page))
        assert.ok(image.properties.alt && image.properties.width && image.properties.height, path);
    }
  });

  test('names no folder, account or host of the machine that built it', () => {
    // A short name of a host may be a word of a sentence.
    const own = [root.replace(/\/$/, ''), out, homedir(), ...(hostname().length > 8 ? [hostname()] : [])];
    for (const file of readdirSync(out, {recursive: true, encoding: 'utf8'})) {
      if (!/\.(html|js|css|txt|json|csv|svg)$/.test(file) || file.startsWith('cdn')) continue;
      const content = read(file);
      for (const name of own) assert.ok(!content.includes(name), `${file} names ${name}`);
      assert.doesNotMatch(content, /href="https?:\/\/(localhost|127\.|[^/"]*\.(internal|local)\b)/, file);
    }
  });
});

describe('the start page', () => {
  test('has three doors, every widget, the demo in each language, and everything else', () => {
    assert.deepEqual(text('index.html', '.doors h2'), ['Put a widget on my page', 'Check my page', 'Keep it fresh']);
    const links = selectAll('main a', tree('index.html')).map(({properties}) => String(properties.href));
    for (const {name} of widgets) assert.ok(links.includes(`widgets/${name}.html`), name);
    for (const path of [
      'demo/index.html',
      'demo/es/index.html',
      'demo/ar/index.html',
      'docs/index.html',
      'ledger.html',
      'reviews.html',
    ])
      assert.ok(links.includes(path), path);
    // The README’s order: first what a reader needs first.
    assert.equal(
      links.find((link) => link.startsWith('widgets/')),
      'widgets/helpline-banner.html',
    );
  });

  test('leads to the builder and to Storybook only where they have been built', async () => {
    const isThere = existsSync(join(root, 'dist/cdn/builder/index.html'));
    const linked = (/** @type {string} */ html) => [BUILDER, STORYBOOK].map((path) => html.includes(`href="${path}"`));
    assert.equal(linked(read('index.html'))[0], isThere);
    const folder = mkdtempSync(join(tmpdir(), 'site-parts-'));
    for (const file of ['cdn/builder/index.html', 'cdn/integrity.json', 'sb/index.html']) {
      mkdirSync(dirname(join(folder, file)), {recursive: true});
      writeFileSync(join(folder, file), '<!doctype html><title>There</title>');
    }
    const [cdn, storybook, built] = ['cdn', 'sb', 'out'].map((name) => join(folder, name));
    const {parts} = await buildSite(built, {widgets, cdn, storybook});
    assert.deepEqual([parts.builder, parts.storybook], [BUILDER, STORYBOOK]);
    assert.deepEqual(linked(readFileSync(join(built, 'index.html'), 'utf8')), [true, true]);
    assert.ok(readFileSync(join(built, 'widgets/faq.html'), 'utf8').includes(`href="../${BUILDER}"`));
    const [door] = selectAll('.doors a', fromHtml(readFileSync(join(built, 'index.html'), 'utf8'))).filter(
      (link) => toString(link) === 'Check my page',
    );
    assert.equal(door.properties.href, `${BUILDER}#check`);
    for (const path of [BUILDER, STORYBOOK]) assert.ok(existsSync(join(built, path)), path);
    rmSync(folder, {recursive: true});

    const names = widgets.map(({name}) => name);
    const without = [startPage(widgets, {}), await widgetPage(widgets[0], {names})].map(({main}) =>
      JSON.stringify(main),
    );
    for (const page of without) assert.doesNotMatch(page, /builder|storybook\//);
    assert.match(without[0], /npm run storybook/);
  });

  test('claims no review that nobody has given', () => {
    const all = widgets.flatMap(({languages}) => languages);
    const claim = honestState(widgets)
      .map((part) => (typeof part === 'string' ? part : toString(part)))
      .join('');
    assert.equal(text('index.html', '.state')[0].startsWith(claim.trim()), true);
    if (all.every(({state}) => state === 'draft')) assert.match(claim, /all words are drafts/);
    const review = {on: '2026-01-02', until: '2027-01-02', by: [{role: 'Pharmacist', organisation: 'Clinic'}]};
    /** @param {string[]} states */
    const withStates = (...states) => [
      {
        languages: states.map((state, at) => ({
          language: 'en',
          name: `Language ${at}`,
          state,
          ...(state !== 'draft' && {review}),
          counts: {},
        })),
      },
    ];
    const say = (/** @type {string[]} */ ...states) =>
      honestState(/** @type {any} */ (withStates(...states)))
        .map((part) => (typeof part === 'string' ? part : toString(part)))
        .join('');
    const [some] = withStates('draft', 'draft');
    for (const each of some.languages) each.counts = {clinical: {signed: 1, total: 9}};
    assert.equal(
      stateSentence(/** @type {any} */ (some.languages)),
      'Draft in every language: some words still lack a review.',
    );
    assert.match(toString(/** @type {any} */ (honestState(/** @type {any} */ ([some]))[0])), /all words are drafts/);
    assert.match(say('draft', 'reviewed'), /^Some words are drafts\. In Language 0, /);
    assert.match(say('reviewed', 'reviewed'), /^The words have been reviewed/);
    assert.doesNotMatch(say('draft', 'draft'), /have been reviewed/);
    const [{languages}] = withStates('draft', 'reviewed', 'overdue');
    const [draft, reviewed, overdue] = /** @type {any[]} */ (languages);
    assert.equal(stateText(draft), 'Draft');
    assert.equal(
      stateText(reviewed),
      'Reviewed by Pharmacist, Clinic, 2 January 2026; that counts until 2 January 2027',
    );
    assert.match(stateText(overdue), /^Review overdue: .*2 January 2027$/);
    assert.equal(
      stateSentence(/** @type {any} */ (languages)),
      'Reviewed: Language 1. Review overdue: Language 2. Draft: Language 0.',
    );
    assert.equal(stateSentence([draft]), 'Draft in every language: no clinician has reviewed these words yet.');
  });
});

describe('the guides', () => {
  const guides = guideSources(root).map((source) => ({source, path: pathOfSource(source)}));

  test('are all of the project’s Markdown, each on its page with its headings under the same names', () => {
    assert.ok(guides.length > 50);
    for (const {source, path} of guides) {
      const headings = [
        ...readFileSync(join(root, source), 'utf8')
          .replace(/^```[^]*?^```/gm, '')
          .matchAll(/^#{1,4} (.+)$/gm),
      ];
      assert.equal(text(path, 'main :is(h1, h2, h3, h4)').length, headings.length, source);
    }
    assert.ok(text('docs/embed.html', 'main h2').includes('When the widget does not appear'));
    assert.ok(select('main #when-the-widget-does-not-appear', tree('docs/embed.html')));
    assert.equal(selectAll('main table', tree('docs/embed.html')).length > 3, true);
  });

  test('are listed once, in a group; decisions on their own page', () => {
    const listed = groupGuides(guides).flatMap((group) => group.guides.map(({source}) => source));
    assert.equal(new Set(listed).size, listed.length);
    for (const {source} of guides) assert.equal(listed.includes(source), !/^docs\/decisions\/\d/.test(source), source);
    assert.ok(!groupGuides(guides).some(({title}) => title === 'More'), 'name the new guide in a group of guides.mjs');
    const decisions = selectAll('main li a', tree('docs/decisions/index.html')).map(({properties}) => properties.href);
    for (const {source, path} of guides.filter(({source}) => /^docs\/decisions\/\d/.test(source)))
      assert.ok(decisions.includes(posix.basename(path)), source);
  });

  test('link to pages instead of Markdown; links to files that the site lacks become text; broken ones are reported', () => {
    assert.equal(pathOfSource('docs/widgets/faq.md'), 'widgets/faq.html');
    assert.equal(pathOfSource('docs/decisions/README.md'), 'docs/decisions/index.html');
    assert.equal(pathOfSource('README.md'), 'project/readme.html');
    const links = [
      '[a](hosting.md#headers) [b](../README.md#privacy) [c](widgets/faq.md) [d](../src/core) [e](hosting/nginx.conf)',
      '[f](https://example.org/) [g](http://localhost:8080/) [h](#here) [i](gone.md) [j](../../outside.md)',
    ];
    const guide = {
      source: 'docs/x.md',
      path: 'docs/x.html',
      title: 'X',
      description: '',
      tree: parseMarkdown(links.join('\n')),
    };
    const paths = new Set(['docs/hosting.html', 'project/readme.html', 'widgets/faq.html']);
    const {files, problems} = relink(guide, {root, paths});
    assert.deepEqual(
      selectAll('a', guide.tree).map(({properties}) => properties.href),
      [
        'hosting.html#headers',
        '../project/readme.html#privacy',
        '../widgets/faq.html',
        'hosting/nginx.conf',
        'https://example.org/',
        '#here',
      ],
    );
    assert.deepEqual(files, ['docs/hosting/nginx.conf']);
    assert.deepEqual(problems, ['docs/x.md: gone.md does not exist', 'docs/x.md: ../../outside.md does not exist']);
  });

  test('lose comments for our tools, and keep anchors, line breaks and alignment', () => {
    const page = parseMarkdown('<!-- snippet: x -->\n\n<a id="old"></a>A<br>B\n\n| a | b |\n| - | -: |\n| 1 | 2 |\n');
    assert.ok(select('a#old', page) && select('br', page));
    assert.equal(selectAll('[align]', page).length, 0);
    assert.equal(selectAll('td.is-right', page).length, 1);
    assert.ok(!JSON.stringify(page).includes('snippet: x'));
    assert.deepEqual(sectionsOf(parseMarkdown('# One\n\nA *b*.\n\n## Two\n\n- c\n- d')), [
      {heading: 'One', id: 'one', text: 'A b.'},
      {heading: 'Two', id: 'two', text: 'c d'},
    ]);
  });
});

describe('the search', () => {
  test('has every section of every guide and widget, at an address that exists, without the content of widgets', () => {
    const script = read('site/search-index.js');
    /** @type {{id: number, page: string, heading: string, path: string, text: string}[]} */
    const entries = JSON.parse(script.slice(script.indexOf('['), script.lastIndexOf(']') + 1));
    const pages = new Set(entries.map(({path}) => path.split('#')[0]));
    for (const {path, area} of site.pages)
      assert.equal(pages.has(path), area !== 'search' && path !== 'ledger.html', path);
    for (const {path} of entries) {
      const [page, id] = path.split('#');
      if (id) assert.ok(select(`[id="${id}"]`, tree(page)), path);
    }
    const banner = entries
      .filter(({path}) => path.startsWith('widgets/helpline-banner.html'))
      .map((entry) => entry.text);
    assert.ok(!banner.join(' ').includes('Text your ZIP code'), 'words of the widget');
    assert.ok(!banner.join(' ').includes('Afghanistan'), 'names in a control');
    const search = new MiniSearch({fields: ['page', 'heading', 'text'], storeFields: ['path']});
    search.addAll(entries);
    const best = (/** @type {string} */ words) =>
      search.search(words, {combineWith: 'AND', boost: {page: 4, heading: 3}})[0]?.path;
    assert.equal(best('google tag manager'), 'docs/embed.html#google-tag-manager');
    assert.equal(best('naloxone questions')?.split('#')[0], 'widgets/faq.html');
  });

  test('lists all pages for readers without script, and runs from a disk: classic scripts, no requests', () => {
    const links = selectAll('main dl a', tree('search.html')).map(({properties}) => properties.href);
    assert.deepEqual(
      links,
      site.pages.filter(({area}) => area !== 'search').map(({path}) => path),
    );
    assert.match(text('search.html', '#search-status')[0], /needs JavaScript/);
    const scripts = selectAll('script', tree('search.html'));
    assert.equal(scripts.length, 4);
    // A module would be refused there. The policy allows no request by script.
    for (const script of scripts) assert.equal(script.properties.type, undefined);
    assert.doesNotMatch(POLICY, /connect-src/);
    assert.match(read('licenses.txt'), /Luca Ongaro/);
  });
});

describe('the page of a widget', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'dist/npm/custom-elements.json'), 'utf8'));
  const declarations = manifest.modules
    .flatMap((/** @type {any} */ {declarations: found = []}) => found)
    .filter((/** @type {any} */ {tagName}) => tagName);

  test('is there for each widget of the manifest, with its attributes, events, slots, parts and properties', () => {
    assert.equal(declarations.length, widgets.length);
    for (const declaration of declarations) {
      const path = `widgets/${declaration.tagName.replace('recovery-', '')}.html`;
      assert.deepEqual(text(path, 'h1'), [declaration.label]);
      assert.deepEqual(text(path, '.lead'), [declaration.summary]);
      /** Names of the rows below a heading. @param {string} id */
      const rows = (id) => {
        const heading = select(`#${id} + .wide, #${id} + p + .wide`, tree(path));
        return heading ? selectAll('tbody th code:first-child', heading).map((node) => toString(node)) : [];
      };
      const names = (/** @type {{name: string}[]} */ items = []) => items.map(({name}) => name).filter(Boolean);
      assert.deepEqual(rows('attributes'), names(declaration.attributes), path);
      assert.deepEqual(rows('events'), names(declaration.events), path);
      assert.deepEqual(rows('slots'), names(declaration.slots), path);
      assert.deepEqual(rows('parts'), names(declaration.cssParts), path);
      assert.deepEqual(rows('custom-properties'), names(declaration.cssProperties), path);
      // Each value that a control offers, and the default.
      const table = toString(select('#attributes + p + .wide', tree(path)) ?? assert.fail(path));
      for (const {values = [], default: initial} of declaration.attributes) {
        if (values.length < 20) for (const {name} of values) assert.ok(table.includes(name), `${path}: ${name}`);
        if (initial && initial !== 'false') assert.ok(table.includes(`Default: ${initial}`), `${path}: ${initial}`);
      }
    }
  });

  test('says when to use it and when not, quoting the class comment', () => {
    for (const {tagName, description} of declarations) {
      const path = `widgets/${tagName.replace('recovery-', '')}.html`;
      const plain = (/** @type {string} */ words) => toString(parseMarkdown(words)).replace(/\s+/g, ' ').trim();
      const [what, when, ...rest] = description.split('\n\n');
      assert.deepEqual(text(path, '#what + p, #when + p'), [plain(what), plain(when)], path);
      assert.match(when, /\bnot\b/, path);
      const whole = text(path, 'main')[0];
      for (const more of rest)
        assert.ok(whole.includes(plain(more).replace(/^Accessibility: ./, '')), `${path}: ${more}`);
    }
  });

  test('shows the widget itself, with text and a number in it for readers without script', () => {
    for (const {name, isRegional} of widgets) {
      const path = `widgets/${name}.html`;
      const example = select(`.example > recovery-${name}`, tree(path)) ?? assert.fail(path);
      assert.ok(toString(example).trim().length > 20, path);
      assert.equal(example.properties.region, isRegional ? 'US' : undefined, path);
      if (isRegional) assert.ok(selectAll('a[href="tel:911"], a[href="tel:+18006624357"]', example).length, path);
      const scripts = selectAll('script', tree(path)).map(({properties}) => properties.src);
      assert.deepEqual(scripts, ['../site/site.js', '../cdn/all.js']);
      assert.ok(text(path, '#paste ~ details code')[0].includes(`data-recovery-widget="${name}"`));
    }
  });

  test('claims for each language no more than its reviews', () => {
    for (const {name, languages} of widgets) {
      const path = `widgets/${name}.html`;
      const declared = declarations.find((/** @type {any} */ {tagName}) => tagName === `recovery-${name}`).reviews;
      const rows = selectAll('#languages + p + .wide tbody tr', tree(path)).map((row) =>
        selectAll('th, td', row).map((cell) => toString(cell)),
      );
      assert.deepEqual(
        rows.map(([, code]) => code).sort(),
        declared.map((/** @type {any} */ {language}) => language).sort(),
      );
      for (const [, code, state, clinical] of rows) {
        const {state: real} = declared.find((/** @type {any} */ {language}) => language === code);
        assert.equal(state === 'Draft', real === 'draft', `${path}, ${code}: ${state}`);
        const {counts} = languages.find(({language}) => language === code) ?? assert.fail(code);
        assert.equal(
          clinical,
          counts.clinical ? `${counts.clinical.signed} of ${counts.clinical.total}` : 'not needed',
        );
        if (real === 'draft')
          assert.doesNotMatch(toString(select('.state', tree(path)) ?? assert.fail(path)), /Reviewed:.*English/);
      }
    }
  });

  test('counts a signature that is given, and no other', async () => {
    const review = {
      file: 'x.json',
      kind: 'clinical',
      language: 'en',
      on: '2026-01-01',
      reviewer: {name: 'A', role: 'Pharmacist', organisation: 'Clinic'},
      signatures: [
        {
          message: 'quick-exit.history',
          verdict: 'approved',
          until: '2026-12-01',
          seen: {words: 'other', placeholders: '', sources: ''},
        },
      ],
    };
    const [{languages}] = (await widgetFacts({reviews: /** @type {any} */ ([review]), today: '2026-06-01'})).filter(
      ({name}) => name === 'quick-exit',
    );
    // The text that was seen is not the current one.
    assert.ok(languages.every(({state}) => state === 'draft'));
    assert.ok(languages.every(({counts}) => Object.values(counts).every(({signed}) => signed === 0)));
  });

  test('lists every source that its records name, with the address', () => {
    const sources = readSources();
    for (const {name} of widgets) {
      const read = (/** @type {string} */ file) =>
        JSON.parse(readFileSync(join(root, `src/content/copy/${file}.json`), 'utf8'));
      const {messages, shared = []} = read(name);
      const used = [...messages, ...read('shared').messages.filter((/** @type {any} */ {key}) => shared.includes(key))];
      const keys = new Set(
        used
          .flatMap(({from = []}) => from)
          .filter((ref) => ref.startsWith('source:'))
          .map((ref) => ref.slice(7)),
      );
      const shown = selectAll('.sources > li > a:first-child', tree(`widgets/${name}.html`)).map(
        ({properties}) => properties.href,
      );
      assert.deepEqual([...shown].sort(), [...keys].map((key) => sources[key].url).sort(), name);
    }
  });

  test('states the sizes of the build', () => {
    const chunks = JSON.parse(readFileSync(join(root, 'dist/chunks.json'), 'utf8'));
    const brotli = (/** @type {string} */ file) =>
      brotliCompressSync(readFileSync(join(root, 'dist/cdn', file)), {params: {[constants.BROTLI_PARAM_QUALITY]: 11}})
        .length;
    const files = [
      'recovery-widgets.js',
      ...['core', 'widgets/helpline-banner', 'regions/us', 'deferred-parts'].map(
        (name) => `${chunks.folder}/${name}.js`,
      ),
    ];
    const size = kilobytes(files.reduce((sum, file) => sum + brotli(file), 0));
    const rows = selectAll('#size + p + .wide tbody tr', tree('widgets/helpline-banner.html')).map((row) =>
      toString(row),
    );
    assert.equal(rows[0], `Everything, in English${size}`);
    assert.equal(rows[1], `of it, the code of this widget${kilobytes(brotli(files[2]))}`);
    assert.equal(rows.length, 2 + chunks.languages.length);
  });
});

describe('the history of texts', () => {
  const from = (/** @type {Record<string, string>} */ texts) => new Map(Object.entries(texts));

  test('knows new, changed and lost texts, and that one under another id reads as before', () => {
    assert.deepEqual(wordChanges(from({a: 'One', b: 'Two', c: 'Three'}), from({a: 'One!', d: 'Two', e: 'New'})), [
      {id: 'a', after: 'One!', before: 'One'},
      {id: 'e', after: 'New'},
      {id: 'c', before: 'Three'},
    ]);
    assert.deepEqual(wordChanges(from({a: 'One', b: 'Two'}), from({a: 'Two', c: 'One'})), []);
  });

  test('comes from git, day by day; without all of git it says so and lists nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'words-'));
    const git = (/** @type {string[]} */ ...args) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
        cwd: folder,
        env: {...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date},
        stdio: 'pipe',
      });
    let date = '';
    const state = (
      /** @type {string} */ day,
      /** @type {Record<string, string>} */ own,
      /** @type {Record<string, string>} */ shared,
    ) => {
      date = `${day}T12:00:00Z`;
      const copies = [
        {widget: 'faq', shared: Object.keys(shared), messages: Object.entries(own).map(([key, text]) => ({key, text}))},
        {
          widget: 'shared',
          messages: Object.entries({...shared, unused: 'Not shown'}).map(([key, text]) => ({key, text})),
        },
      ];
      for (const copy of copies) {
        mkdirSync(join(folder, 'src/content/copy'), {recursive: true});
        writeFileSync(join(folder, `src/content/copy/${copy.widget}.json`), JSON.stringify(copy));
      }
      return copies;
    };
    const commit = () => {
      git('add', '.');
      git('commit', '-qm', 'x');
    };
    assert.match(wordHistory(folder, ['faq'], []).reason ?? '', /no git history/);
    git('init', '-q');
    state('2026-01-01', {title: 'A'}, {call: 'Call'});
    commit();
    state('2026-02-01', {title: 'Between'}, {call: 'Call'});
    commit();
    state('2026-02-01', {title: 'B'}, {call: 'Call', more: 'More'});
    commit();
    const last = state('2026-03-01', {title: 'B', call: 'Call'}, {more: 'More'});
    commit();
    const {days, reason} = wordHistory(folder, ['faq'], last);
    assert.equal(reason, undefined);
    assert.deepEqual(days.get('faq'), [
      {
        date: '2026-02-01',
        isFirst: false,
        count: 3,
        changes: [
          {id: 'faq.title', after: 'B', before: 'A'},
          {id: 'shared.more', after: 'More'},
        ],
      },
      {date: '2026-01-01', isFirst: true, count: 2, changes: []},
    ]);
    const pending = state('2026-03-02', {title: 'C', call: 'Call'}, {more: 'More'});
    assert.equal(wordHistory(folder, ['faq'], pending).days.get('faq')?.[0].date, '');

    const shallow = mkdtempSync(join(tmpdir(), 'words-shallow-'));
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${folder}`, join(shallow, 'x')], {stdio: 'pipe'});
    const part = wordHistory(join(shallow, 'x'), ['faq'], last);
    assert.match(part.reason ?? '', /only a part of its git history/);
    assert.equal(part.days.size, 0);
    for (const each of [folder, shallow]) rmSync(each, {recursive: true, force: true});
  });

  test('is on the page as git has it, or the page says why it is not', () => {
    for (const {name, history, historyMissing} of widgets) {
      const path = `widgets/${name}.html`;
      const missing = text(path, '#history-missing');
      assert.deepEqual(missing, historyMissing ? [historyMissing] : []);
      const changes = history.filter(({isFirst}) => !isFirst);
      assert.equal(selectAll('#history ~ details', tree(path)).length, historyMissing ? 0 : changes.length, path);
      assert.equal(
        selectAll('.changes > li', tree(path)).length,
        changes.reduce((sum, day) => sum + day.changes.length, 0),
        path,
      );
    }
  });
});

describe('the other pages and files', () => {
  test('the ledger has every passage of the article, and marks texts without a signature', async () => {
    const {ledgerPage} = await import('../../src/tools/ledger/page.mjs');
    const {sections, totals} = ledgerPage();
    const passages = sections.flatMap((section) => section.passages);
    assert.deepEqual(
      selectAll('.passage', tree('ledger.html')).map(({properties}) => properties.id),
      passages.map(({id}) => `passage-${id}`),
    );
    assert.ok(text('ledger.html', 'main')[0].includes(`${totals.drafts} lack a signature`));
  });

  test('the data are those of the package', () => {
    for (const file of readdirSync(join(out, 'data')))
      assert.deepEqual(readFileSync(join(out, 'data', file)), readFileSync(join(root, 'dist/npm', file)), file);
  });
});

describe('npm run docs', () => {
  test('refuses a folder with foreign files, and reports that nothing has been built', () => {
    const project = copyProject((file) => file.startsWith('src/tools/') || file === 'package.json');
    project.write('mine/photo.txt', 'keep');
    const taken = project.node('src/tools/cli/docs.mjs', 'mine');
    assert.equal(taken.status, 1);
    assert.match(taken.stderr, /mine contains other files/);
    assert.equal(project.read('mine/photo.txt'), 'keep');
    const early = project.node('src/tools/cli/docs.mjs');
    assert.equal(early.status, 1);
    assert.match(early.stderr, /The build is missing\. Run: npm run build/);
    assert.equal(project.node('src/tools/cli/docs.mjs', 'a', 'b').status, 2);
    project.delete();
  });
});
