/**
 * Checks docs/embed.md and docs/cms.md: every snippet works unchanged, with script and without; every file, attribute, script and section they
 * name exists. The nightly run also compares the console messages in docs/check.md with those that the console shows.
 */
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {available} from '../../src/tools/html/prerender.mjs';
import {snippetFromArgs, updateSnippets} from '../../src/tools/pages/snippet-args.mjs';
import {lineOf, US_LINE, withOtherNumber} from '../support/helplines.mjs';
import {codeBlocks} from '../support/code-blocks.mjs';
import {CDN, HOST, SCRIPT, expect, pageOf, snippet, test, upgraded, visibleText} from '../support/page.mjs';

const root = new URL('../../', import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root), 'utf8');
/** Both guides. Snippets of the first are updated by a command. */
const embed = read('docs/embed.md');
const doc = embed + read('docs/cms.md');
const check = read('docs/check.md');
const PLACEHOLDER_URL = 'https://your-site.example';

/** Returns the code blocks of a language. @param {string} language @param {string} [text] */
const blocks = (language, text = doc) => codeBlocks(text, language);

/** Returns a section up to the next heading of any level. @param {string} heading */
const section = (heading, text = doc) =>
  new RegExp(`^#+ ${heading}$[^]*?(?=^#|(?![^]))`, 'm').exec(text)?.[0] ?? assert.fail(`no section ${heading}`);

const hashes = () => JSON.parse(read('dist/cdn/integrity.json')).files;

const assetsFolder = () => readdirSync(new URL('dist/cdn', root)).find((name) => name.startsWith('assets-'));

/** Fills in the values that authors fill in: the URL of the files, the folder of modules, and the hash of the file named before it. @param {string} code */
const fillIn = (code) =>
  code
    .replaceAll('assets-…', `${assetsFolder()}`)
    .replace(/sha384-…/g, (_, index, text) => {
      const [, file] = [
        ...text.slice(0, index).matchAll(/your-site\.example\/(?:recovery-widgets\/1\.2\.3\/)?([^"']+)/g),
      ].pop();
      return hashes()[file] ?? assert.fail(`${file} has no hash`);
    })
    .replace(/https:\/\/your-site\.example\/(recovery-widgets\/1\.2\.3\/)?/g, `${CDN}/`)
    .replaceAll(PLACEHOLDER_URL, new URL(CDN).origin);

const [SNIPPET] = blocks('html', section('The snippet'));
const SCRIPT_LINE = /<script type="module".*<\/script>\n/;
const HINTS = /<link rel="modulepreload".*\n/g;
/** Style and placeholder of the snippet, without the script and its hints. */
const FALLBACK = fillIn(SNIPPET.replace(SCRIPT_LINE, '').replace(HINTS, ''));
assert.match(SNIPPET, SCRIPT_LINE, 'the first block of the section is the snippet');
assert.match(SNIPPET, HINTS);
assert.match(FALLBACK, /^<link rel="stylesheet".*\n<div /);

/** Returns the frame of a page after it has loaded: until then it may be the empty document. @param {import('@playwright/test').Page} page */
async function frameIn(page) {
  await page.waitForLoadState('load');
  return page.frames()[1];
}

/** @typedef {import('../support/page.mjs').OurFixtures['open']} Open */

/**
 * Opens a page, and checks that its banner works, in the page and in its frame, and that nothing is on the console.
 *
 * @param {Open} open
 * @param {string} html
 * @param {Parameters<Open>[1]} [options]
 */
async function works(open, html, options) {
  const opened = await open(html, options);
  if (/<recovery-|data-recovery-widget=/.test(html)) await upgraded(opened.page);
  if (html.includes('<iframe')) await upgraded(await frameIn(opened.page));
  assert.deepEqual(opened.console, []);
  return opened;
}

const minimalPage = (/** @type {string} */ html) => `<!doctype html><html lang="en"><meta charset="utf-8">${html}`;

test.describe('docs/embed.md and docs/cms.md', () => {
  const html = blocks('html');
  html.forEach((code, index) => {
    const name = `HTML block ${index + 1} (${code.split('\n', 1)[0].slice(0, 40)})`;
    const hasFallback = /tel:/.test(code);
    test(`${name} works unchanged`, async ({open}) => {
      // Parts that a block leaves to another one come from the snippet.
      const fallback = code.includes('rel="stylesheet"') ? FALLBACK.replace(/^<link.*\n/, '') : FALLBACK;
      const parts = [code, hasFallback ? '' : fallback, /<script/.test(code) ? '' : SNIPPET.match(SCRIPT_LINE)?.[0]];
      const {requests} = await works(open, minimalPage(fillIn(parts.join(''))));
      for (const [, file] of fillIn(code).matchAll(/(?:href|src)="(https:[^?"]+)/g))
        assert.ok(requests.join('\n').includes(file), file);
    });
    if (hasFallback)
      test(`${name} has a link that dials without script`, async ({open}) => {
        const opened = await open(minimalPage(fillIn(code)), {context: {javaScriptEnabled: false}});
        assert.ok(await opened.page.locator('a[href^="tel:"]').first().isVisible());
      });
  });
  test('the guide has a snippet for each form', () => {
    for (const form of ['<div data-recovery-widget', '<iframe', 'classic.js', 'integrity'])
      assert.ok(html.join().includes(form), form);
  });

  test('the two lines for the whole site come first, and the placeholder alone then becomes the widget, styled before', async ({
    open,
  }) => {
    const [lines] = blocks('html', section('On the whole site'));
    assert.equal(html[0], lines);
    const [placeholder] = /^<div [^]*<\/div>$/m.exec(SNIPPET) ?? assert.fail('a placeholder');
    const {page} = await works(open, minimalPage(`${fillIn(lines)}</head><body>${placeholder}`));
    // A page on another host may read the style sheet; without `crossorigin`, reading it throws.
    const rules = await page.evaluate(() => document.styleSheets[0].cssRules.length);
    assert.ok(rules > 10, String(rules));
  });

  test('--integrity prints a hash for every script that the page loads', async ({open}) => {
    const {html} = await snippetFromArgs('helpline-banner --region US --form div --integrity'.split(' '));
    const opened = await works(open, minimalPage(html.replaceAll(`${PLACEHOLDER_URL}/`, `${CDN}/`)));
    const {integrity} = JSON.parse(
      /<script type="importmap">([^]*?)<\/script>/.exec(html)?.[1] ?? assert.fail('no map'),
    );
    const scripts = opened.requests.filter((url) => url.endsWith('.js'));
    assert.ok(scripts.length >= 4);
    for (const url of scripts) assert.ok(integrity[url.replace(`${CDN}/`, `${PLACEHOLDER_URL}/`)], `${url} is checked`);
  });

  test('generated snippets are up to date', async () => assert.equal(await updateSnippets(embed), embed));

  test('the tag for Google Tag Manager works with the attributes that it keeps', async ({open}) => {
    const codes = blocks('html', section('Google Tag Manager'));
    assert.equal(codes.length, 2);
    for (const code of codes) {
      const opened = await open(pageOf(FALLBACK, {script: ''}));
      await opened.page.waitForLoadState('load');
      // Like gtm.js: parse the tag and create each script again with only its URL or its text.
      await opened.page.evaluate((text) => {
        const parsed = document.createElement('div');
        parsed.innerHTML = text;
        for (const {src, text} of parsed.querySelectorAll('script')) {
          const script = document.createElement('script');
          script.async = false;
          script.type = 'text/javascript';
          script.text = text;
          if (src) script.src = src;
          document.body.insertBefore(script, null);
        }
      }, fillIn(code));
      await upgraded(opened.page);
      assert.deepEqual(opened.console, []);
    }
  });

  test('the URL for Wix works in a frame with the sandbox of Wix', async ({open}) => {
    const [address] = blocks('text', section('Wix'));
    const sandbox = 'allow-same-origin allow-forms allow-popups allow-scripts allow-pointer-lock';
    const iframe = `<iframe sandbox="${sandbox}" src="${fillIn(address).trim()}"></iframe>`;
    const {page} = await works(open, minimalPage(iframe));
    assert.match(await visibleText(await frameIn(page)), new RegExp(US_LINE.number));
  });

  test('the documented error appears without type="module"', async ({open}) => {
    const [, message] = /^\| `(Cannot use .*?)`/m.exec(section('On the console', check)) ?? assert.fail('no row');
    const script = `<script src="${CDN}/recovery-widgets.js"></script>`;
    const {page, console} = await open(pageOf(FALLBACK, {script}));
    await page.waitForLoadState('networkidle');
    assert.deepEqual(console, [`error: ${message}`]);
  });

  for (const [what, body, script] of [
    [
      'the classic file works without type="module"',
      FALLBACK,
      `<script src="${CDN}/recovery-widgets.classic.js"></script>`,
    ],
    [
      'a tag without fallback content works with all.js, as on Wix',
      '<recovery-helpline-banner region="US"></recovery-helpline-banner>',
      `<script src="${CDN}/all.js"></script>`,
    ],
    [
      'the code for Drupal’s Asset Injector works',
      FALLBACK,
      `<script>${fillIn(blocks('js', section('Drupal'))[0])}</script>`,
    ],
  ])
    test(what, async ({open}) => void (await works(open, pageOf(body, {script}))));

  test('a sandboxed frame needs the documented permissions, and no others', async ({open}) => {
    const rows = [...section('The frame').matchAll(/^\| (`[^|]+`) +\| ([^|]*)\| ([^|]*)\|$/gm)].map(([, ...cells]) =>
      cells.map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code)),
    );
    assert.equal(rows.length, 4);
    const [, always] = /sandbox the frame, it needs `([^`]+)`/.exec(section('The frame')) ?? assert.fail('sandbox');
    /** @type {Record<string, RegExp>} */
    const errors = {
      'allow="clipboard-write"': /Clipboard API has been blocked/,
      'allow-modals': /'allow-modals' keyword is not set/,
    };
    // Not every Chromium logs that a download was not allowed; whether it starts is seen directly.
    const isExpectedOnConsole = (/** @type {string} */ permission) => permission !== 'allow-downloads';
    const isAboutDownload = (/** @type {string} */ line) => /Download is disallowed/.test(line);
    for (const [names, [copying], needed] of rows)
      for (const name of names) {
        // It leaves the page: see test/embed/quick-exit.test.mjs.
        if (name === 'quick-exit') continue;
        for (const isEnough of [true, false]) {
          const sandbox = isEnough ? [always, ...needed].join(' ') : always;
          const attributes = `sandbox="${sandbox}" ${isEnough ? (copying ?? '') : ''}`;
          const address = `${CDN}/frame.html?widget=${name}&amp;region=US`;
          const {page, console} = await open(
            minimalPage(`<iframe ${attributes} height="2500" src="${address}"></iframe>`),
            {context: {permissions: ['clipboard-write']}},
          );
          let downloads = 0;
          page.on('download', () => downloads++);
          const frame = await frameIn(page);
          await upgraded(frame, name);
          const widget = frame.locator(`recovery-${name}`);
          if (name === 'trigger-checklist') await widget.locator('label').first().click();
          if (name === 'care-gaps') await widget.locator('label').nth(1).click();
          // The last button clears, which needs no permission.
          const buttons = name === 'helpline-banner' ? 'button.copy >> nth=0' : '.actions button:nth-child(-n + 3)';
          await widget.locator(buttons).first().waitFor();
          for (const button of await widget.locator(buttons).all()) await button.click();
          const expected = isEnough ? [] : [copying ?? [], needed].flat().filter(isExpectedOnConsole);
          const errorsLogged = () => console.filter((line) => !isAboutDownload(line));
          await expect.poll(() => errorsLogged().length).toBeGreaterThanOrEqual(expected.length);
          if (isEnough && needed.includes('allow-downloads')) await expect.poll(() => downloads).toBe(1);
          else {
            await page.waitForTimeout(200);
            assert.equal(downloads, 0, `${name} ${attributes}`);
          }
          const logged = errorsLogged().join('\n');
          assert.equal(errorsLogged().length, expected.length, `${name} ${attributes}\n${logged}`);
          for (const missing of expected) assert.match(logged, errors[missing], `${name} ${attributes}`);
        }
      }
  });

  test('the code for a closed shadow root upgrades the widgets in it', async ({open}) => {
    const [code] = blocks('js', section('Inside other components'));
    const opened = await open(pageOf('<p id="host"></p>'));
    await opened.page.waitForFunction(() => globalThis.recoveryWidgets?.upgrade);
    await opened.page.evaluate((html) => {
      const root = document.getElementById('host')?.attachShadow({mode: 'closed'});
      Object.assign(globalThis, {shadowRoot: root});
      if (root) root.innerHTML = html;
    }, FALLBACK);
    await opened.page.evaluate(code);
    await opened.page.waitForFunction(() =>
      globalThis.shadowRoot.querySelector('recovery-helpline-banner')?.shadowRoot?.querySelector('.root'),
    );
  });

  test('the documented changes to the snippet take effect', async ({open}) => {
    const [, attributes] = /`(data-phone="[^`]*)`/.exec(doc) ?? assert.fail('no custom phone line');
    const changed = FALLBACK.replaceAll('lang="en"', 'lang="es"')
      .replace('data-region="US"', `data-region="GB" data-heading-level="3" ${attributes}`)
      .replace(' data-variant="compact"', ' data-theme="dark"');
    const opened = await open(pageOf(changed));
    await upgraded(opened.page);
    const text = await visibleText(opened.page);
    for (const each of ['Hable con alguien ahora', lineOf('gb-samaritans').number, '555 0100', 'Our clinic'])
      assert.ok(text.includes(each), each);
    const banner = opened.page.locator('recovery-helpline-banner');
    assert.equal(await banner.locator('h3[part=heading]').count(), 1);
    assert.equal(await banner.locator('.root.dark').count(), 1);
    // “Another country needs other text inside, too.”
    assert.equal(opened.console.length, 1);
    assert.ok(opened.console[0].endsWith(`links to ${US_LINE.href}, which is outdated. Paste the snippet again.`));
  });

  test.describe('console messages', () => {
    test.skip(!process.env.NIGHTLY, 'the messages are compared in the nightly run, with NIGHTLY=1');
    const rows = section('On the console', check).matchAll(/^\| `(recovery-widgets: .+?)` +\|/gm);
    const documented = [...rows].map(([, text]) => text);
    const patternOf = (/** @type {string} */ text) => {
      const parts = text.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return new RegExp(`^(warning|info): ${parts.join('.+')}$`);
    };
    const {version} = JSON.parse(read('package.json'));
    const OTHER = 'https://cdn.example/widgets/9.9.9';

    /** @type {Record<string, [html: string, options?: Parameters<Open>[1]]>} */
    const cases = {
      'a wrong name': [pageOf('<div data-recovery-widget="helpline"></div>')],
      'a missing file': [pageOf(FALLBACK), {fault: (path) => (/widgets\/helpline/.test(path) ? 'fail' : undefined)}],
      'a missing language': [
        pageOf(FALLBACK.replaceAll('lang="en"', 'lang="es"')),
        {fault: (path) => (path.includes('locales/') ? 'fail' : undefined)},
      ],
      'a wrong region': [pageOf(snippet('helpline-banner', 'region="XX"'))],
      'a wrong language': [pageOf(snippet('helpline-banner', 'lang="xx"'))],
      'a phone line without operator': [pageOf(snippet('helpline-banner', 'region="US" phone="555 0100"'))],
      'a foreign definition of our tag': [
        pageOf(FALLBACK, {
          head: `<script>customElements.define('recovery-helpline-banner', class extends HTMLElement {})</script>`,
          script: `<script src="${CDN}/all.js"></script>`,
        }),
      ],
      'an old number in the text': [pageOf(withOtherNumber(FALLBACK))],
      'a property that cannot be set': [
        pageOf(
          `${FALLBACK}<script>customElements.whenDefined('recovery-helpline-banner').then(() => {
            document.createElement('recovery-helpline-banner').country = 'US';
          })</script>`,
        ),
      ],
      'another version': [
        pageOf(FALLBACK, {script: SCRIPT + SCRIPT.replace(CDN, OTHER)}),
        {mounts: {[OTHER]: (body) => body.replaceAll(version, '9.9.9')}},
      ],
      'an invalid base URL': [pageOf(FALLBACK, {script: SCRIPT.replace('>', ' data-recovery-base="https://[">')})],
      'a rendering error': [
        pageOf(FALLBACK),
        {before: (page) => page.addInitScript('CSSStyleSheet.prototype.replaceSync = () => { throw new Error("x"); }')},
      ],
      'a frame with a wrong name': [minimalPage(`<iframe src="${CDN}/frame.html?widget=helpline"></iframe>`)],
    };
    test('the guide explains each message that occurs, and each of its messages occurs', async ({open}) => {
      const occurred = new Set();
      for (const [cause, [html, options]] of Object.entries(cases)) {
        const opened = await open(html, options);
        const ours = () => opened.console.filter((line) => line.includes('recovery-widgets: '));
        await expect.poll(ours, {message: cause}).not.toEqual([]);
        for (const line of ours()) {
          // The most specific one: `… could not be loaded.` matches several messages.
          const [found] = documented.filter((text) => patternOf(text).test(line)).sort((a, b) => b.length - a.length);
          assert.ok(found, `${line} is not in the table`);
          occurred.add(found);
        }
        await opened.close();
      }
      assert.deepEqual([...occurred].sort(), [...documented].sort());
    });

    test('every message in the source is documented', () => {
      const files = ['src/core', 'src/entries', 'src/widgets'].flatMap((folder) =>
        readdirSync(new URL(folder, root), {recursive: true}).map((file) => `${folder}/${file}`),
      );
      const texts = files
        .filter((file) => file.endsWith('.ts') && file !== 'src/core/warn.ts')
        .flatMap((file) =>
          [...read(file).matchAll(/(?:\bwarn|console\.\w+)\(\s*(?:`([^`]+)`|'([^'\n]+)')/g)].map(
            ([, text, plain]) => text ?? plain,
          ),
        );
      assert.ok(texts.length >= 7, texts.join('\n'));
      for (const text of texts) {
        const line = text
          .replace(/^recovery-widgets: /, '')
          .replace('${PLACEHOLDER_ATTRIBUTE}', 'data-recovery-widget')
          .replace('${UNRESOLVED_FOLDER}', 'cannot resolve the URL of the chunks')
          .replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, 'x');
        assert.ok(
          documented.some((message) => patternOf(message).test(`info: recovery-widgets: ${line}`)),
          `not in the table: ${text}`,
        );
      }
    });
  });

  test.describe('names in the guide', () => {
    test('every file in the guide exists', () => {
      const named = [
        ...doc
          .replaceAll('assets-…', `${assetsFolder()}`)
          .matchAll(/https:\/\/your-site\.example\/(?:recovery-widgets\/1\.2\.3\/)?([^\s"'`?):,]+)/g),
      ];
      assert.ok(named.length > 8);
      // The fallback HTML is published beside the scripts.
      for (const [, file] of named)
        assert.ok(existsSync(new URL(file.startsWith('html/') ? `dist/${file}` : `dist/cdn/${file}`, root)), file);
      for (const [, file] of doc.matchAll(/`(?:dist\/)?(html\/[\w/.-]*)`/g))
        assert.ok(existsSync(new URL(`dist/${file}`, root)), file);
      for (const [, file] of doc.matchAll(/`((?:frame|recovery-widgets|all)[\w.-]*\.(?:js|css|html))`/g))
        assert.ok(existsSync(new URL(`dist/cdn/${file}`, root)), file);
    });

    test('every npm script exists and accepts the documented arguments', async () => {
      const {scripts} = JSON.parse(read('package.json'));
      for (const [, name] of doc.matchAll(/npm run ([a-z:]+)/g)) assert.ok(scripts[name], name);
      const commands = [...doc.matchAll(/npm run snippet -- ([^`]+)`/g)].map(([, args]) => args.split(' '));
      assert.ok(commands.length >= 2);
      for (const args of commands)
        if (args[0] !== '--list') assert.match((await snippetFromArgs(args)).html, /recovery/, args.join(' '));
      const usage = read('src/tools/cli/snippet.mjs') + read('src/tools/cli/commands/snippet.mjs');
      const {tokens} = parseArgs({
        args: doc.match(/`(--[a-z-]+)/g)?.map((option) => option.slice(1)),
        strict: false,
        tokens: true,
      });
      for (const token of tokens)
        if (token.kind === 'option') assert.ok(usage.includes(`--${token.name}`), `--${token.name}`);
    });

    test('every attribute, widget, language and region in the guide exists', async () => {
      const {widgets, languages, regions} = await available();
      const ours = 'recovery-widget recovery-region recovery-base recovery-version recovery-numbers lang region'.split(
        ' ',
      );
      const attributes = [...widgets.values()].flatMap((widget) => [...widget.attributes.keys()]).concat(ours);
      for (const [, name] of doc.matchAll(/data-([a-z-]+)(?==|`|\b)/g)) assert.ok(attributes.includes(name), name);
      const row = (/** @type {string} */ start) =>
        [...(new RegExp(`^\\| ${start}.*`, 'm').exec(doc)?.[0] ?? '').matchAll(/`([^`]+)`/g)]
          .map(([, code]) => code)
          .slice(1);
      assert.deepEqual(row('another widget').sort(), [...widgets.keys()].sort());
      assert.deepEqual(row('another language').slice(1).sort(), [...languages].sort());
      for (const region of row('the numbers of your country')) assert.ok(regions.includes(region), region);
      const {searchParams} = new URL(blocks('text', section('Wix'))[0].trim());
      for (const name of searchParams.keys()) assert.ok([...attributes, 'widget'].includes(name), name);
    });
  });

  test('the documented Content-Security-Policy is enough', async ({open}) => {
    const table = section('Strict security headers');
    for (const directive of ['script-src', 'style-src', 'frame-src', 'connect-src', 'require-trusted-types-for'])
      assert.ok(table.includes(directive), directive);
    const [iframe] = blocks('html', section('The frame'));
    const framed = iframe.replace(/ style="[^"]*"/, '');
    assert.notEqual(framed, iframe);
    const origin = new URL(CDN).origin;
    const linked = await snippetFromArgs('helpline-banner --region US --form div --link-style'.split(' '));
    const opened = await works(open, minimalPage(fillIn(linked.html + framed)), {
      headers: {
        'content-security-policy': `default-src 'none'; script-src ${origin}; style-src ${origin}; frame-src ${origin}; require-trusted-types-for 'script'; trusted-types 'none'`,
      },
    });
    assert.ok(!opened.requests.some((url) => !url.startsWith(CDN) && !url.startsWith(HOST)));
  });
});
