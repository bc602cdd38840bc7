/**
 * `npm run snippet -- <widget> [--region US] [--lang es] [--form tag|div|frame|prerendered|words|json-ld] [--base …] [--file …] [--integrity]`
 * and any attribute of the widget, such as `--heading-level 3`: prints what to paste into a page. What to know about it goes to
 * the error output, so that `npm run -s snippet -- … > snippet.html` gets the snippet alone (without `-s`, npm’s own lines too).
 *
 * `npm run snippet -- --update README.md …` writes the snippets in documents anew: each code block after a comment with the
 * arguments, such as `<!-- snippet: helpline-banner --region US -->`; in HTML, what is between that and the end of the snippet.
 */
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {forms, scriptFiles, snippet} from '../html/snippet.mjs';
import {WrongInput, available, built, unknown} from '../html/prerender.mjs';
import {root} from './prepare.mjs';

const usage = `Usage: npm run snippet -- <widget> [--region US] [--lang es] [--form ${forms.join('|')}]
                         [--heading-level 3, and other attributes of the widget]
                         [--base https://your-site.example/1.2.3/, or /1.2.3/ on the same host]
                         [--file all.js] [--integrity] [--link-style]
       npm run -s snippet -- <widget> … > snippet.html
       npm run snippet -- --list
       npm run snippet -- --update README.md docs/*.md`;

const optionNames = (/** @type {object} */ options) => Object.keys(options).map((name) => `--${name}`);

/**
 * @param {string[]} args as on the command line
 * @returns {Promise<{html: string, notes: string[]}>}
 * @throws {WrongInput} which says what is wrong, and what is allowed
 */
export async function snippetFor(args) {
  const {widgets, languages, regions, matchLocale, parseRegion} = await available();
  const known = new Map([...widgets.values()].flatMap(({attributes}) => [...attributes]));
  /** @type {Record<string, {type: 'string' | 'boolean'}>} */
  const options = Object.fromEntries(
    [...known].map(([name, isBoolean]) => [name, {type: isBoolean ? 'boolean' : 'string'}]),
  );
  for (const name of ['lang', 'region', 'form', 'base', 'file']) options[name] = {type: 'string'};
  for (const name of ['integrity', 'link-style']) options[name] = {type: 'boolean'};
  let parsed;
  try {
    parsed = parseArgs({args, options, allowPositionals: true});
  } catch (error) {
    const {code, message} = /** @type {Error & {code?: string}} */ (error);
    const given = /'--?([^' ]+)/.exec(message)?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw unknown('option', `--${given}`, optionNames(options));
    throw new WrongInput(`${message}.`);
  }
  const [name = '', ...rest] = parsed.positionals;
  const {
    form = 'tag',
    base,
    file,
    integrity,
    'link-style': linkStyle,
    ...given
  } = /** @type {Record<string, any>} */ (parsed.values);
  const lang = given.lang && matchLocale(given.lang, languages);
  const place = given.region && parseRegion(given.region);
  const region = place?.subdivision ?? place?.country;
  const widget = widgets.get(name);
  if (rest.length) throw new WrongInput(`One widget at a time: ${name}, or ${rest.join(' ')}?`);
  if (!widget) throw unknown('widget', name, widgets.keys());
  if (!forms.includes(form)) throw unknown('form', form, forms);
  if (given.lang && !lang) throw unknown('language', given.lang, languages);
  if (given.region && !regions.includes(place?.country)) throw unknown('region', given.region, regions);
  if (file !== undefined && !scriptFiles(name).has(file)) throw unknown('file', file, scriptFiles(name).keys());
  if (base !== undefined && !/^(https?:\/\/[^\s"<>?#\\/]|\/(?![\\/]))[^\s"<>?#\\]*$/.test(base))
    throw new WrongInput(
      /^(https?:\/)?\/.+[?#]/.test(base)
        ? `“${base}” is no --base: leave out what begins with ${/[?#]/.exec(base)?.[0]}, as names of files are to follow.`
        : `“${base}” is no --base: that is the address of the folder with the files, such as https://your-site.example/1.2.3/, or /1.2.3/ on the host of the page.`,
    );
  const attributes = Object.entries(given)
    .filter(([key]) => key !== 'lang' && key !== 'region')
    .map(([key, value]) => [key, value === true ? '' : value]);
  const {html, notes} = await snippet(name, {
    lang,
    region,
    form,
    base: base?.replace(/\/?$/, '/'),
    file,
    integrity,
    linkStyle,
    attributes: Object.fromEntries(attributes),
  });
  const changed = Object.entries({lang, region}).flatMap(([key, value]) =>
    given[key] && given[key] !== value ? `--${key} ${given[key]}: that is ${value} here, as the widgets know it.` : [],
  );
  return {html, notes: [...changed, ...notes]};
}

/**
 * A document with its snippets as they are now.
 *
 * @param {string} text Markdown, or HTML in which a snippet ends at `<!-- end of snippet -->`
 * @returns {Promise<string>}
 */
export async function refresh(text) {
  const blocks =
    /(<!-- snippet: (.*?) -->\n(?:\n*(?:<!-- prettier-ignore -->\n+)?(`{3,})html\n)?)[^]*?(?=^\3$|^ *<!-- end of snippet -->$)/gm;
  let result = '';
  let end = 0;
  for (const match of text.matchAll(blocks)) {
    const [whole, start, args] = match;
    const words = [...args.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
    result += text.slice(end, match.index) + start + (await snippetFor(words)).html;
    end = match.index + whole.length;
  }
  return result + text.slice(end);
}

/** @param {string[]} files */
async function update(files) {
  if (!files.length) throw new WrongInput('Which documents? --update README.md docs/*.md');
  for (const file of files) {
    if (!existsSync(file)) throw new WrongInput(`There is no file ${file}.`);
    const before = readFileSync(file, 'utf8');
    const now = await refresh(before);
    if (now !== before) writeFileSync(file, now);
    console.log(`${now === before ? 'as it was' : 'updated'}  ${file}`);
  }
}

async function list() {
  const {widgets, languages, regions} = await available();
  console.log(`Widgets, and attributes beside lang and region (* shows lines of the region):`);
  for (const [name, {regional, attributes}] of widgets)
    console.log(`  ${name}${regional ? ' *' : ''}: ${[...attributes.keys()].join(', ')}`);
  console.log(`Languages: ${languages.join(', ')}\nRegions: ${regions.join(', ')}\nForms: ${forms.join(', ')}`);
}

/** @param {string[]} args */
async function main(args) {
  if (!args.length || args.includes('--help')) {
    console.log(usage);
    return;
  }
  if (!existsSync(built) || !existsSync(join(root, 'dist/cdn/recovery-widgets.js'))) {
    console.error('dist/ is not there yet: building it first.');
    const {status} = spawnSync(process.execPath, ['src/tools/cli/build.mjs'], {cwd: root, stdio: ['ignore', 2, 2]});
    if (!existsSync(built)) process.exit(status || 1);
  }
  if (args[0] === '--update') return update(args.slice(1));
  if (args[0] === '--list') return list();
  const {html, notes} = await snippetFor(args);
  process.stdout.write(html);
  for (const note of notes) console.error(`\n${note}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof WrongInput)) throw error;
    console.error(`${error.message}\nnpm run snippet -- --help says how it is used.`);
    process.exitCode = 2;
  }
