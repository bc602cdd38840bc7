/** Takes pictures of widgets for packets, in pieces that fit a page. */
// eslint-disable-next-line no-restricted-imports -- test/ has Playwright
import {chromium} from '../../../test/support/browser.mjs';
import {findBrowser} from '../browser.mjs';

/** @import {Packet} from './packet.mjs' */

/** Width of the widget and most height of a piece, in CSS pixels. */
const SIZE = {width: 760, height: 900};

/**
 * Adds to a packet the pictures of its widgets, with all that is folded away unfolded.
 *
 * @param {Packet} packet
 * @param {(widget: string) => Promise<{html: string, css: string, dir: string} | undefined>} render none for texts that no widget owns
 */
export async function addPictures(packet, render) {
  const browser = await chromium.launch({executablePath: findBrowser()});
  try {
    const page = await browser.newPage({viewport: {...SIZE, width: SIZE.width + 40}});
    for (const part of packet.widgets) {
      const shown = await render(part.widget);
      if (!shown) continue;
      const {html, css, dir} = shown;
      await page.setContent(
        `<!doctype html><html lang="${packet.language}" dir="${dir}"><meta charset="utf-8"><body style="margin:20px"><div id="widget" style="display:block"><template shadowrootmode="open"><style>${css}</style>${html}</template></div>`,
      );
      await page.locator('#widget').evaluate((host) => {
        for (const details of host.shadowRoot?.querySelectorAll('details') ?? []) details.open = true;
      });
      const {width, height} = (await page.locator('#widget').boundingBox()) ?? {width: 0, height: 0};
      for (let top = 0; top < height; top += SIZE.height) {
        const clip = {x: 20, y: 20 + top, width, height: Math.min(SIZE.height, height - top)};
        const data = await page.screenshot({clip, fullPage: true});
        part.pictures.push({
          data: new Uint8Array(data),
          width: Math.round(clip.width),
          height: Math.round(clip.height),
        });
      }
    }
  } finally {
    await browser.close();
  }
}
