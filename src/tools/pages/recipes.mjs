/** Documents with generated parts: snippets, the recipes of docs/systems.md, the criteria of docs/openacr.yaml, and languages. */
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {languageName} from '../content/cldr-data.mjs';
import {isCoreTier} from '../content/tiers.mjs';
import {root} from '../project.mjs';
import {describeReviews} from '../review/report.mjs';
import {snippetFromArgs, refreshSnippets} from './snippet-args.mjs';

const GUIDE = 'docs/systems.md';
const OPEN_ACR = 'docs/openacr.yaml';
const ARGUMENTS = 'helpline-banner --region US --variant compact --form div';

/** A comment that names the file of a recipe, and the code block after it. */
const RECIPE = /(<!-- file: (\S+) -->\n+(?:<!-- prettier-ignore -->\n+)?```\w+\n)[^]*?(?=^```$)/gm;

/** A row of the report: number, level, its limit, how it is met. */
const CRITERION = /^\| (\d\S+) [^|]*\| ([^|,]*\w)(?:, ([^|]*\w))? *\| ([^|]*[^|\s]) +\|/gm;

/** Converts a row to OpenACR 0.1.0, with the terms and components of its catalog. @param {string[]} row */
function toOpenAcr([, number, level, limit, how]) {
  const component = number.startsWith('302.') ? 'none' : 'web';
  const notes = `${how}${limit ? ` It was ${limit}.` : ''}`.replace(/[`*]/g, '');
  // A text in JSON is one in YAML.
  const adherence = `{level: ${level.toLowerCase().replaceAll(' ', '-')}, notes: ${JSON.stringify(notes)}}`;
  return `      - {num: "${number}", components: [{name: ${component}, adherence: ${adherence}}]}\n`;
}

/** Returns the report as US agencies compare it (https://github.com/GSA/openacr): a list of criteria for each table; the rest is written by hand. */
function openAcr() {
  const [report, file] = ['docs/accessibility.md', OPEN_ACR].map((path) => readFileSync(join(root, path), 'utf8'));
  const tables = report.split(/^## /m).map((section) => [...section.matchAll(CRITERION)].map(toOpenAcr).join(''));
  const lists = tables.filter(Boolean);
  return file.replace(/(?<= {4}criteria:\n)(?: {6}- .*\n)*/g, () => lists.shift() ?? '');
}

/** Matches the rows of the table of languages in the README. */
const LANGUAGES = /(?<=<!-- languages -->\n<!-- prettier-ignore -->\n(?:\|.*\n){2})(?:\|.*\n)*/;

/** Returns the README with a row for each language, which leads to the record of its translation. */
function readmePage() {
  const all = [...describeReviews()].flatMap(([widget, reviews]) => reviews.map((each) => ({widget, ...each})));
  const rows = [...new Set(all.map(({language}) => language))].map((tag) => {
    const own = all.filter(({language}) => language === tag);
    const has = isCoreTier(tag) ? `core | ${own.map(({widget}) => `\`${widget}\``).join(', ')}` : 'full | all';
    const state = own.every((each) => each.state === 'reviewed') ? 'reviewed' : 'draft';
    const record = `docs/translation-review/${tag}.md`;
    const linked = existsSync(join(root, record)) ? `[${state}](${record})` : state;
    const name = `<span lang="${tag}">${languageName(tag, tag)}</span>`;
    return `| ${languageName(tag)} | ${name} | \`${tag}\` | ${has} | ${linked} |\n`;
  });
  return readFileSync(join(root, 'README.md'), 'utf8').replace(LANGUAGES, rows.join(''));
}

/**
 * Returns the guide with the recipes that have fallback content, the report, and the README with its languages.
 *
 * @returns {Promise<Map<string, string>>} text by path below the project folder
 * @throws {Error} if the snippet has no placeholder
 */
export async function recipePages() {
  const {html} = await snippetFromArgs(ARGUMENTS.split(' '));
  const [div] = /^<div [^]*?^<\/div>\n/m.exec(html) ?? [];
  if (!div) throw new Error('The snippet has no placeholder.');
  /** @type {Record<string, string>} */
  const written = {
    'helpline.html': html,
    'header.html': div,
    // Wiki text has links of its own, and a space at the start of a line means code.
    'Helpline.wikitext': div.replace(/<a href="(tel:[^"]+)"[^>]*>(.*?)<\/a>/g, '[$1 $2]').replace(/^ +/gm, ''),
  };
  const guide = readFileSync(join(root, GUIDE), 'utf8');
  return new Map([
    [GUIDE, guide.replace(RECIPE, (whole, start, file) => (written[file] ? start + written[file] : whole))],
    [OPEN_ACR, openAcr()],
    ['README.md', readmePage()],
  ]);
}

/** Returns the documents that contain snippets, with those of this build. @returns {Promise<Map<string, string>>} text by path below the project folder */
export async function snippetPages() {
  const docs = readdirSync(join(root, 'docs'), {recursive: true, encoding: 'utf8'}).map((file) => `docs/${file}`);
  const pages = new Map();
  for (const path of ['README.md', 'examples/plain/index.html', ...docs.filter((file) => /\.(md|html)$/.test(file))]) {
    const text = readFileSync(join(root, path), 'utf8');
    if (text.includes('<!-- snippet: ')) pages.set(path, await refreshSnippets(text));
  }
  return pages;
}
