/**
 * Replaces dist/html/<language>/<region>/, for each region with helplines that belongs to the language: of every widget the fallback content,
 * also of its variants.
 */
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';
import {isPasted} from '../content/tiers.mjs';
import {fallbackHtml} from './fallback-html.mjs';
import {variantFallbacks} from './fallback-variants.mjs';
import {available} from './prerender.mjs';

const folder = join(root, 'dist/html');
rmSync(folder, {recursive: true, force: true});
const {widgets, languages, withFallback} = await available();
for (const lang of languages)
  for (const code of ['none', ...withFallback]) {
    const options = {lang, region: code === 'none' ? '' : code};
    if (!isPasted(lang, options.region)) continue;
    const write = (/** @type {string} */ file, /** @type {string} */ text) =>
      writeFileSync(join(folder, lang, code, file), text);
    mkdirSync(join(folder, lang, code), {recursive: true});
    for (const [name, {regional, languages: own}] of widgets) {
      if ((!regional && options.region) || !own.includes(lang)) continue;
      write(`${name}.html`, await fallbackHtml(name, options));
      for (const [file, html] of await variantFallbacks(name, options)) write(file, html);
    }
  }
