/** Writes llms.txt and embed.json, once all that they name is built. */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {readJson} from '../content/read-content.mjs';
import {root} from '../project.mjs';
import {readWidgets} from './elements.mjs';
import {embedDescription, embedSection, verify} from './embed-description.mjs';
import {llmsText} from './llms.mjs';

const npm = join(root, 'dist/npm');

/** Writes both files below dist/npm. @throws {Error} if either names anything that does not exist */
export async function buildDescription() {
  const widgets = readWidgets();
  const description = await embedDescription(widgets);
  const texts = {
    'embed.json': `${JSON.stringify(description, null, 2)}\n`,
    'llms.txt': llmsText(widgets, readJson(join(root, 'package.json')).description, embedSection(description)),
  };
  for (const [file, text] of Object.entries(texts)) {
    const unknown = await verify(text, widgets);
    if (unknown.length) throw new Error(`${file} refers to things that do not exist: ${unknown.join(', ')}.`);
    writeFileSync(join(npm, file), text);
  }
}
