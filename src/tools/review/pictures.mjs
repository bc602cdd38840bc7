/** Takes pictures of widgets for packets, in pieces of which two fit a page side by side, and of the drawings in their rows. */
// eslint-disable-next-line no-restricted-imports -- test/ has Playwright
import {chromium} from '../../../test/support/browser.mjs';
import {findBrowser} from '../browser.mjs';

/** @import {Packet} from './packet.mjs' */

/** Width of the widget and maximum height of a piece, in CSS pixels. */
const SIZE = {width: 680, height: 820};

/** Width and height of a drawing in its row, in CSS pixels. */
const DRAWING = 56;

/** Unfolds a widget, hides its list of sources, which is in the packet, and returns the places to cut it: between steps. @param {Element} host @param {number} height of a piece */
function prepare({shadowRoot}, height) {
  const all = [...(shadowRoot?.querySelectorAll('*') ?? [])];
  for (const each of all) {
    if (each.tagName === 'DETAILS') each.setAttribute('open', '');
    if (each.matches('.sources')) each.remove();
  }
  const boxes = all
    .filter(({children, tagName}) => !children.length || /^(p|svg|summary|li|label)$/i.test(tagName))
    .map((each) => each.getBoundingClientRect())
    .filter((box) => box.height < height / 2);
  const end = Math.max(...boxes.map(({bottom}) => bottom));
  // Pieces of about the same height, of which the last is not a strip.
  const most = Math.min(height, (end / Math.ceil(end / height)) * 1.1);
  const cuts = [20];
  while (end - cuts[cuts.length - 1] > most) {
    let at = Math.floor(cuts[cuts.length - 1] + most);
    while (boxes.some(({top, bottom}) => top < at && bottom > at)) at--;
    cuts.push(at);
  }
  return [...cuts, end];
}

/**
 * Adds to a packet the pictures of its widgets, with all that is folded away unfolded, and the drawings that are judged.
 *
 * @param {Packet} packet
 * @param {(widget: string) => Promise<{html: string, css: string, dir: string} | undefined>} render none for texts that no widget owns
 */
export async function addPictures(packet, render) {
  const browser = await chromium.launch({executablePath: findBrowser()});
  try {
    const page = await browser.newPage({viewport: {...SIZE, width: SIZE.width + 40}});
    for (const text of packet.widgets.flatMap(({blocks}) =>
      blocks.flatMap(({rows}) => rows.flatMap((row) => row.texts)),
    )) {
      if (!text.picture) continue;
      const style = `display: block; width: ${DRAWING}px; fill: none; stroke: #000; stroke-width: 5; stroke-linecap: round; stroke-linejoin: round`;
      await page.setContent(`<!doctype html><svg viewBox="0 0 96 96" style="${style}">${text.picture}</svg>`);
      const data = new Uint8Array(await page.locator('svg').screenshot());
      text.drawing = {data, width: DRAWING, height: DRAWING};
    }
    for (const part of packet.widgets) {
      const shown = await render(part.widget);
      if (!shown) continue;
      const {html, css, dir} = shown;
      await page.setContent(
        `<!doctype html><html lang="${packet.language}" dir="${dir}"><meta charset="utf-8"><body style="margin:20px"><div id="widget" style="display:block"><template shadowrootmode="open"><style>${css}</style>${html}</template></div>`,
      );
      const cuts = await page.locator('#widget').evaluate(prepare, SIZE.height);
      for (const [index, top] of cuts.slice(0, -1).entries()) {
        const clip = {x: 20, y: top, width: SIZE.width, height: cuts[index + 1] - top};
        const data = new Uint8Array(await page.screenshot({clip, fullPage: true}));
        part.pictures.push({data, width: clip.width, height: clip.height});
      }
    }
  } finally {
    await browser.close();
  }
}
