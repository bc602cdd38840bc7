/**
 * Writes dist/html/<language>/<region>/, for each region with helplines that belongs to the language: of every widget the fallback content,
 * also of its variants.
 */
import {join} from 'node:path';
import {isPasted} from '../content/tiers.mjs';
import {root} from '../project.mjs';
import {write} from '../write-changed.mjs';
import {fallbackHtml} from './fallback-html.mjs';
import {variantFallbacks} from './fallback-variants.mjs';
import {available} from './prerender.mjs';

const {widgets, languages, withFallback} = await available();
for (const lang of languages)
  for (const code of ['none', ...withFallback]) {
    const options = {lang, region: code === 'none' ? '' : code};
    if (!isPasted(lang, options.region)) continue;
    const folder = join(root, 'dist/html', lang, code);
    for (const [name, {regional, languages: own}] of widgets) {
      if ((!regional && options.region) || !own.includes(lang)) continue;
      write(join(folder, `${name}.html`), await fallbackHtml(name, options));
      for (const [file, html] of await variantFallbacks(name, options)) write(join(folder, file), html);
    }
  }
