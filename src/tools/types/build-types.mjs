/** Program that writes the types and metadata of the npm package from the custom elements manifest: for frameworks, editors and language models. */
import {copyFileSync, mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {root} from '../project.mjs';
import {declarations} from './declarations.mjs';
import {writeEditorData} from './editors.mjs';
import {readManifest, readWidgets} from './elements.mjs';

const npm = join(root, 'dist/npm');
const sources = fileURLToPath(new URL('frameworks', import.meta.url));

const manifest = readManifest();
const widgets = readWidgets(manifest);
const folder = join(npm, 'types');
mkdirSync(folder, {recursive: true});
writeFileSync(join(folder, 'elements.d.ts'), await declarations(widgets));
for (const file of readdirSync(sources)) copyFileSync(join(sources, file), join(folder, file));
// For an import without `type`: bundlers need a module, which is empty.
writeFileSync(join(folder, 'empty.js'), 'export {};\n');
writeEditorData(manifest, widgets, npm);
