/**
 * Pictures to compare with one another, in half the time of Playwright’s: those are compressed for storage. Playwright’s also hide
 * the caret and end animations, so pages must have neither.
 */
import {importWidgets} from '../../src/tools/built/built.mjs';

const {contrast} = await importWidgets();

/** @type {WeakMap<import('@playwright/test').Page, Promise<import('@playwright/test').CDPSession>>} */
const sessions = new WeakMap();

/** @typedef {{x: number, y: number, width: number, height: number}} Box in CSS pixels of the page, also where it is scrolled */

/** Takes a picture of the window, or of a part of the page within it. @param {import('@playwright/test').Page} page @param {Box} [box] @returns {Promise<Buffer>} PNG; the same pixels have the same bytes */
export async function takePicture(page, box) {
  let session = sessions.get(page);
  if (!session) sessions.set(page, (session = page.context().newCDPSession(page)));
  const clip = box && {...box, scale: 1};
  const {data} = await (await session).send('Page.captureScreenshot', {format: 'png', optimizeForSpeed: true, clip});
  return Buffer.from(data, 'base64');
}

/** Returns the size of the window, which every page of a test has. @param {import('@playwright/test').Page} page */
export const sizeOf = (page) => /** @type {{width: number, height: number}} */ (page.viewportSize());

/**
 * Takes a picture of a whole page, for which the window becomes as high as the page. Layout shifts have to be read before.
 *
 * @param {import('@playwright/test').Page} page
 * @param {number} [width] of the window; default: as it is
 * @returns {Promise<Buffer>} PNG
 */
export async function takeWholePicture(page, width = sizeOf(page).width) {
  const before = sizeOf(page);
  if (width !== before.width) await page.setViewportSize({width, height: before.height});
  const height = await page.evaluate(() => {
    const {scrollHeight} = document.documentElement;
    return scrollHeight > innerHeight
      ? scrollHeight
      : Math.ceil(document.documentElement.getBoundingClientRect().height);
  });
  if (height !== before.height) await page.setViewportSize({width, height});
  return takePicture(page);
}

/** @typedef {{width: number, height: number, data: Buffer}} PNG as `pngjs` decodes it */

/** @param {PNG} picture @param {number} index of the pixel */
const colorAt = ({data}, index) => /** @type {const} */ ([data[index * 4], data[index * 4 + 1], data[index * 4 + 2]]);

/** Counts the pixels that have a contrast of 3:1 or more between two pictures of one area. @param {PNG} one @param {PNG} other @throws {RangeError} if the pictures differ in size */
export function countChangedPixels(one, other) {
  if (one.width !== other.width || one.height !== other.height)
    throw new RangeError(`${one.width} × ${one.height} cannot be compared with ${other.width} × ${other.height}`);
  let count = 0;
  for (let index = 0; index < one.width * one.height; index++) {
    if (one.data.readUInt32LE(index * 4) === other.data.readUInt32LE(index * 4)) continue;
    if (contrast(colorAt(one, index), colorAt(other, index)) >= 3) count++;
  }
  return count;
}
