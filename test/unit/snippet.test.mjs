/** `npm run snippet`: what it prints can be pasted as it stands, and what it refuses it explains. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {parseFragment} from 'parse5';
import {refresh, snippetFor} from '../../src/tools/cli/snippet.mjs';
import {root} from '../support/sources.mjs';

const cdn = join(root, 'dist/cdn');
const words = (...path) => readFileSync(join(root, 'dist/html', ...path), 'utf8');
const of = async (line) => snippetFor(line.split(' '));
const hash = (kind, bytes) => createHash(kind).update(bytes).digest('base64');
const sha384 = (file) => `sha384-${hash('sha384', readFileSync(join(cdn, file)))}`;
const {files} = JSON.parse(readFileSync(join(cdn, 'integrity.json'), 'utf8'));

/** Runs the command as a person does. */
const run = (...args) =>
  spawnSync(process.execPath, ['src/tools/cli/snippet.mjs', ...args], {cwd: root, encoding: 'utf8', timeout: 60_000});

/** Top elements of a snippet: name and attributes. */
const elements = (html) =>
  parseFragment(html)
    .childNodes.filter(({tagName}) => tagName)
    .map(({tagName, attrs}) => [tagName, Object.fromEntries(attrs.map(({name, value}) => [name, value]))]);
const indented = (text) => text.replace(/^(?=.)/gm, '  ');

describe('npm run snippet', () => {
  test('prints the tag with style, words and script, and what to know apart from it', () => {
    const {status, stdout, stderr} = run('helpline-banner', '--region', 'US', '--lang', 'es', '--heading-level', '3');
    assert.equal(status, 0, stderr);
    assert.deepEqual(elements(stdout), [
      ['style', {}],
      ['recovery-helpline-banner', {region: 'US', lang: 'es', 'heading-level': '3'}],
      ['script', {type: 'module', src: 'https://your-site.example/recovery-widgets.js'}],
    ]);
    assert.match(stdout, /\n {2}<h3>Hable con alguien ahora<\/h3>\n/);
    assert.match(stdout, /^ {2}recovery-helpline-banner \{$/m);
    assert.match(stderr, /one script serves all/);
    assert.doesNotMatch(stdout, /one script serves all|undefined|NaN/);
  });

  test('links the style where it is asked to, for pages that allow none in the page', async () => {
    const {html} = await of('helpline-banner --link-style --base https://x.example/1/');
    assert.deepEqual(
      elements(html).map(([tag, {href}]) => [tag, href]),
      [
        ['link', 'https://x.example/1/recovery-widgets.css'],
        ['recovery-helpline-banner', undefined],
        ['script', undefined],
      ],
    );
    const checked = await of('helpline-banner --link-style --form div --file all.js');
    const [[link, {integrity}], [place]] = elements(checked.html);
    assert.deepEqual([link, integrity, place], ['link', sha384('recovery-widgets.css'), 'div']);
  });

  test('has the words of dist/html in it, in every form that has words', async () => {
    const plain = words('ar', 'GB', 'overdose-warning.html');
    for (const form of ['tag', 'div', 'prerendered']) {
      const {html} = await of(`overdose-warning --region GB --lang ar --form ${form}`);
      assert.ok(html.includes(indented(plain)), form);
    }
    const {html} = await of('overdose-warning --region GB --lang ar --form prerendered');
    assert.ok(html.startsWith(words('ar', 'GB', 'overdose-warning.prerendered.html')));
  });

  test('carries only the style that its words need', async () => {
    const styleOf = async (line) => /<style>([^]*?)<\/style>/.exec((await of(line)).html)[1];
    const compact = await styleOf('helpline-banner --variant compact');
    const full = await styleOf('helpline-banner --region US');
    assert.doesNotMatch(compact, /\bli\b|summary|section:/);
    assert.match(full, /\bli\b/);
    assert.ok(compact.split('\n').length < 20);
    for (const css of [compact, full]) assert.equal(css.split('{').length, css.split('}').length);
  });

  test('prints the placeholder with data attributes, and its language where the words need it', async () => {
    const {html, notes} = await of('helpline-banner --region CA-ON --lang ar --form div --variant compact --no-events');
    assert.deepEqual(elements(html), [
      ['link', {rel: 'stylesheet', href: 'https://your-site.example/recovery-widgets.css'}],
      [
        'div',
        {
          'data-recovery-widget': 'helpline-banner',
          'data-region': 'CA-ON',
          'data-lang': 'ar',
          lang: 'ar',
          dir: 'rtl',
          'data-no-events': '',
          'data-variant': 'compact',
        },
      ],
      ['script', {type: 'module', src: 'https://your-site.example/recovery-widgets.js'}],
    ]);
    assert.match(notes.join(), /footer/);
  });

  test('prints the frame with a title in its language, and a line that dials beneath it', async () => {
    const {html} = await of('treatment-explainer --region US --lang es --form frame --heading-level 3');
    const [[, frame], [around, attributes], [script, {src}]] = elements(html);
    assert.equal(frame.src, 'https://your-site.example/frame.html?widget=treatment-explainer&lang=es&heading-level=3');
    assert.equal(frame.title, 'Tratamiento para la persona en su conjunto');
    assert.equal(frame.referrerpolicy, 'no-referrer');
    assert.deepEqual([around, attributes], ['div', {lang: 'es'}]);
    assert.match(html, /<a href="tel:\+18006624357"/);
    assert.deepEqual([script, src], ['script', 'https://your-site.example/frame-parent.js']);
    assert.ok(existsSync(join(cdn, 'frame.html')) && existsSync(join(cdn, 'frame-parent.js')));
    const compact = await of('helpline-banner --region US --form frame --variant compact');
    assert.match(compact.html, /title="Talk to someone now"/);
  });

  test('names the hash of its inline style, as security headers want it', async () => {
    const {html, notes} = await of('helpline-banner --region US --form prerendered');
    const [, style] = /<style>([^]*?)<\/style>/.exec(html);
    assert.ok(notes.join().includes(`'sha256-${hash('sha256', style)}'`));
  });

  test('always checks all.js, and all files when asked to', async () => {
    const whole = await of('helpline-banner --file all.js --base https://x.example/1.2.3');
    assert.deepEqual(elements(whole.html).at(-1), [
      'script',
      {defer: '', src: 'https://x.example/1.2.3/all.js', integrity: sha384('all.js'), crossorigin: 'anonymous'},
    ]);

    const {html, notes} = await of(
      'helpline-banner --region CA-ON --lang es --integrity --base https://x.example/1.2.3/',
    );
    const [, map] = /<script type="importmap">([^]*?)<\/script>/.exec(html);
    const {integrity} = JSON.parse(map);
    const paths = Object.keys(integrity).map((url) => url.replace('https://x.example/1.2.3/', ''));
    for (const path of paths) assert.equal(integrity[`https://x.example/1.2.3/${path}`], sha384(path), path);
    for (const needed of [
      /core\.js$/,
      /widgets\/helpline-banner\.js$/,
      /locales\/es\/helpline-banner\.js$/,
      /regions\/ca\.js$/,
    ])
      assert.ok(
        paths.some((path) => path.startsWith('assets-') && needed.test(path)),
        String(needed),
      );
    assert.ok(!paths.some((path) => /overdose|\/us\.js|\/ar\//.test(path)), 'only what is used');
    assert.deepEqual(integrity['https://x.example/1.2.3/recovery-widgets.js'], files['recovery-widgets.js']);
    assert.ok(html.indexOf('importmap') < html.indexOf('type="module"'));
    assert.equal(elements(html).at(-1)[1].integrity, sha384('recovery-widgets.js'));
    assert.ok(notes.join().includes(`'sha256-${hash('sha256', map)}'`));
    assert.match(notes.join(), /“was removed”/, 'what Chromium says of two maps');
  });

  test('takes a folder on the host of the page', async () => {
    const {html} = await of('helpline-banner --region US --form div --integrity --base /widgets/1.2.3');
    const [[, {href}], , , [, {src}]] = elements(html);
    assert.deepEqual([href, src], ['/widgets/1.2.3/recovery-widgets.css', '/widgets/1.2.3/recovery-widgets.js']);
    const {integrity} = JSON.parse(/<script type="importmap">([^]*?)<\/script>/.exec(html)[1]);
    assert.equal(integrity['/widgets/1.2.3/recovery-widgets.js'], files['recovery-widgets.js']);
    for (const url of Object.keys(integrity)) assert.ok(url.startsWith('/widgets/1.2.3/'), url);
    assert.match((await of('feedback --base /')).html, / src="\/recovery-widgets\.js"/);
  });

  test('names the script as its kind needs', async () => {
    const script = async (file) => elements((await of(`helpline-banner --file ${file}`)).html).at(-1)[1];
    assert.equal((await script('widgets/helpline-banner.js')).type, 'module');
    assert.deepEqual(await script('recovery-widgets.classic.js'), {
      defer: '',
      src: 'https://your-site.example/recovery-widgets.classic.js',
    });
  });

  test('takes what people type', async () => {
    const {html} = await of('helpline-banner --region us --lang ES');
    assert.match(html, /region="US" lang="es"/);
    for (const [given, printed] of [
      ['uk es-MX', 'GB es'],
      ['ca_on es_419', 'CA-ON es'],
      ['us-ca AR', 'US-CA ar'],
      ['GB en-GB', 'GB en'],
    ]) {
      const [region, lang] = given.split(' ');
      const [shownRegion, shownLang] = printed.split(' ');
      for (const form of ['tag', 'div', 'frame', 'prerendered']) {
        const {html, notes} = await of(`helpline-banner --form ${form} --region ${region} --lang ${lang}`);
        assert.match(html, new RegExp(`region="?=?${shownRegion}["&]`), given);
        assert.match(html, new RegExp(`lang="?=?${shownLang}["&]`), given);
        const said = notes.filter((note) => /as the widgets know it/.test(note)).join();
        assert.equal(said.includes(`--region ${region}: that is ${shownRegion} here`), region !== shownRegion, said);
        assert.equal(said.includes(`--lang ${lang}: that is ${shownLang} here`), lang !== shownLang, said);
      }
    }
    const own = await snippetFor(['helpline-banner', '--phone', '555 12 34', '--operator', 'Smith & "Sons" <County>']);
    assert.match(own.html, /operator="Smith &amp; &quot;Sons&quot; <County>"/);
    assert.match(own.html, /run by Smith &amp; "Sons" &lt;County&gt;\./);
    // Shows nothing of a country.
    assert.doesNotMatch((await of('trigger-checklist --region US')).html, /region/);
  });

  for (const [args, message] of [
    ['helpline-bannner', /no widget “helpline-bannner”\. There is: .*helpline-banner, /],
    ['helpline-banner overdose-warning', /One widget at a time/],
    ['helpline-banner --lang tlh', /no language “tlh”\. There is: en, /],
    ['helpline-banner --region XX', /no region “XX”\. There is: AT, .*CA-ON/],
    ['trigger-checklist --region U', /no region “U”/],
    ['helpline-banner --form card', /no form “card”\. There is: tag, div, frame, prerendered/],
    ['helpline-banner --colour red', /no option “--colour”\. There is: .*--heading-level/],
    ['helpline-banner --variant', /argument missing/],
    ['helpline-banner --variant tiny', /variant="tiny" is not understood\. Allowed: compact, full/],
    ['overdose-warning --variant compact', /no attribute “variant”\. There is: lang, region, heading-level/],
    ['helpline-banner --heading-level 7', /heading-level="7" is not understood\. Allowed: 1, 2/],
    [
      'helpline-banner --file widgets/overdose-warning.js',
      /no file “widgets\/overdose-warning\.js”\. There is: recovery/,
    ],
    ['helpline-banner --base your-site', /“your-site” is no --base/],
    ['helpline-banner --base //your-site.example/', /“\/\/your-site\.example\/” is no --base: that is the address/],
    ['helpline-banner --base /\\your-site.example/', /is no --base: that is the address/],
    ['helpline-banner --base https://x.example/a?b', /“https:\/\/x\.example\/a\?b” is no --base: leave out .* with \?/],
    ['helpline-banner --base /widgets/#a', /“\/widgets\/#a” is no --base: leave out .* with #/],
    ['--update no-such-file.md', /no file no-such-file\.md/],
    ['--update', /Which documents/],
  ])
    test(`refuses ${args}`, () => {
      const {status, stdout, stderr} = run(...args.split(' '));
      assert.equal(status, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /^\s+at /m, 'no stack');
    });

  test('lists what there is, and says how it is used', () => {
    const {stdout, status} = run('--list');
    assert.equal(status, 0);
    for (const there of ['helpline-banner *: heading-level', 'trigger-checklist:', 'en, ', 'CA-ON', 'prerendered'])
      assert.ok(stdout.includes(there), there);
    assert.match(run('--help').stdout, /^Usage: npm run snippet/);
    assert.match(run().stdout, /^Usage: npm run snippet/);
  });
});

describe('snippets in documents', () => {
  const folder = mkdtempSync(join(tmpdir(), 'snippet-'));
  after(() => rmSync(folder, {recursive: true, force: true}));

  test('are written anew, and nothing else is', async () => {
    const file = join(folder, 'a.md');
    const block = (inner) =>
      `# A\n\n<!-- snippet: helpline-banner --variant compact --form div -->\n<!-- prettier-ignore -->\n\`\`\`html\n${inner}\`\`\`\n\n\`\`\`html\n<p>Mine</p>\n\`\`\`\n`;
    writeFileSync(file, block('old\n```not the end\n'));
    const {html} = await of('helpline-banner --variant compact --form div');
    assert.match(run('--update', file).stdout, /^updated {2}/);
    assert.equal(readFileSync(file, 'utf8'), block(html));
    assert.match(run('--update', file).stdout, /^as it was {2}/);
  });

  test('say what is wrong with one', async () => {
    await assert.rejects(refresh('<!-- snippet: nothing -->\n```html\n```\n'), /no widget “nothing”/);
  });

  const documents = [
    'README.md',
    ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
    ...['', 'es/', 'ar/'].map((folder) => `docs/demo/${folder}index.html`),
  ];
  for (const document of documents)
    test(`${document} is as printed now; else: npm run snippet -- --update ${document}`, async () => {
      const text = readFileSync(join(root, document), 'utf8');
      assert.equal(await refresh(text), text);
    });

  test('there are some', () => {
    assert.ok(documents.some((document) => readFileSync(join(root, document), 'utf8').includes('<!-- snippet: ')));
  });
});
