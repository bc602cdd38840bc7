/**
 * Copy records -> src/generated/messages/<widget>.ts: one function a message, with its fixed id and, in `desc`, where it comes from.
 * lit-localize extracts these calls into src/locales/*.xlf; the release build drops the `desc`.
 */
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {readArticle, referenceTo} from '../content/article.mjs';
import {placeholdersOf, readCopies, readSources} from '../content/read-content.mjs';

/** @import {Copy, Message} from '../content/read-content.mjs' */

/** Names that a function in a messages module cannot have: what JavaScript keeps for itself, and what the module imports. */
const taken = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function html if implements import in instanceof interface let msg new null package private protected public
  return static str super switch this throw true try typeof var void while with yield`.split(/\s+/),
);

/** Function name of a message key: `sign-wake` -> `signWake`. @param {string} key */
export const functionName = (key) => {
  const name = key.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  return taken.has(name) ? `${name}_` : name;
};

/** Escapes words for a template literal. @param {string} words */
const literal = (words) => words.replace(/[\\`]|\$(?=\{)/g, (found) => `\\${found}`);

/**
 * The note a translator sees.
 * @param {Message} message @param {Map<string, string>} passages text by reference
 */
function describe({kind, note, placeholders = {}, safety, edit, from = [], reason}, passages) {
  const parts = [
    note,
    safety && 'SAFETY: a wrong word here could hurt someone.',
    kind === 'label' && 'Plain text, also spoken or copied.',
    ...Object.entries(placeholders).map(([name, what]) => `{${name}} = ${what}.`),
    `${edit}${from.length ? ` from ${from.map((ref) => (ref.startsWith('article:') ? `article ${ref.slice(8)} “${passages.get(ref.slice(8)) ?? ''}”` : ref)).join('; ')}` : ''}.`,
    reason,
  ];
  return parts.filter(Boolean).join(' ');
}

/**
 * @param {Copy} copy @param {Map<string, string>} passages
 * @param {Record<string, import('../content/read-content.mjs').Source>} sources
 */
export function moduleFor(copy, passages, sources) {
  const lines = copy.messages.map((message) => {
    const {key, kind, text} = message;
    const names = [...new Set(placeholdersOf(text))];
    const words = literal(text).replace(/\{([a-zA-Z]+)\}/g, '${$1}');
    const template = kind === 'rich' ? `html\`${words}\`` : names.length ? `str\`${words}\`` : `\`${words}\``;
    const type = kind === 'rich' ? 'unknown' : 'string';
    const parameters = names.map((name) => `${name}: ${type}`).join(', ');
    const options = `{id: '${copy.widget}.${key}', desc: ${JSON.stringify(describe(message, passages))}}`;
    return `export const ${functionName(key)} = (${parameters}) =>\n  msg(${template}, ${options});`;
  });
  const cited = [...new Set(copy.messages.flatMap(({from = []}) => from))]
    .filter((reference) => reference.startsWith('source:'))
    .map((reference) => {
      const key = reference.slice(7);
      if (!sources[key]) throw new Error(`copy/${copy.widget}.json cites “${key}”, which sources.json does not have`);
      const {title, publisher, url} = sources[key];
      return `  {title: ${JSON.stringify(title)}, publisher: ${JSON.stringify(publisher)}, url: ${JSON.stringify(url)}},`;
    });
  const uses = (/** @type {string} */ tag) => lines.some((line) => line.includes(`msg(${tag}\``));
  return [
    `// GENERATED from src/content/copy/${copy.widget}.json by \`npm run messages\`. Do not edit.`,
    uses('html') && "import {html} from 'lit';",
    `import {msg${uses('str') ? ', str' : ''}} from '../../core/localize.js';`,
    cited.length > 0 && "import type {Citation} from '../../core/templates/citations.js';",
    '',
    ...lines,
    `/** Day of the oldest check of the words above against their sources. */\nexport const checkedOn = '${copy.messages.map(({checked}) => checked).sort()[0]}';`,
    cited.length > 0 &&
      `/** What the words above cite. */\nexport const sources: readonly Citation[] = [\n${cited.join('\n')}\n];`,
    '',
  ]
    .filter((line) => line !== false)
    .join('\n');
}

/** @param {{content: string, out: string}} paths @returns {Copy[]} what was written */
export function buildMessages({content, out}) {
  const passages = new Map(readArticle(content).map((passage) => [referenceTo(passage), passage.text]));
  const sources = readSources(content);
  const copies = readCopies(content);
  rmSync(out, {recursive: true, force: true});
  mkdirSync(out, {recursive: true});
  for (const copy of copies) writeFileSync(join(out, `${copy.widget}.ts`), moduleFor(copy, passages, sources));
  return copies;
}
