/**
 * Replaces dist/cdn/print/<language>/<place>/<widget>.html: pages with the text of one widget, without script, to which the row of
 * languages leads. Each is made from a file in dist/html; docs/decisions/0038-row-of-languages.md says which.
 */
import {mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {PRINTED_BY_PLACE} from '../helplines/contacts.mjs';
import {directionOf} from '../content/cldr-data.mjs';
import {root} from '../project.mjs';
import {raw} from './markup.mjs';
import {available} from './prerender.mjs';
import {staticPage} from './static-page.mjs';

// System colors are readable in light and dark.
const css =
  'body{margin:0 auto;padding:1em;max-width:40em;font:max(16px,1em)/1.5 system-ui,sans-serif;overflow-wrap:anywhere;color:CanvasText;background:Canvas}' +
  'a{color:inherit;padding-block:.8em}summary{padding-block:.6em}' +
  '@media print{details::details-content{content-visibility:visible}}';

/** Returns the text of the first heading, else of the first link or paragraph. @param {string} html */
const titleOf = (html) =>
  (/<(h[1-6])[^>]*>(.*?)<\/\1>/.exec(html)?.[2] ?? /<(a|p)\b[^>]*>(.*?)<\/\1>/.exec(html)?.[2] ?? '')
    .replace(/<[^>]*>/g, '')
    .trim();

const {widgets, languages} = await available();
const from = join(root, 'dist/html');
const to = join(root, 'dist/cdn/print');
rmSync(to, {recursive: true, force: true});
for (const lang of languages)
  for (const place of readdirSync(join(from, lang))) {
    const names = readdirSync(join(from, lang, place))
      .map((file) => file.replace(/\.html$/, ''))
      .filter((name) => widgets.has(name) && (place === 'none' || PRINTED_BY_PLACE.includes(name)));
    for (const name of names) {
      // Its first heading is that of the page.
      const html = readFileSync(join(from, lang, place, `${name}.html`), 'utf8').replace(
        /(<\/?h)([2-6])(?=[ >])/g,
        (_, tag, level) => tag + (Number(level) - 1),
      );
      const page = staticPage({lang, dir: directionOf(lang), title: titleOf(html), css, main: [raw(html.trim())]});
      mkdirSync(join(to, lang, place), {recursive: true});
      writeFileSync(join(to, lang, place, `${name}.html`), page);
    }
  }
