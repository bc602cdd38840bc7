/** Program that writes src/generated/records/: the types of the records in src/content, from their JSON schemas. */
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {compile} from 'json-schema-to-typescript';
import {contentFolder} from '../content/read-content.mjs';
import {root} from '../project.mjs';
import {writeFolder} from '../write-changed.mjs';

const OPTIONS = {
  additionalProperties: false,
  bannerComment: '// GENERATED from src/content/schema by `npm run messages`. Do not edit.',
  format: false,
  ignoreMinAndMaxItems: true,
  unreachableDefinitions: true,
};

/** Removes a condition, which a type cannot express: it would allow any further field. @param {string} key @param {any} value */
function withoutCondition(key, value) {
  if (/^(allOf|if|then|else)$/.test(key)) return undefined;
  return Array.isArray(value) && value.every((each) => Object.keys(each).join() === 'required') ? undefined : value;
}

/** @type {Map<string, string>} */
const files = new Map();
for (const file of readdirSync(join(contentFolder, 'schema'))) {
  const [name] = file.split('.');
  const {title: _, ...schema} = JSON.parse(readFileSync(join(contentFolder, 'schema', file), 'utf8'), withoutCondition);
  files.set(`${name}.d.ts`, await compile(schema, name, OPTIONS));
}
writeFolder(join(root, 'src/generated/records'), files);
