import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {CDN, launch, open} from './harness.mjs';

const root = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const blocks = (language) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code]) => code);
const {scripts, exports: entries} = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

describe('README', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  const html = blocks('html');
  it('has snippets', () => assert.ok(html.length >= 3));

  html.forEach((code, index) =>
    it(`HTML snippet ${index + 1} works as it stands`, async () => {
      const page = code.replaceAll('https://your-site.example/', `${CDN}/`);
      assert.notEqual(page, code, 'loads the script');
      const tags = [...new Set([...code.matchAll(/<(recovery-[a-z-]+)/g)].map(([, tag]) => tag))];
      const withScript = await open(browser, `<!doctype html><meta charset="utf-8">${page}`);
      for (const tag of tags)
        await withScript.page.waitForFunction(
          (name) => document.querySelector(name).shadowRoot?.querySelector('.root'),
          tag,
        );
      assert.deepEqual(withScript.console, []);
      await withScript.close();
      const without = await open(browser, `<!doctype html><meta charset="utf-8">${page}`, {
        context: {javaScriptEnabled: false},
      });
      assert.ok((await without.page.locator('a[href^="tel:"]').count()) > 0, 'a link that dials, without script');
      await without.close();
    }),
  );

  it('names files that are there', () => {
    for (const [, path] of readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g))
      assert.doesNotThrow(() => readFileSync(fileURLToPath(new URL(path, root))), path);
  });

  it('names npm scripts that exist', () => {
    for (const [, name] of readme.matchAll(/npm (?:run )?([a-z:]+)/g))
      if (!['start', 'test'].includes(name)) assert.ok(scripts[name], `npm run ${name}`);
  });

  it('imports what the package exports', () => {
    const modules = blocks('js').flatMap((code) =>
      [...code.matchAll(/'(recovery-widgets[^']*)'/g)].map(([, id]) => id),
    );
    assert.ok(modules.length >= 2);
    for (const id of modules) {
      const path = `.${id.slice('recovery-widgets'.length)}`;
      const found = Object.entries(entries).find(([key]) => {
        const [start, end = null] = key.split('*');
        return end === null ? key === path : path.startsWith(start) && path.endsWith(end);
      });
      assert.ok(found, id);
      const name = path.match(/([a-z-]+)\.js$/)?.[1];
      assert.doesNotThrow(() => readFileSync(new URL(found[1].replaceAll('*', name ?? ''), root)), id);
    }
  });
});
