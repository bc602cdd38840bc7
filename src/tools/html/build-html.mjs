/**
 * The words of every widget in every language for every region, to dist/html/: plain, with the finished look, and, where there
 * are questions in it, for search engines.
 */
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {prerendered, structuredData} from './snippet.mjs';
import {plainWords} from './fallback-html.mjs';
import {available} from './prerender.mjs';
import {root} from '../cli/prepare.mjs';
import {walletCard} from './wallet-card.mjs';

const folder = join(root, 'dist/html');
rmSync(folder, {recursive: true, force: true});
const {widgets, languages, regions} = await available();
for (const lang of languages)
  for (const region of ['none', ...regions]) {
    const names = [...widgets].filter(([, {regional}]) => regional || region === 'none');
    const to = join(folder, lang, region);
    mkdirSync(to, {recursive: true});
    writeFileSync(join(to, 'wallet-card.html'), await walletCard({lang, region: region === 'none' ? '' : region}));
    for (const [name] of names) {
      const wanted = {lang, region: region === 'none' ? '' : region};
      writeFileSync(join(to, `${name}.html`), await plainWords(name, wanted));
      writeFileSync(join(to, `${name}.prerendered.html`), (await prerendered(name, wanted)).html);
      const data = await structuredData(name, wanted);
      if (data) writeFileSync(join(to, `${name}.json`), data);
    }
  }
