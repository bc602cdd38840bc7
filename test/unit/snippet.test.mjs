/** `npx recovery-widgets`, from the files that are published: prints HTML that can be pasted as it is, and explains what it refuses. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {copyFileSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {parseFragment} from 'parse5';
import {dataDate} from '../../src/tools/built/built.mjs';
import {mergedHelplines} from '../../src/tools/helplines/json.mjs';
import {available, UsageError} from '../../src/tools/html/prerender.mjs';
import {snippetPages} from '../../src/tools/pages/recipes.mjs';
import {snippetFromArgs, refreshSnippets} from '../../src/tools/pages/snippet-args.mjs';
import {VERSION_ATTRIBUTE, hashContent, parseSnippetVersion} from '../../src/tools/html/snippet-version.mjs';
import {emergencyOf, longestPlaces, US_LINE} from '../support/helplines.mjs';
import {nightly} from '../support/nightly.mjs';
import {root} from '../../src/tools/project.mjs';
import {temporaryFolder} from '../support/system.mjs';

const cdn = join(root, 'dist/cdn');
const create = (line) => snippetFromArgs(line.split(' '));
const hash = (kind, bytes) => createHash(kind).update(bytes).digest('base64');
const sha384 = (file) => `sha384-${hash('sha384', readFileSync(join(cdn, file)))}`;
const {files} = JSON.parse(readFileSync(join(cdn, 'integrity.json'), 'utf8'));
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const SITE = 'https://your-site.example';
const COUNTY = '--base https://health.some-county.example/recovery-widgets/0.1/';

/** A folder with the published files alone: no package beside them. */
const folder = temporaryFolder('command');
for (const file of ['core.js', 'recovery-widgets.js']) copyFileSync(join(root, 'dist/bin', file), join(folder, file));
writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
/** Runs the command with arguments, separated by spaces. */
const run = (args) => {
  const command = [join(folder, 'recovery-widgets.js'), ...args.split(' ').filter(Boolean)];
  const {status, stdout, stderr} = spawnSync(process.execPath, command, {cwd: folder, encoding: 'utf8'});
  return {status, stdout, stderr};
};

/** Lists the top-level elements of a snippet, as name and attributes, without the one that says from which release it is. */
const elements = (html) =>
  parseFragment(html)
    .childNodes.filter((node) => 'tagName' in node)
    .map(({tagName, attrs}) => [
      tagName,
      Object.fromEntries(attrs.map(({name, value}) => [name, value]).filter(([name]) => name !== VERSION_ATTRIBUTE)),
    ]);
/** Hints for some chunks, in the folder whose names stay; the script tag of a file; the import map of a snippet. */
const hints = (...names) => names.map((name) => ['link', {rel: 'modulepreload', href: `${SITE}/current/${name}.js`}]);
const moduleOf = (file) => ({type: 'module', src: `${SITE}/${file}`});
const mapOf = (html) => /<script type="importmap">([^]*?)<\/script>/.exec(html)[1];

describe('npx recovery-widgets snippet', () => {
  test('prints lines that a person can read, and its notes separately', () => {
    const {status, stdout, stderr} = run('snippet helpline-banner --region US --lang es --heading-level 3');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^<!-- Helpline · Spanish · United States · from https:\S+example\/builder\/ -->\n<recovery/);
    assert.deepEqual(elements(stdout), [
      ['recovery-helpline-banner', {region: 'US', lang: 'es', 'heading-level': '3'}],
      ['link', {rel: 'stylesheet', href: `${SITE}/recovery-widgets.css`, crossorigin: ''}],
      ['script', {...moduleOf('recovery-widgets.js'), async: ''}],
    ]);
    assert.match(stderr, /one script serves all/);
    assert.doesNotMatch(stdout, /one script serves all|undefined|NaN/);
  });

  test('has 600 characters at most in every language and country, with the emergency number first', async () => {
    const {widgets, withFallback} = await available();
    const regions = [...(await longestPlaces()), ...nightly(withFallback, ['CO-DC', 'GB-ENG', 'ZA'])];
    const {html: far} = await create(`faq --region US --base https://x.example/${'a'.repeat(200)}/`);
    assert.match(far, /^<!-- Questions and answers -->/);
    const inDiv = regions.map((region) => `${region} --form div ${COUNTY}`);
    // The same words as without the variant, and its name.
    const compact = inDiv.map((line) => `${line} --variant compact`);
    for (const [name, {languages: own}] of widgets) {
      // The other widgets have less: the banner’s line with the emergency number. Sources agree on none for CC.
      const isLong = ['overdose-warning', 'helpline-banner'].includes(name);
      for (const lang of isLong ? own : nightly(own, ['ar']))
        for (const line of [...(isLong ? compact : []), ...nightly(inDiv, []), `ZA --form div ${COUNTY}`, 'ZA']) {
          const {html} = await create(`${name} --lang ${lang} --region ${line}`);
          assert.ok(html.length <= 600, `${html.length}\n${html}`);
          assert.doesNotMatch(html, / style=|data:|-version|numbers=|(\n.*){7}/);
          if (!['quick-exit', 'feedback'].includes(name) && !line.startsWith('CC'))
            assert.match(html, /\n {2}[^<]*([^？] |？)<a href="tel:\d{2,4}">/);
        }
    }
  });

  test('has all text but the sources in full code, in 7,500 characters, and a look for authors without scripts', async () => {
    const {widgets, withFallback} = await available();
    const names = [...widgets.keys(), 'overdose-warning --variant compact', 'relapse-guide --audience supporter'];
    const regions = nightly([...withFallback, ...(await longestPlaces())], ['US-PR', 'CA-AB', 'CA-BC', 'ZA']);
    const full = `--code full --form div ${COUNTY}`;
    for (const name of names) {
      for (const lang of nightly(widgets.get(name.split(' ')[0])?.languages ?? [], ['es']))
        for (const region of regions) {
          const {html} = await create(`${name} --lang ${lang} --region ${region} ${full}`);
          assert.ok(html.length <= 7500, `${name} ${lang} ${region} ${html.length}`);
          assert.ok((html.match(/href="https/g) ?? []).length <= 5, name);
        }
      const {html} = await create(`${name} --lang es --region US --code author`);
      assert.doesNotMatch(html, /<(?:script|link|style)|href="tel:[^>]*>(<bdi[^>]*>)?[^<]*\d[ -]\(?\d/);
      // Properties that KSES of WordPress lets through.
      const styles = [...html.matchAll(/ style="([^"]*)"/g)].map(([, style]) => style).join('; ');
      assert.match(styles, /^((padding|border|font-size|font-weight|color|background): [\w #.]+(; |$))+$/, name);
    }
  });

  test('records the release of full code, with a hash that editors do not change', async () => {
    const {html: fallback} = await create('faq --region US --lang es --form fallback');
    const contentIn = (html) =>
      /<(div|recovery-faq) [^>]*>([^]*)<\/\1>/.exec(html)[2].replace(/<template[^]*<\/template>/, '');
    for (const form of ['tag', 'div', 'static']) {
      const {html} = await create(`faq --region US --lang es --code full --form ${form}`);
      const [, value] = new RegExp(` ${VERSION_ATTRIBUTE}="([^"]+)"`).exec(html);
      const hash = hashContent(contentIn(html));
      assert.deepEqual(parseSnippetVersion(value), {version, date: dataDate(), hash}, form);
    }
    const {html: frame} = await create('care-gaps --region US --lang es --form frame');
    const {html: compact} = await create('helpline-banner --region US --lang es --variant compact --form fallback');
    assert.ok(frame.includes(`${VERSION_ATTRIBUTE}="${version}+${dataDate()}.${hashContent(compact)}"`));
    const edited = fallback
      .replaceAll(/<\/?bdi[^>]*>| aria-label="[^"]*"|\u200e/g, '')
      .replaceAll('<p>', '\n<P class="x">\t')
      .replaceAll(/ (?=[^<>]*<)/g, '&nbsp;');
    assert.notEqual(edited, fallback);
    assert.equal(hashContent(edited), hashContent(fallback));
    for (const change of [fallback.replace(`${emergencyOf('us')}<`, '555<'), fallback.replace('</p>', '.</p>'), ''])
      assert.notEqual(hashContent(change), hashContent(fallback));
    for (const value of ['', '1.2.3', `“${version}”`, '0.1.0+2026-11-24', '0.1.0+2026-11-24.abc'])
      assert.equal(parseSnippetVersion(value), undefined, value);
    assert.equal(parseSnippetVersion('“1.2.3-beta.1+2027-01-02.00abc”')?.version, '1.2.3-beta.1');
  });

  test('prints the placeholder with data attributes, and the language and direction of its content', async () => {
    const code = '--form div --code full --hints';
    const {html, notes} = await create(
      `helpline-banner --region CA-ON --lang ar --variant compact --no-events ${code}`,
    );
    const [, ...rest] = elements(html);
    const data = {'data-recovery-widget': 'helpline-banner', 'data-region': 'CA-ON', 'data-lang': 'ar'};
    assert.deepEqual(rest, [
      ...hints('core', 'widgets/helpline-banner', 'locales/ar/helpline-banner', 'regions/ca'),
      ['div', {...data, lang: 'ar', dir: 'rtl', 'data-no-events': '', 'data-variant': 'compact'}],
      ['script', moduleOf('recovery-widgets.js')],
    ]);
    assert.match(notes.join(), /footer/);
  });

  test('prints the frame with a title in its language, and a line with a phone link below it', async () => {
    const {html} = await create('treatment-explainer --region US --lang es --form frame --heading-level 3');
    const [[, frame], [around, attributes], [script, {src}]] = elements(html);
    assert.equal(frame.src, 'https://your-site.example/frame.html?widget=treatment-explainer&lang=es&heading-level=3');
    assert.equal(frame.title, 'Tratamiento que atiende a toda la persona');
    assert.equal(frame.referrerpolicy, 'no-referrer');
    assert.deepEqual([around, attributes], ['div', {lang: 'es', 'data-recovery-region': 'US'}]);
    assert.ok(html.includes(`<a href="${US_LINE.href}"`) && script === 'script');
    assert.equal(src, 'https://your-site.example/frame-parent.js');
    assert.ok(existsSync(join(cdn, 'frame.html')) && existsSync(join(cdn, 'frame-parent.js')));
    assert.match((await create('helpline-banner --form frame --variant compact')).html, /title="Talk to someone now"/);
  });

  test('prints the static form with enhance.js for widgets that need no other script, else with the loader', async () => {
    const scriptsOf = async (line) => {
      const {html, notes} = await create(line);
      const isFinished = html.includes('data-recovery-finished');
      return {html, script: elements(html).at(-1)[1], isFinished, notes: notes.join()};
    };
    for (const line of ['faq --region GB', 'helpline-banner --region uk --lang es']) {
      const {html, script, isFinished, notes} = await scriptsOf(`${line} --form static`);
      // It requests nothing further on most pages.
      assert.doesNotMatch(html, /modulepreload/, line);
      assert.deepEqual(script, moduleOf('enhance.js'), line);
      assert.ok(isFinished, line);
      assert.match(notes, /takes over/);
    }
    for (const line of ['faq', 'care-gaps --region GB', 'quick-exit', 'faq --region GB --file recovery-widgets.js']) {
      const {script, isFinished, notes} = await scriptsOf(`${line} --form static`);
      assert.deepEqual(script, moduleOf('recovery-widgets.js'), line);
      assert.ok(!isFinished, line);
      assert.match(notes, /shows what was printed/);
    }
    assert.equal((await scriptsOf('faq --region GB --form static --file all.js')).script.src, `${SITE}/all.js`);
  });

  test('always adds the hash of all.js, and those of all files on request', async () => {
    const base = 'https://x.example/1.2.3/';
    const {html: whole} = await create(`helpline-banner --file all.js --base ${base}`);
    const all = {defer: '', src: `${base}all.js`, integrity: sha384('all.js'), crossorigin: 'anonymous'};
    assert.deepEqual(elements(whole).at(-1), ['script', all]);
    const {html, notes} = await create(`helpline-banner --region CA-ON --lang es --integrity --base ${base}`);
    const {integrity} = JSON.parse(mapOf(html));
    const paths = Object.keys(integrity).map((url) => url.replace(base, ''));
    for (const path of paths) assert.equal(integrity[`${base}${path}`], sha384(path), path);
    for (const needed of ['core', 'widgets/helpline-banner', 'locales/es/helpline-banner', 'regions/ca'])
      assert.match(paths.join(' '), new RegExp(`\\bassets-\\S*${needed}\\.js\\b`));
    assert.ok(!paths.some((path) => /overdose|\/us\.js|\/ar\//.test(path)), 'only what is used');
    assert.deepEqual(integrity[`${base}recovery-widgets.js`], files['recovery-widgets.js']);
    assert.equal(elements(html).at(-1)[1].integrity, sha384('recovery-widgets.js'));
    assert.ok(notes.join().includes(`'sha256-${hash('sha256', mapOf(html))}'`));
    assert.match(notes.join(), /“was removed”/, 'what Chromium says of two maps');
  });

  test('names files of one build where the address has its version, and files whose names stay elsewhere', async () => {
    const foldersIn = async (line) => {
      const {html} = await create(`helpline-banner --hints --region US --lang es ${line}`);
      return [...new Set(html.match(/(?<=preload" href=")[^"]*(?:assets-[0-9a-f]{10}|current)(?=\/)/g))];
    };
    const {folder} = JSON.parse(readFileSync(join(root, 'dist/chunks.json'), 'utf8'));
    const cdnOfNpm = `https://x.example/npm/us@${version}/dist/cdn`;
    for (const base of [`https://x.example/${version}`, `/a/${version}`, cdnOfNpm])
      assert.deepEqual(await foldersIn(`--base ${base}/`), [`${base}/${folder}`]);
    for (const base of ['https://x.example/0.1', 'https://x.example/', '/1', 'https://x.example/9.9.9', `/v${version}`])
      assert.deepEqual(await foldersIn(`--base ${base}`), [`${base.replace(/\/$/, '')}/current`]);
    assert.deepEqual(await foldersIn('--base /1 --integrity'), [`/1/${folder}`]);
    assert.deepEqual(await foldersIn('--file all.js'), []);
  });

  test('normalizes languages and regions as people type them', async () => {
    const {html} = await create('helpline-banner --region us --lang ES');
    assert.match(html, /region="US" lang="es"/);
    for (const [region, lang, shownRegion, shownLang] of [
      ['uk', 'es-MX', 'GB', 'es'],
      ['ca_on', 'es_419', 'CA-ON', 'es'],
      ['us-ca', 'AR', 'US-CA', 'ar'],
      ['GB', 'en-GB', 'GB', 'en-GB'],
      ['AU', 'en-AU', 'AU', 'en-GB'],
      ['CA', 'en-CA', 'CA', 'en'],
    ])
      for (const form of ['tag', 'div', 'frame', 'static']) {
        const {html, notes} = await create(`helpline-banner --form ${form} --region ${region} --lang ${lang}`);
        assert.match(html, new RegExp(`region="?=?${shownRegion}["&]`), region);
        assert.match(html, new RegExp(`lang="?=?${shownLang}["&]`), lang);
        const note = notes.filter((note) => /as the widgets know it/.test(note)).join();
        assert.equal(note.includes(`--region ${region}: that is ${shownRegion} here`), region !== shownRegion, note);
        assert.equal(note.includes(`--lang ${lang}: that is ${shownLang} here`), lang !== shownLang, note);
      }
    // Its text depends on no country; its short code has the numbers of one, which the refresh command reads.
    assert.doesNotMatch((await create('trigger-checklist --region US --code full')).html, /region/);
    assert.match((await create('trigger-checklist --region uk')).html, /lang="en" data-recovery-region="GB">/);
  });

  test('escapes values', async () => {
    const own = ['--phone=555 12 34', '--operator=Smith & "Sons" <County>'];
    const {html} = await snippetFromArgs(['helpline-banner', ...own]);
    assert.match(html, /operator="Smith &amp; &quot;Sons&quot; <County>"/);
    assert.match(html, /: Smith &amp; "Sons" &lt;County>, /);
  });

  test('refuses arguments with the allowed ones', async () => {
    /** @type {[args: string, message: RegExp][]} */
    const refusals = [
      ['helpline-bannner', /Unknown widget “helpline-bannner”\. Allowed: .*helpline-banner, /],
      ['helpline-banner overdose-warning', /Name one widget only/],
      ['helpline-banner --region XX', /Unknown region “XX”\. Allowed: AD, .*CA-ON/],
      ['helpline-banner --code long', /Unknown code “long”\. Allowed: short, full, author/],
      ['helpline-banner --form card', /Unknown form “card”\. Allowed: tag, div, frame, static/],
      ['helpline-banner --colour red', /Unknown option “--colour”\. Allowed: .*--heading-level/],
      ['faq --lang zh-CN', /^faq is not in “zh-CN”: .* English, marked lang="en", .* languages: en, ar, en-GB, es\.$/],
      ['helpline-banner --variant tiny', /Invalid value "tiny" for “variant”\. Allowed: compact, full/],
      ['faq --variant compact', /Unknown attribute “variant”\. Allowed: lang, region, heading-level/],
      ['helpline-banner --file helpline-banner.js', /Unknown file “helpline-banner\.js”\. Allowed: recovery/],
      ['helpline-banner --base //x.example/', /“\/\/x\.example\/” is not a valid --base\. Allowed: the URL/],
      ['faq --base https://x.example/a?b', /“https:\/\/x\.example\/a\?b” is not a valid --base\. Remove .* from \?/],
    ];
    for (const [args, message] of refusals)
      await assert.rejects(create(args), (error) => error instanceof UsageError && message.test(error.message));
  });
});

describe('the static form', () => {
  const valueOf = ({attrs = []}, attribute) => attrs.find(({name}) => name === attribute)?.value;
  const linksIn = (node) =>
    node.tagName === 'a' ? [node] : (node.childNodes ?? []).flatMap((child) => linksIn(child));

  /** Reads microdata as the HTML standard does: items, each with its type and the values of its properties. */
  const readItems = (node, parent = {}) => {
    const name = valueOf(node, 'itemprop');
    const item = valueOf(node, 'itemscope') === '' ? {type: valueOf(node, 'itemtype')} : undefined;
    if (name) (parent[name] ??= []).push(item ?? valueOf(node, node.tagName === 'link' ? 'href' : 'content'));
    const below = (node.childNodes ?? []).flatMap((child) => readItems(child, item ?? parent));
    return item && !name ? [item, ...below] : below;
  };

  const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
  const TYPES = {
    crisis: 'crisis helpline',
    'substance-use': 'helpline for drug use',
    'overdose-companion': 'overdose prevention line',
  };
  const ALWAYS = [{days: DAYS.map((day) => day.slice(0, 2).toLowerCase()), opens: '00:00', closes: '23:59'}];
  const hoursOf = (/** @type {any} */ {always, zone, weekly} = {}) =>
    (always ? ALWAYS : zone && weekly)?.map(({days, opens, closes}) => ({
      type: 'https://schema.org/OpeningHoursSpecification',
      dayOfWeek: days.map((day) => `https://schema.org/${DAYS.find((name) => name.toLowerCase().startsWith(day))}`),
      opens: [opens],
      closes: [closes.replace(/^\d+/, (hour) => String(Number(hour) % 24).padStart(2, '0'))],
    }));

  /** Returns the item that a link to a telephone needs, by the properties of https://schema.org/ContactPoint. */
  const itemsOf = (link, {country, lines}) => {
    const href = valueOf(link, 'href');
    const line = lines.find(
      ({name, contacts}) =>
        valueOf(link, 'aria-label')?.includes(name) && contacts?.some((contact) => contact.href === href),
    );
    if (!line || line.open?.some(({kind}) => kind === 'doubt')) return [];
    const {type, menu, languages = line.languages, hours} = line.contacts.find((contact) => contact.href === href);
    const hoursAvailable = hoursOf(hours);
    const isVoice = type === 'call';
    return [
      {
        type: 'https://schema.org/ContactPoint',
        telephone: [href.replace('tel:', '')],
        name: [line.name],
        contactType: [TYPES[line.purpose]],
        ...(menu && {description: [`Press ${menu} after the call was answered.`]}),
        areaServed: line.serves?.only ?? [country],
        availableLanguage: languages,
        ...(!isVoice && {contactOption: ['https://schema.org/HearingImpairedSupported']}),
        ...(hoursAvailable && {hoursAvailable}),
      },
    ];
  };

  test('has a contact point for each telephone of a helpline, as in its record, and none for numbers in doubt', async () => {
    const {withFallback} = await available();
    const {records} = mergedHelplines();
    const counts = {};
    for (const region of new Set([...withFallback, 'LU', 'MA'])) {
      const lang = region === 'EG' ? 'ar' : 'en';
      const {html} = await create(`helpline-banner --region ${region} --lang ${lang} --form static`);
      const page = parseFragment(html);
      const links = linksIn(page).filter((link) => valueOf(link, 'href').startsWith('tel:'));
      const record = records.find(({country}) => region.startsWith(country));
      for (const link of links) assert.deepEqual(readItems(link), itemsOf(link, record), region);
      counts[region] = readItems(page).length;
      assert.equal(links.flatMap((link) => readItems(link)).length, counts[region], region);
    }
    const {US, 'GB-ENG': england, DE, EG, FR, LU, MA} = counts;
    assert.deepEqual({US, england, DE, EG, FR, LU, MA}, {US: 4, england: 5, DE: 2, EG: 1, FR: 1, LU: 0, MA: 0});
  });
});

describe('snippets in documents', () => {
  test('are updated, and nothing else is', async () => {
    const line = 'helpline-banner --variant compact --form div';
    const block = (inner) =>
      `# A\n\n<!-- snippet: ${line} -->\n<!-- prettier-ignore -->\n\`\`\`html\n${inner}\`\`\`\n\n\`\`\`html\n<p>Mine</p>\n\`\`\`\n`;
    const {html} = await create(line);
    assert.equal(await refreshSnippets(block('old\n```not the end\n')), block(html));
    assert.equal(await refreshSnippets(block(html)), block(html));
  });

  test('are up to date; if not: npm run docs', async () => {
    const pages = await snippetPages();
    assert.ok(pages.size > 5);
    for (const [path, text] of pages) assert.equal(readFileSync(join(root, path), 'utf8'), text, path);
  });
});

describe('npx recovery-widgets', () => {
  test('needs no other package, and prints the snippets that documents have', async () => {
    assert.deepEqual(run('--version'), {status: 0, stdout: `${version}\n`, stderr: ''});
    for (const line of [
      'overdose-warning --region ca_on --lang ar --integrity --base /widgets/1',
      'care-gaps --form frame --region uk',
    ]) {
      const {stdout, stderr} = run(`snippet ${line}`);
      const {html, notes} = await create(line);
      assert.equal(stdout, html, line);
      for (const note of notes) assert.ok(stderr.includes(note), note);
    }
  });

  test('lists widgets, languages, regions and forms, for people and for programs', () => {
    const {stdout} = run('list');
    assert.match(stdout, /^ {2}helpline-banner \*: .*variant[^]*^Regions: .*US/m);
    assert.match(stdout, /^Languages:\n.*faq.*: en, .*es$[^]*zh-Hans/m);
    const list = JSON.parse(run('list --json').stdout);
    const french = list.widgets.filter(({languages}) => languages.includes('fr'));
    assert.deepEqual([list.version, list.dataDate, french.length], [version, dataDate(), 2]);
  });

  test('explains what it refuses, with status 2 and no stack', () => {
    for (const [args, message] of /** @type {const} */ ([
      ['snipet', /Unknown command “snipet”. Allowed: snippet, check, refresh, list/],
      ['', /^Usage: /],
      ['list --yaml', /Allowed: --json/],
      ['check --yaml', /^Unknown option “--yaml”\. Allowed: --json, --all\.$/m],
      ['refresh --wirte x', /^Unknown option “--wirte”\. Allowed: --write, --lang, --replace-edited\.$/m],
      ['snippet', /^Name a widget\. Allowed: .*faq/m],
    ])) {
      const {status, stdout, stderr} = run(args);
      assert.equal(status, 2, args);
      assert.match(stderr + stdout, message);
      assert.doesNotMatch(stderr, /^\s+at /m);
    }
  });
});
