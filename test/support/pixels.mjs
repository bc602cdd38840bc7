/** Contrast of pixels in pictures, by the formulas of WCAG 2. */

/** @typedef {{width: number, height: number, data: Buffer}} PNG as `pngjs` decodes it */

/** Returns the relative luminance of a pixel, from 0 to 1. @param {PNG} picture @param {number} index of the pixel */
function luminanceAt({data}, index) {
  const [red, green, blue] = [0, 1, 2].map((channel) => {
    const share = data[index * 4 + channel] / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Returns the contrast of two luminances, from 1 to 21. @param {number} a @param {number} b */
export const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/**
 * Counts the pixels that have a contrast of 3:1 or more between two pictures of one area.
 *
 * @param {PNG} one
 * @param {PNG} other
 * @throws {RangeError} if the pictures differ in size
 */
export function countChangedPixels(one, other) {
  if (one.width !== other.width || one.height !== other.height)
    throw new RangeError(`${one.width} × ${one.height} cannot be compared with ${other.width} × ${other.height}`);
  let count = 0;
  for (let index = 0; index < one.width * one.height; index++) {
    if (one.data.readUInt32LE(index * 4) === other.data.readUInt32LE(index * 4)) continue;
    if (contrast(luminanceAt(one, index), luminanceAt(other, index)) >= 3) count++;
  }
  return count;
}

/** Returns the most frequent luminance of a picture. @param {PNG} picture */
export function backgroundLuminance(picture) {
  const counts = new Map();
  for (let index = 0; index < picture.width * picture.height; index++) {
    const luminance = luminanceAt(picture, index);
    counts.set(luminance, (counts.get(luminance) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0][0];
}

/**
 * Returns whether a pixel has a contrast of 3:1 or more to the background, at a point or at most `reach` pixels from it.
 *
 * @param {PNG} picture
 * @param {number} background luminance
 * @param {{x: number, y: number}} point
 * @param {number} reach
 */
export function standsOut(picture, background, {x, y}, reach) {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  for (let down = Math.max(0, row - reach); down <= Math.min(picture.height - 1, row + reach); down++)
    for (let across = Math.max(0, column - reach); across <= Math.min(picture.width - 1, column + reach); across++)
      if (contrast(luminanceAt(picture, down * picture.width + across), background) >= 3) return true;
  return false;
}
