/**
 * Replaces dist/html/<language>/<region>/, for each region with helplines that belongs to the language: of every widget the fallback content,
 * also of its variants; and the wallet card.
 */
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {isPrinted} from '../content/tiers.mjs';
import {fallbackHtml} from './fallback-html.mjs';
import {variantFallbacks} from './fallback-variants.mjs';
import {isReleased} from '../review/channel.mjs';
import {available} from './prerender.mjs';
import {walletCard} from './wallet-card.mjs';

const folder = join(root, 'dist/html');
rmSync(folder, {recursive: true, force: true});
const {widgets, languages, withFallback} = await available();
const has = (/** @type {string} */ name, /** @type {string} */ lang) => widgets.get(name)?.languages.includes(lang);
for (const lang of languages)
  for (const code of ['none', ...withFallback]) {
    const options = {lang, region: code === 'none' ? '' : code};
    if (!isPrinted(lang, options.region)) continue;
    const write = (/** @type {string} */ file, /** @type {string} */ text) =>
      writeFileSync(join(folder, lang, code, file), text);
    mkdirSync(join(folder, lang, code), {recursive: true});
    // The card has texts of these two.
    if (isReleased('wallet-card', lang) && ['helpline-banner', 'overdose-warning'].every((name) => has(name, lang)))
      write('wallet-card.html', await walletCard(options));
    for (const [name, {regional}] of widgets) {
      if ((!regional && options.region) || !has(name, lang)) continue;
      write(`${name}.html`, await fallbackHtml(name, options));
      for (const [file, html] of await variantFallbacks(name, options)) write(file, html);
    }
  }
