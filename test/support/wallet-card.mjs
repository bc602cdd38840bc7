/** The wallet cards for Playwright Test. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../../src/tools/project.mjs';
import {test as base} from './page.mjs';

/** Returns the HTML of a wallet card. @param {string} lang @param {string} region a region code, or `none` */
export const cardOf = (lang, region) =>
  readFileSync(join(root, `dist/print/${lang}/${region}/wallet-card.html`), 'utf8');

/** Playwright’s `test` with a `page` that loads the card of a language and region from {@link cardUrl}. */
export const test = base.extend({
  page: async ({page}, use) => {
    await page.route('**/*', (route) => {
      const [lang, region] = new URL(route.request().url()).pathname.split('/').slice(1);
      return region
        ? route.fulfill({contentType: 'text/html; charset=utf-8', body: cardOf(lang, region)})
        : route.fulfill({status: 404, body: ''});
    });
    await use(page);
  },
});

/** Returns the URL of a card. @param {string} lang @param {string} region */
export const cardUrl = (lang, region) => `https://card.example/${lang}/${region}`;
