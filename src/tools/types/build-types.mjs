/**
 * Program that writes the types and metadata of the npm package from the custom elements manifest, for frameworks and editors. The types
 * of all widgets: one interface of attributes and one of further properties for each, and one map of
 * tags, on which the files in `frameworks/` build. `@wc-toolkit/jsx-types` writes one file for eight frameworks at once, which
 * refuses the handlers and attributes that these define for every element, and cannot tell React 18 from 19.
 */
import {copyFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {format} from 'prettier';
import {root} from '../project.mjs';
import {countries} from './controls.mjs';
import {writeEditorData} from './editors.mjs';
import {camelCase, declarationsOf, readManifest} from './elements.mjs';
import {write} from '../write-changed.mjs';

/** @import {Declaration} from './elements.mjs' */
/** @typedef {import('./manifest-plugin.mjs').PublishedAttribute} PublishedAttribute */

/** @param {string} text @returns {string} a comment; its end cannot be in the text */
const comment = (text) => `/** ${text.replaceAll('*/', '* /').replaceAll('\n', ' ')} */`;

/** Returns the type of an attribute in code, where a number may be written without quotes. @param {PublishedAttribute} attribute */
function typeOf({name, type, values = []}) {
  if (name === 'region') return 'Region';
  // Any other tag may find one of these. Editors would not offer them beside a plain `string`.
  if (name === 'lang') return String(type?.text).replace(/string$/, '(string & {})');
  const numbers = values.filter((value) => /^\d+$/.test(value.name)).map((value) => value.name);
  return [type?.text ?? 'string', ...numbers].join(' | ');
}

/** @param {string} name @param {string} type @param {string} text */
const member = (name, type, text) => `  ${comment(text)}\n  ${name}?: ${type} | null | undefined;`;

/** @param {PublishedAttribute} attribute */
const helpOf = ({summary, description = summary ?? '', default: initial}) =>
  initial && !/Default:/.test(description) ? `${description} Default: \`${initial}\`.` : description;

/** @param {Declaration} widget */
function interfacesOf({tagName: tag, name: className, summary = '', attributes, members, events = []}) {
  // Those without an attribute that can be set.
  const properties = members
    .filter((each) => each.kind === 'field')
    .filter(({privacy, readonly, attribute}) => privacy === 'public' && !readonly && !attribute);
  const written = attributes.map((each) => member(quote(each.name), typeOf(each), helpOf(each)));
  const further = [
    ...attributes
      .filter(({name}) => name.includes('-'))
      .map((each) => member(camelCase(each.name), typeOf(each), helpOf(each))),
    ...properties.map(({name, type, description = ''}) => member(name, type?.text ?? 'unknown', description)),
  ];
  const fired = events.map(
    ({name, type, description = ''}) => `    ${comment(description)}\n    ${quote(name)}: ${type.text};`,
  );
  return {
    interfaces: `
${comment(`Attributes of \`<${tag}>\`.`)}
export interface ${className}Attributes {
${written.join('\n')}
}

${comment(`Properties of \`<${tag}>\` under another name than an attribute.`)}
export interface ${className}Properties {
${further.join('\n')}
}
`,
    entry: `  ${comment(summary)}
  '${tag}': {
    element: ${className};
    attributes: ${className}Attributes;
    properties: ${className}Properties;
    events: {${fired.join('\n')}};
  };`,
  };
}

/** @param {string} name */
const quote = (name) => (name.includes('-') ? `'${name}'` : name);

/** Writes the declarations. @param {Declaration[]} widgets @returns {Promise<string>} TypeScript */
async function declarations(widgets) {
  const parts = widgets.map(interfacesOf);
  const events = [...new Set(widgets.flatMap(({events: fired = []}) => fired.map(({type}) => type.text)))].sort();
  const code = `// GENERATED from custom-elements.json by \`npm run build\`.
import type {${[...widgets.map(({name}) => name), ...events].join(', ')}} from '../entries/index.js';

/** ISO 3166-1 codes of the countries with numbers. */
export type Country = ${countries.map((code) => `'${code}'`).join(' | ')};

/** A country, or a part of one as ISO 3166-2 code, such as \`CA-ON\`. */
export type Region = Country | \`\${Country}-\${string}\`;
${parts.map(({interfaces}) => interfaces).join('')}
/** An event as a handler on the element hears it. */
export type Heard<Event, Element> = Event & {readonly currentTarget: Element};

/** Handlers of events, as attributes: \`onrecovery-contact\`. */
export type Handlers<Events, Element, Prefix extends string = 'on'> = {
  [Name in keyof Events & string as \`\${Prefix}\${Name}\`]?: ((event: Heard<Events[Name], Element>) => void) | undefined;
};

/** All tags: class, attributes, properties and events. */
export interface RecoveryElements {
${parts.map(({entry}) => entry).join('\n')}
}
`;
  return format(code, {parser: 'typescript', singleQuote: true, bracketSpacing: false, printWidth: 120});
}

const npm = join(root, 'dist/npm');
const sources = fileURLToPath(new URL('frameworks', import.meta.url));

const manifest = readManifest();
const widgets = declarationsOf(manifest);
const folder = join(npm, 'types');
write(join(folder, 'elements.d.ts'), await declarations(widgets));
for (const file of readdirSync(sources)) copyFileSync(join(sources, file), join(folder, file));
// For an import without `type`: bundlers need a module, which is empty.
write(join(folder, 'empty.js'), 'export {};\n');
writeEditorData(manifest, widgets, npm);
