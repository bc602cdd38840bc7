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
const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

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
