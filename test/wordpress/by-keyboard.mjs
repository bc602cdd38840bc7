/** The first chapter of the walk by keyboard alone. */
/* global navigator */
import assert from 'node:assert/strict';
import {FOLDER, uploadFiles, withClipboard} from './first-widget.mjs';

/** @typedef {import('./first-widget.mjs').Walker} Walker @typedef {import('@playwright/test').Page} Page */

/** Maximum presses of Tab from one control to the next. */
const MAX_TABS = 150;

/** Presses Tab until something is reached. @param {Page} page @param {string} selector */
async function tabTo(page, selector) {
  for (let count = 0; count < MAX_TABS; count++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`Tab does not reach ${selector}.`);
}

/** Presses an arrow until a radio button is chosen. @param {Page} page @param {string} value */
async function arrowTo(page, value) {
  for (let count = 0; count < 30; count++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(`[value="${wanted}"]:checked`), value)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`The arrow does not reach ${value}.`);
}

/**
 * Copies the same code by keyboard alone, with the page in Spanish.
 *
 * @param {Pick<Walker, 'site' | 'browser'>} start
 * @returns {Promise<string>}
 */
export async function copyByKeyboard({site, browser}) {
  uploadFiles(site);
  const context = await browser.newContext({locale: 'es-US', viewport: {width: 1000, height: 800}});
  const page = await withClipboard(context);
  await page.goto(`${site.url}${FOLDER}builder/index.html`);
  await page.getByRole('heading', {name: '¿Qué recuadro?'}).waitFor();
  await tabTo(page, '[name=widget]');
  await arrowTo(page, 'overdose-warning');
  await tabTo(page, '#region');
  await page.keyboard.type('Estados Unidos');
  await tabTo(page, '#place');
  assert.equal(
    await page.evaluate(() => /** @type {any} */ (document.activeElement)?.selectedOptions[0].label),
    'No está en la lista: todo el país',
  );
  await tabTo(page, '[name=langs][value=en]');
  await page.keyboard.press('Space');
  await tabTo(page, '[name=langs][value=es]');
  await page.keyboard.press('Space');
  await tabTo(page, '[name=platform]');
  await arrowTo(page, 'wordpress');
  await page.waitForFunction(() => /lang="es"[^]*tel:911/.test(document.querySelector('#snippet').value));
  await tabTo(page, '#snippet');
  await tabTo(page, 'button.main');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent.trim()), 'Copiar el código');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Copiado.', {exact: true}).waitFor();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  await context.close();
  return code;
}
