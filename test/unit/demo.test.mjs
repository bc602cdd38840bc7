/** The demo page in docs/demo, in each language, as HTML. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {available} from '../../src/tools/html/prerender.mjs';
import {root} from '../../src/tools/project.mjs';

const languages = {en: '/', es: '/es/', ar: '/ar/'};

/** Returns the file of a path on the server of `npm start`. @param {string} path */
const fileOf = (path) => join(root, 'docs/demo', path, path.endsWith('/') ? 'index.html' : '');
const english = readFileSync(fileOf('/'), 'utf8');

/** Returns the first group of each match. @param {string} html @param {RegExp} pattern */
const all = (html, pattern) => [...html.matchAll(pattern)].map(([, value]) => value);
const addresses = (/** @type {string} */ html) => all(html, /(?:href|src)="([^"]+)"/g);

/** Returns headings, links and ids of a page, without the generated content of widgets (test/unit/snippet.test.mjs). @param {string} html */
function outline(html) {
  // A line that is texted in English only is in no other language.
  const own = html.replace(/<!-- snippet: .*?<!-- end of snippet -->/gs, '');
  return [
    all(own, /<(h\d|recovery-[a-z-]+|li|p|section|nav)\b/g),
    addresses(own).filter((address) => /^(#|https:|tel:|sms:|mailto:)/.test(address)),
    all(own, /id="([^"]+)"/g),
  ];
}

for (const [language, path] of Object.entries(languages)) {
  const html = readFileSync(fileOf(path), 'utf8');
  const pathOf = (/** @type {string} */ address) => new URL(address, `http://localhost${path}`).pathname;

  test(`${language}: names its language and region and links to the other languages`, () => {
    assert.match(
      html,
      new RegExp(`<html lang="${language}"${language === 'ar' ? ' dir="rtl"' : ''} data-recovery-region="US">`),
    );
    const offered = all(html, /<a href="([^":]+)" lang="\w+" hreflang="\w+"/g).map(pathOf);
    assert.deepEqual(offered.sort(), Object.values(languages).sort());
  });

  test(`${language}: has no broken link to a place or file of its own`, () => {
    const ids = all(html, /id="([^"]+)"/g);
    assert.equal(new Set(ids).size, ids.length, 'ids are unique');
    for (const address of addresses(html)) {
      if (/^(https:|tel:|sms:|mailto:|\/cdn\/)/.test(address)) continue;
      if (address.startsWith('#')) assert.ok(ids.includes(address.slice(1)), address);
      else assert.ok(existsSync(fileOf(pathOf(address))), address);
    }
  });

  test(`${language}: has fallback content in each widget, with a phone number in regional ones`, async () => {
    const contents = [...html.matchAll(/<recovery-([a-z-]+)[^>]*>(.*?)<\/recovery-\1>/gs)];
    const names = contents.map(([, name]) => name);
    for (const name of ['helpline-banner', 'overdose-warning', 'treatment-explainer', 'trigger-checklist'])
      assert.ok(names.includes(name), name);
    const {widgets} = await available();
    for (const [, name, content] of contents) {
      assert.match(content, /<a href="|<li>|<p>/, name);
      if (widgets.get(name)?.regional) assert.match(content, /href="tel:\+?\d+"/, name);
    }
  });

  test(`${language}: has the same parts, links and numbers as in English`, () =>
    assert.deepEqual(outline(html), outline(english)));
}
