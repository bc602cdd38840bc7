/** The core of the command runs in a browser, with the very same answers: the builder relies on it. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {snippetFromValues} from '../../src/tools/html/snippet-values.mjs';
import {available} from '../../src/tools/html/prerender.mjs';
import {forms} from '../../src/tools/html/snippet.mjs';
import {checkSource} from '../../src/tools/pages/check.mjs';
import {refresh} from '../../src/tools/pages/refresh.mjs';
import {root} from '../../src/tools/project.mjs';
import {withOtherNumber} from '../support/helplines.mjs';
import {HOST, expect, test} from '../support/page.mjs';

const CORE = `${HOST}/core.js`;

test('the core needs nothing of Node, and prints in a browser what it prints in Node', async ({open}) => {
  const code = readFileSync(join(root, 'dist/bin/core.js'), 'utf8');
  const {page, console, requests} = await open('<!doctype html><title>x</title><p>x</p>');
  await page.route(CORE, (route) => route.fulfill({contentType: 'text/javascript', body: code}));

  const {widgets, languages, regions} = await available();
  /** @type {[name: string, values: Record<string, string | boolean>][]} */
  const calls = [...widgets.keys()].flatMap((name, index) => {
    const lang = languages[index % languages.length];
    const region = regions[(index * 7) % regions.length];
    return forms
      .filter((form) => form !== 'json-ld' || name === 'faq')
      .map(
        (form) =>
          /** @type {[string, Record<string, string | boolean>]} */ ([
            name,
            {form, lang, region, 'heading-level': '3'},
          ]),
      );
  });
  calls.push(
    [
      'helpline-banner',
      {region: 'us-ca', phone: '555 0100', operator: 'Clínica “A” & <B>', form: 'div', base: '/w/1.2.3'},
    ],
    ['faq', {region: 'GB', integrity: true, 'no-events': true}],
    ['feedback', {file: 'all.js', 'link-style': true}],
  );
  // Attributes that a widget does not have are refused, in both.
  const own = calls.map(([name, values]) => {
    const attributes = widgets.get(name)?.attributes;
    const taken = Object.entries(values).filter(([key]) => key !== 'heading-level' || attributes?.has(key));
    return {name, values: Object.fromEntries(taken)};
  });
  const expected = [];
  for (const {name, values} of own) expected.push(await snippetFromValues(name, values));
  const actual = await page.evaluate(
    async ({url, list}) => {
      const {snippetFromValues} = await import(url);
      const results = [];
      for (const {name, values} of list) results.push(await snippetFromValues(name, values));
      return results;
    },
    {url: CORE, list: own},
  );
  expect(actual.length).toBeGreaterThan(50);
  expect(actual).toEqual(expected);

  const pages = [withOtherNumber(expected[1].html), expected[4].html, '<div data-recovery-widget=x>'];
  const answers = await page.evaluate(
    async ({url, list}) => {
      const {checkSource, refresh, snippetFromValues} = await import(url);
      const refusal = await snippetFromValues('banner', {}).catch((/** @type {Error} */ error) => error.message);
      return [
        refusal,
        ...(await Promise.all(list.flatMap((html) => [checkSource(html), refresh(new TextEncoder().encode(html))]))),
      ];
    },
    {url: CORE, list: pages},
  );
  const own2 = await Promise.all(pages.flatMap((html) => [checkSource(html), refresh(Buffer.from(html))]));
  expect(answers.slice(1)).toEqual(JSON.parse(JSON.stringify(own2)));
  expect(answers[0]).toMatch(/Unknown widget “banner”.*helpline-banner/);
  // Its rendering does not use the elements of the page.
  expect(
    await page.evaluate(() => [...document.querySelectorAll('*')].some((element) => element.localName.includes('-'))),
  ).toBe(false);
  expect(await page.evaluate(() => customElements.get('recovery-faq') === undefined)).toBe(true);
  expect(console).toEqual([]);
  expect(requests.filter((url) => url !== `${HOST}/` && url !== CORE)).toEqual([]);
});
