/**
 * Writes dist/print/<language>/<place>/: pages with the text of one widget, without script, to which the row of languages leads, and the
 * wallet card. Each page is made from a file in dist/html; docs/decisions/0038-row-of-languages.md says which.
 */
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {PRINTED_BY_PLACE} from '../helplines/contacts.mjs';
import {directionOf} from '../content/cldr-data.mjs';
import {isPrinted} from '../content/tiers.mjs';
import {root} from '../project.mjs';
import {isReleased} from '../review/channel.mjs';
import {raw} from './markup.mjs';
import {available} from './prerender.mjs';
import {staticPage} from './static-page.mjs';
import {walletCard} from './wallet-card.mjs';
import {write} from '../write-changed.mjs';

// System colors are readable in light and dark.
const css =
  'body{margin:0 auto;padding:1em;max-width:40em;font:max(16px,1em)/1.5 system-ui,sans-serif;overflow-wrap:anywhere;color:CanvasText;background:Canvas}' +
  'a{color:inherit;padding-block:.8em}summary{padding-block:.6em}' +
  // Korean breaks between words; Nastaliq is high.
  ':lang(ko){word-break:keep-all}:lang(ur){line-height:1.75}' +
  '@media print{h1,h2,h3,summary{break-after:avoid}li{break-inside:avoid}details::details-content{content-visibility:visible}}';

/** Returns the text of the first heading, else of the first link or paragraph. @param {string} html */
const titleOf = (html) =>
  (/<(h[1-6])[^>]*>(.*?)<\/\1>/.exec(html)?.[2] ?? /<(a|p)\b[^>]*>(.*?)<\/\1>/.exec(html)?.[2] ?? '')
    .replace(/<[^>]*>/g, '')
    .trim();

const {widgets, languages} = await available();
const from = join(root, 'dist/html');
for (const lang of languages)
  for (const place of readdirSync(join(from, lang))) {
    const region = place === 'none' ? '' : place;
    if (!isPrinted(lang, region)) continue;
    const writePage = (/** @type {string} */ name, /** @type {string} */ page) =>
      write(join(root, 'dist/print', lang, place, `${name}.html`), page);
    const names = readdirSync(join(from, lang, place))
      .map((file) => file.replace(/\.html$/, ''))
      .filter((name) => widgets.has(name) && (!region || PRINTED_BY_PLACE.includes(name)));
    for (const name of names) {
      // Its first heading is that of the page.
      const below = readFileSync(join(from, lang, place, `${name}.html`), 'utf8');
      const html = below.replace(/(<\/?h)([2-6])(?=[ >])/g, (_, tag, level) => tag + (Number(level) - 1));
      writePage(name, staticPage({lang, dir: directionOf(lang), title: titleOf(html), css, main: [raw(html.trim())]}));
    }
    // The card has texts of these two.
    const isWhole = PRINTED_BY_PLACE.every((name) => widgets.get(name)?.languages.includes(lang));
    if (isWhole && isReleased('wallet-card', lang)) writePage('wallet-card', await walletCard({lang, region}));
  }
