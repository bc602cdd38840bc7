/**
 * docs/embed.md is true: every snippet works as it stands, with script and without; what it says of the console is what the
 * console says; every file, attribute, script and place it names is there.
 */
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import ts from 'typescript';
import {available} from '../../src/tools/html/prerender.mjs';
import {updateSnippets as refresh, snippetFromArgs as snippetFor} from '../../src/tools/html/snippet-args.mjs';
import {CDN, HOST, launch, open, pageOf, seen, snippet, upgraded} from '../support/harness.mjs';

const root = new URL('../../', import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root), 'utf8');
const doc = read('docs/embed.md');
const PLACE = 'https://your-site.example';

/** Code blocks of a language, those in lists without their indent. @param {string} language @param {string} [text] */
const blocks = (language, text = doc) =>
  [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^\\1\`\`\``, 'gm'))].map(([, indent, code]) =>
    code.replace(new RegExp(`^${indent}`, 'gm'), ''),
  );

/** A section, down to the next heading of any level. @param {string} heading */
const section = (heading) =>
  new RegExp(`^#+ ${heading}$[^]*?(?=^#|(?![^]))`, 'm').exec(doc)?.[0] ?? assert.fail(`no section ${heading}`);

const hashes = () => JSON.parse(read('dist/cdn/integrity.json')).files;

/** What the reader fills in: where the files lie, and their hash. @param {string} code */
const filledIn = (code) =>
  code
    .replace(/https:\/\/your-site\.example\/(recovery-widgets\/1\.2\.3\/)?/g, `${CDN}/`)
    .replaceAll(PLACE, new URL(CDN).origin)
    .replace(/sha384-…/g, () => hashes()[/\/([^/]+\.js)'/.exec(code)?.[1] ?? assert.fail('whose hash?')]);

const [SNIPPET] = blocks('html');
const SCRIPT_LINE = /<script type="module".*<\/script>\n/;
/** The style sheet and the placeholder. */
const WORDS = filledIn(SNIPPET.replace(SCRIPT_LINE, ''));
assert.notEqual(WORDS, filledIn(SNIPPET), 'the first block is the snippet');
assert.match(WORDS, /^<link rel="stylesheet".*\n<div /);

const page = (/** @type {string} */ html) => `<!doctype html><html lang="en"><meta charset="utf-8">${html}`;

describe('docs/embed.md', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  const html = blocks('html');
  html.forEach((code, index) => {
    const name = `HTML ${index + 1}, ${code.split('\n', 1)[0].slice(0, 40)}`;
    const isFrame = code.startsWith('<iframe');
    const hasWords = /tel:/.test(code);
    it(`${name}: works as it stands`, async () => {
      // What a block leaves to another one is taken from the snippet.
      const parts = [code, hasWords ? '' : WORDS, /<script/.test(code) ? '' : SNIPPET.match(SCRIPT_LINE)?.[0]];
      const opened = await open(browser, page(filledIn(parts.join(''))));
      const place = isFrame ? opened.page.frames()[1] : opened.page;
      await upgraded(place);
      assert.deepEqual(opened.console, []);
      const linked = [...code.matchAll(/(?:href|src)="https:\/\/your-site\.example\/([^?"]+)/g)];
      for (const [, file] of linked)
        assert.ok(
          opened.requests.some((url) => url.startsWith(`${CDN}/${file}`)),
          file,
        );
      await opened.close();
    });
    if (hasWords)
      it(`${name}: without script there is a link that dials`, async () => {
        const opened = await open(browser, page(filledIn(code)), {context: {javaScriptEnabled: false}});
        assert.ok(await opened.page.locator('a[href^="tel:"]').first().isVisible());
        await opened.close();
      });
  });
  it('has the snippets that it is about', () => {
    assert.ok(html.length >= 8, String(html.length));
    for (const form of ['<div data-recovery-widget', '<iframe', 'classic.js', 'data-recovery-base', 'integrity'])
      assert.ok(
        html.some((code) => code.includes(form)),
        form,
      );
  });

  it('generated snippets are as they are generated now', async () => assert.equal(await refresh(doc), doc));

  it('Google Tag Manager: its script tag does without what GTM drops', async () => {
    const codes = blocks('html', section('Google Tag Manager'));
    assert.equal(codes.length, 2);
    for (const code of codes) {
      const opened = await open(browser, pageOf(WORDS, {script: ''}));
      await opened.page.waitForLoadState('load');
      // As gtm.js does: the tag is parsed, and each script made anew with nothing but its address or its text.
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
      }, filledIn(code));
      await upgraded(opened.page);
      assert.deepEqual(opened.console, []);
      await opened.close();
    }
  });

  it('Wix: the address works in a frame as Wix makes it', async () => {
    const [address] = blocks('text', section('Wix'));
    const sandbox = 'allow-same-origin allow-forms allow-popups allow-scripts allow-pointer-lock';
    const frame = `<iframe sandbox="${sandbox}" src="${filledIn(address).trim()}"></iframe>`;
    const opened = await open(browser, page(frame));
    await upgraded(opened.page.frames()[1]);
    assert.match(await seen(opened.page.frames()[1]), /1-800-662-4357/);
    assert.deepEqual(opened.console, []);
    await opened.close();
  });

  it('says what the console has where type="module" is gone, and the classic file mends it', async () => {
    const [, words] =
      /^\| `(Cannot use .*?)`/m.exec(section('When the widget does not appear')) ?? assert.fail('no row');
    const script = (/** @type {string} */ file) => `<script src="${CDN}/${file}"></script>`;
    const stripped = await open(browser, pageOf(WORDS, {script: script('recovery-widgets.js')}));
    await stripped.page.waitForLoadState('networkidle');
    assert.deepEqual(stripped.console, [`error: ${words}`]);
    await stripped.close();
    const mended = await open(browser, pageOf(WORDS, {script: script('recovery-widgets.classic.js')}));
    await upgraded(mended.page);
    assert.deepEqual(mended.console, []);
    await mended.close();
  });

  it('a frame, sandboxed or not: what the table says is needed, is needed and enough', async () => {
    const rows = [...section('The frame').matchAll(/^\| (`[^|]+`) +\| ([^|]*)\| ([^|]*)\|$/gm)].map(([, ...cells]) =>
      cells.map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code)),
    );
    assert.equal(rows.length, 4);
    const [, always] = /sandbox the frame, it needs `([^`]+)`/.exec(section('The frame')) ?? assert.fail('sandbox');
    const complaints = {
      'allow="clipboard-write"': /Clipboard API has been blocked/,
      'allow-modals': /'allow-modals' keyword is not set/,
      'allow-downloads': /Download is disallowed/,
    };
    for (const [names, [copying], needed] of rows)
      for (const name of names) {
        // Leaves the page: test/embed/quick-exit.test.mjs.
        if (name === 'quick-exit') continue;
        for (const isEnough of [true, false]) {
          const sandbox = isEnough ? [always, ...needed].join(' ') : always;
          const attributes = `sandbox="${sandbox}" ${isEnough ? (copying ?? '') : ''}`;
          const address = `${CDN}/frame.html?widget=${name}&amp;region=US`;
          const opened = await open(browser, page(`<iframe ${attributes} height="2500" src="${address}"></iframe>`));
          const frame = opened.page.frames()[1];
          await upgraded(frame, name);
          const widget = frame.locator(`recovery-${name}`);
          if (name === 'trigger-checklist') await widget.locator('label').first().click();
          if (name === 'care-gaps') await widget.locator('label').nth(1).click();
          // Clearing is last, and no matter here.
          const buttons = name === 'helpline-banner' ? 'button.copy >> nth=0' : '.actions button:nth-child(-n + 3)';
          await widget.locator(buttons).first().waitFor();
          for (const button of await widget.locator(buttons).all()) await button.click();
          const expected = isEnough ? [] : [copying ?? [], needed].flat();
          for (let tries = 0; opened.console.length < expected.length && tries < 100; tries++)
            await opened.page.waitForTimeout(20);
          if (isEnough) await opened.page.waitForTimeout(200);
          assert.equal(opened.console.length, expected.length, `${name} ${attributes}\n${opened.console.join('\n')}`);
          for (const each of /** @type {(keyof typeof complaints)[]} */ (expected))
            assert.match(opened.console.join('\n'), complaints[each], `${name} ${attributes}`);
          await opened.close();
        }
      }
  });

  it('Wix: a tag with no words and all.js', async () => {
    const tag = `<recovery-helpline-banner region="US"></recovery-helpline-banner>`;
    const opened = await open(browser, page(`${tag}<script src="${CDN}/all.js"></script>`));
    await upgraded(opened.page);
    assert.deepEqual(opened.console, []);
    await opened.close();
  });

  it('Drupal: the code for the injector', async () => {
    const [code] = blocks('js', section('Drupal'));
    const opened = await open(browser, pageOf(WORDS, {script: `<script>${filledIn(code)}</script>`}));
    await upgraded(opened.page);
    assert.deepEqual(opened.console, []);
    await opened.close();
  });

  it('other components: a closed shadow root, named', async () => {
    const [code] = blocks('js', section('Inside other components'));
    const opened = await open(browser, pageOf('<p id="host"></p>'));
    await opened.page.waitForFunction(() => globalThis.recoveryWidgets?.upgrade);
    await opened.page.evaluate((words) => {
      const root = document.getElementById('host')?.attachShadow({mode: 'closed'});
      Object.assign(globalThis, {shadowRoot: root});
      if (root) root.innerHTML = words;
    }, WORDS);
    await opened.page.evaluate(code);
    await opened.page.waitForFunction(() =>
      globalThis.shadowRoot.querySelector('recovery-helpline-banner')?.shadowRoot?.querySelector('.root'),
    );
    await opened.close();
  });

  it('what to change in the snippet changes it', async () => {
    const [, attributes] = /`(data-phone="[^`]*)`/.exec(doc) ?? assert.fail('a line of one’s own');
    const changed = WORDS.replaceAll('lang="en"', 'lang="es"')
      .replace('data-region="US"', `data-region="GB" data-heading-level="3" ${attributes}`)
      .replace(' data-variant="compact"', ' data-theme="dark"');
    const opened = await open(browser, pageOf(changed));
    await upgraded(opened.page);
    const words = await seen(opened.page);
    for (const each of [/Hable con alguien ahora/, /116 123/, /555 0100/, /Our clinic/]) assert.match(words, each);
    const banner = opened.page.locator('recovery-helpline-banner');
    assert.equal(await banner.locator('h3[part=heading]').count(), 1);
    assert.equal(await banner.locator('.root.dark').count(), 1);
    assert.deepEqual(opened.console, []);
    await opened.close();
  });

  describe('the console says', () => {
    const said = [...section('When the widget does not appear').matchAll(/^\| `(recovery-widgets: .+?)` +\|/gm)].map(
      ([, text]) => text,
    );
    const pattern = (/** @type {string} */ text) =>
      new RegExp(
        `^(warning|info): ${text
          .split('…')
          .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
          .join('.+')}$`,
      );
    /** @type {Set<string>} */
    const met = new Set();
    const {version} = JSON.parse(read('package.json'));
    const OTHER = 'https://cdn.example/widgets/9.9.9';
    const script = `<script type="module" src="${CDN}/recovery-widgets.js"></script>`;

    /** @type {Record<string, [html: string, options?: Parameters<typeof open>[2]]>} */
    const cases = {
      'a wrong name': [pageOf('<div data-recovery-widget="helpline"></div>')],
      'a missing file': [pageOf(WORDS), {fault: (path) => (/widgets\/helpline/.test(path) ? 'fail' : undefined)}],
      'a missing language': [
        pageOf(WORDS.replaceAll('lang="en"', 'lang="es"')),
        {fault: (path) => (path.includes('locales/') ? 'fail' : undefined)},
      ],
      'a wrong region': [pageOf(snippet('helpline-banner', 'region="XX"'))],
      'a wrong language': [pageOf(snippet('helpline-banner', 'lang="xx"'))],
      'a line without operator': [pageOf(snippet('helpline-banner', 'region="US" phone="555 0100"'))],
      'a definition of another': [
        pageOf(WORDS, {
          head: `<script>customElements.define('recovery-helpline-banner', class extends HTMLElement {})</script>`,
          script: `<script src="${CDN}/all.js"></script>`,
        }),
      ],
      'another version': [
        pageOf(WORDS, {script: script + script.replace(CDN, OTHER)}),
        {mounts: {[OTHER]: (body) => body.replaceAll(version, '9.9.9')}},
      ],
      'no place of its files': [pageOf(WORDS, {script: script.replace('>', ' data-recovery-base="https://[">')})],
      'nothing to draw with': [
        pageOf(WORDS),
        {before: (page) => page.addInitScript('CSSStyleSheet.prototype.replaceSync = () => { throw new Error("x"); }')},
      ],
      'a wrong frame': [page(`<iframe src="${CDN}/frame.html?widget=helpline"></iframe>`)],
    };
    for (const [what, [html, options]] of Object.entries(cases))
      it(`what the page says: ${what}`, async () => {
        const opened = await open(browser, html, options);
        const ours = () => opened.console.filter((line) => line.includes('recovery-widgets: '));
        for (let tries = 0; !ours().length && tries < 100; tries++) await opened.page.waitForTimeout(50);
        assert.ok(ours().length, 'says something');
        for (const line of ours()) {
          // The one that says most: `… could not be loaded.` could be several.
          const [found] = said.filter((text) => pattern(text).test(line)).sort((a, b) => b.length - a.length);
          assert.ok(found, `${line} is not in the table`);
          met.add(found);
        }
        await opened.close();
      });
    it('all that the table has', () => assert.deepEqual([...met].sort(), [...said].sort()));

    it('and the table has all that the source can say', () => {
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
          .replace('${PLACE}', 'data-recovery-widget')
          .replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, 'x');
        assert.ok(
          said.some((each) => pattern(each).test(`info: recovery-widgets: ${line}`)),
          `not in the table: ${text}`,
        );
      }
    });
  });

  describe('names what there is', () => {
    it('files', () => {
      const named = [...doc.matchAll(/https:\/\/your-site\.example\/(?:recovery-widgets\/1\.2\.3\/)?([^\s"'`?):,]+)/g)];
      assert.ok(named.length > 8);
      // The words lie beside the scripts where they are published.
      for (const [, file] of named)
        assert.ok(existsSync(new URL(file.startsWith('html/') ? `dist/${file}` : `dist/cdn/${file}`, root)), file);
      for (const [, file] of doc.matchAll(/`(?:dist\/)?(html\/[\w/.-]*)`/g))
        assert.ok(existsSync(new URL(`dist/${file}`, root)), file);
      for (const [, file] of doc.matchAll(/`((?:frame|recovery-widgets|all)[\w.-]*\.(?:js|css|html))`/g))
        assert.ok(existsSync(new URL(`dist/cdn/${file}`, root)), file);
    });

    it('pages and their sections', () => {
      const anchorsIn = (/** @type {string} */ text) =>
        [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
          heading
            .toLowerCase()
            .replace(/[^\p{L}\p{N} -]/gu, '')
            .replaceAll(' ', '-'),
        );
      const links = [...doc.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
      assert.ok(links.length > 20);
      for (const [whole, path, anchor] of links) {
        const file = new URL(path || 'embed.md', new URL('docs/', root));
        assert.ok(existsSync(file), whole);
        if (anchor) assert.ok(anchorsIn(readFileSync(file, 'utf8')).includes(anchor), whole);
      }
    });

    it('npm scripts, with arguments that they take', async () => {
      const {scripts} = JSON.parse(read('package.json'));
      for (const [, name] of doc.matchAll(/npm run ([a-z:]+)/g)) assert.ok(scripts[name], name);
      const commands = [...doc.matchAll(/npm run snippet -- ([^`]+)`/g)].map(([, args]) => args.split(' '));
      assert.ok(commands.length >= 3);
      for (const args of commands)
        if (args[0] !== '--list') assert.match((await snippetFor(args)).html, /recovery/, args.join(' '));
      const {tokens} = parseArgs({
        args: doc.match(/`(--[a-z-]+)/g)?.map((each) => each.slice(1)),
        strict: false,
        tokens: true,
      });
      for (const token of tokens)
        if (token.kind === 'option')
          assert.ok(read('src/tools/cli/snippet.mjs').includes(`--${token.name}`), `--${token.name}`);
    });

    it('attributes, widgets, languages, regions', async () => {
      const {widgets, languages, regions} = await available();
      const ours = ['recovery-widget', 'recovery-region', 'recovery-base', 'lang', 'region'];
      const attributes = [...widgets.values()].flatMap((each) => [...each.attributes.keys()]).concat(ours);
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

  describe('compiles', () => {
    // Of React, Vue and Vite as much as the snippets use; what is ours is checked against the types of the package.
    const stubs = `
      declare module 'react' {
        export interface HTMLAttributes<T> { children?: unknown; lang?: string; href?: string; onClick?: (event: {target: T}) => void }
        export type DetailedHTMLProps<E, T> = E & {ref?: {current: T | null}};
        export namespace JSX {
          interface Element { type: unknown }
          interface ElementChildrenAttribute { children: unknown }
          interface IntrinsicElements { p: HTMLAttributes<HTMLElement>; a: HTMLAttributes<HTMLElement> }
        }
      }
      declare module 'react/jsx-runtime' { export {JSX} from 'react'; }
      declare module '@vitejs/plugin-vue' {
        export default function vue(options: {
          template: {compilerOptions: {isCustomElement: (tag: string) => boolean}};
        }): {name: string};
      }`;

    /** Messages of the compiler. @param {Record<string, string>} files by name, as if they lay in a folder of this package */
    function compile(files) {
      const folder = fileURLToPath(new URL('test/embed/as-a-reader/', root));
      const virtual = new Map(Object.entries(files).map(([name, text]) => [folder + name, text]));
      /** @type {import('typescript').CompilerOptions} */
      const options = {
        strict: true,
        noEmit: true,
        allowJs: true,
        checkJs: true,
        jsx: ts.JsxEmit.ReactJSX,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
        skipLibCheck: true,
        types: [],
      };
      const host = ts.createCompilerHost(options);
      const {fileExists, readFile, getSourceFile} = host;
      host.fileExists = (file) => virtual.has(file) || fileExists(file);
      host.readFile = (file) => virtual.get(file) ?? readFile(file);
      host.getSourceFile = (file, target) => {
        const text = virtual.get(file);
        return text === undefined ? getSourceFile(file, target) : ts.createSourceFile(file, text, target);
      };
      return ts
        .getPreEmitDiagnostics(ts.createProgram([...virtual.keys()], options, host))
        .map(({messageText}) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    }

    const [tsx] = blocks('tsx');
    const [declaration] = blocks('ts');
    const react = {'stubs.d.ts': stubs, 'recovery-widgets.d.ts': declaration, 'help.tsx': tsx};

    it('React', () => assert.deepEqual(compile(react), []));

    it('React: the declaration is needed, and finds wrong values', () => {
      assert.match(compile({...react, 'recovery-widgets.d.ts': ''}).join('\n'), /recovery-helpline-banner/);
      const wrong = tsx.replace('lang="en"', 'lang="en" theme="green"');
      assert.match(compile({...react, 'help.tsx': wrong}).join('\n'), /"green"/);
    });

    it('Vue', () => {
      const [component] = blocks('vue');
      const [, script] = /<script setup lang="ts">\n([^]*?)<\/script>/.exec(component) ?? assert.fail('a script');
      const [config] = blocks('js', section('Vue'));
      assert.deepEqual(compile({'stubs.d.ts': stubs, 'help.ts': script, 'vite.config.js': config}), []);
      assert.match(compile({'help.ts': script.replace('event.channel', 'event.line')}).join('\n'), /'line'/);
    });

    it('every code block is looked at', () => {
      const languages = [...doc.matchAll(/^ *```(\S+)$/gm)].map(([, language]) => language);
      assert.deepEqual([...new Set(languages)].sort(), ['html', 'js', 'php', 'text', 'ts', 'tsx', 'vue', 'yaml']);
      assert.equal(blocks('js').length, 3);
      for (const language of ['ts', 'tsx', 'vue', 'text']) assert.equal(blocks(language).length, 1, language);
    });
  });

  it('a page of its own host may have no more than is asked for in its headers', async () => {
    const table = section('Strict security headers');
    for (const each of ['script-src', 'style-src', 'frame-src', 'connect-src', 'require-trusted-types-for'])
      assert.ok(table.includes(each), each);
    const [iframe] = blocks('html', section('The frame'));
    const framed = iframe.replace(/ style="[^"]*"/, '');
    assert.notEqual(framed, iframe);
    const origin = new URL(CDN).origin;
    const opened = await open(
      browser,
      page(`<link rel="stylesheet" href="${CDN}/recovery-widgets.css">${filledIn(SNIPPET)}${filledIn(framed)}`),
      {
        headers: {
          'content-security-policy': `default-src 'none'; script-src ${origin}; style-src ${origin}; frame-src ${origin}; require-trusted-types-for 'script'; trusted-types 'none'`,
        },
      },
    );
    await upgraded(opened.page);
    await upgraded(opened.page.frames()[1]);
    assert.deepEqual(opened.console, []);
    assert.ok(!opened.requests.some((url) => !url.startsWith(CDN) && !url.startsWith(HOST)));
    await opened.close();
  });
});
