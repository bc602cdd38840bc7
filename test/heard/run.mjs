/**
 * Replays the keys in transcripts with Orca, a screen reader, and compares what is heard with what was heard before.
 *
 *     npm run heard -- faq              prints what is heard of a widget in Firefox, and how it differs
 *     npm run heard -- faq chromium     in Chromium
 *     npm test -- accept faq            writes it down, for the browsers that are installed
 *     npm test -- heard                 compares what CI compares: the core widgets, in English, in Firefox
 *     npm run heard -- tree chromium    prints faults in what the platform has of all stories, as the nightly run does
 *
 * A transcript is its own script: `> Tab` is a key of xdotool, and the lines below it are what Orca said. `> open en <tag>` opens a page,
 * `> read all` reads it, and `> each h` goes from heading to heading.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {diffArrays} from 'diff';
import {findProgram} from '../../src/tools/browser.mjs';
import {directionOf} from '../../src/tools/content/cldr-data.mjs';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {root} from '../../src/tools/project.mjs';
import {CORE} from '../../src/tools/review/packet.mjs';
import {AT_NIGHT, isNightly} from '../support/nightly.mjs';
import {missingPackages, startOrca} from './orca.mjs';
import {checkTrees} from './tree.mjs';

/** @import {Said} from './orca.mjs' */
/** @typedef {Awaited<ReturnType<typeof startOrca>>} Orca */

/** Returns a page: with a tag, with the frame or short code of a widget, its static form with script or without, or one of the project. @param {string[]} words */
async function pageOf([lang, form, ...rest]) {
  if (form === 'page')
    return readFileSync(join(root, rest[0]), 'utf8').replace(/<body[^>]*>/, '$&<p>Partner</p><p>First words.</p>');
  const isTag = form.startsWith('<');
  const base = /frame|scripted/.test(form) ? '/cdn/' : '/none/';
  const options = {form: form.replace('short', 'tag').replace('scripted', 'static'), lang, region: 'US', base};
  const body = isTag ? [form, ...rest].join(' ') : (await snippet(rest[0], options)).html;
  return `<!doctype html><html lang="${lang}" dir="${directionOf(lang)}">
<head><meta charset="utf-8"><title>Partner</title></head>
<main><h1>Partner</h1><p>First words.</p>${body}<p><a href="#last">Last words.</a></p></main>${isTag ? '<script type="module" src="/cdn/recovery-widgets.js"></script>' : ''}`;
}

/** Returns lines of a transcript, with the languages of an utterance in front if one differs from that of the page. @param {Said[]} said @param {string} lang */
const format = (said, lang) =>
  said
    // Chromium reports again at any time that the page has loaded.
    .filter(({say}) => say && !say.startsWith('Finished loading'))
    .map(({say, languages = []}) =>
      languages.some((each) => each !== lang) ? `  [${languages.join(' ')}] ${say}` : `  ${say}`,
    );

/** Replays the keys of a transcript and returns the transcript of now. @param {Orca} orca @param {string[]} script */
async function replay(orca, script) {
  let lang = '';
  const lines = [];
  for (const line of script.filter((each) => !each.startsWith('  '))) {
    lines.push(line);
    const [, step = ''] = line.match(/^> (.*)/) ?? [];
    const [command, ...rest] = step.split(' ');
    if (command === 'open') await orca.open(await pageOf(([lang] = rest)));
    else if (step === 'read all') lines.push(...format(await orca.readAll(), lang));
    // Whether the first heading is read again depends on when the caret has arrived there.
    else if (step === 'ctrl+Home') await orca.press(step);
    else if (command === 'each')
      for (let said = await orca.press(rest[0]); said.length; said = await orca.press(rest[0])) {
        if (said.some(({say}) => /^(Wrapping|No more )/.test(say ?? ''))) break;
        lines.push(`  ${format(said, lang).join(' —').trim()}`);
      }
    else if (step) {
      const [said, isLeft] = [format(await orca.press(step), lang), await orca.hasLeft()];
      // The words of another page are the browser’s, unless the page that was left is still heard.
      lines.push(...(isLeft ? ['  (another page)', ...said.filter((each) => lines.includes(each))] : said));
    }
  }
  return lines;
}

const names = process.argv.slice(2).map((name) => basename(name, '.txt').split('.')[0]);
const isAccepting = names[0] === '--accept';
const ALL = ['firefox', 'chromium'];
const named = ALL.filter((name) => names.includes(name));
const browsers = named.length ? named : ALL.slice(0, isAccepting ? 2 : 1);
const widgets = names.filter((name) => !name.startsWith('-') && !ALL.includes(name));

/** Returns whether to replay a part of a transcript. @param {string} browser @param {string} part */
function isChosen(browser, part) {
  const [, title] = part.match(/^# (.+)/) ?? [];
  if (!title || widgets.length) return widgets.includes(title?.split(',')[0] ?? '');
  return isAccepting || isNightly || (browser === 'firefox' && CORE.includes(title));
}

/** Readers of a browser side by side, as each mostly waits for silence: as many as CI has parts, and no more at night, beside the other browser. */
const READERS = isNightly ? 2 : 4;
const count = {passed: 0, failed: 0, skipped: 0};

/** Replays a part of a transcript once, as a second try would hide what is lost every other time, prints how it differs, and returns that of now. @param {Orca} orca @param {string} browser @param {string} part */
async function compare(orca, browser, part) {
  const before = part.split('\n');
  const now = await replay(orca, before);
  const isSame = now.join('\n') === part;
  const changes = diffArrays(before, now).flatMap(({added, removed, value}) =>
    value.map((line) => `${added ? '+' : removed ? '-' : ' '} ${line}`),
  );
  console.log(`${isSame ? '✔' : '✖'} ${browser}, ${widgets.length || !isSame ? changes.join('\n') : before[0]}`);
  count[isSame || isAccepting ? 'passed' : 'failed']++;
  return now.join('\n');
}

/** Replays the chosen parts of a browser. @param {string} browser */
async function listen(browser) {
  const file = join(import.meta.dirname, `${browser}.txt`);
  const parts = readFileSync(file, 'utf8').split(/^(?=# )/m);
  const chosen = [...parts.keys()].filter((index) => isChosen(browser, parts[index]));
  const program = browser === 'firefox' ? basename(findProgram('firefox-esr', 'firefox') ?? 'firefox-esr') : browser;
  const missing = missingPackages(program);
  const hasTree = !isAccepting && isChosen(browser, '# tree');
  const install = missing.length && `apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (install || (!chosen.length && !hasTree && (isAccepting || (browser === 'chromium' && !widgets.length)))) {
    console.log(`heard: skipped: ${browser}: ${install || AT_NIGHT}`);
    count.skipped++;
    return;
  }
  if (!chosen.length && !hasTree) throw new Error(`${browser}.txt has no part that was asked for.`);
  // Where all is installed, a reader that does not start has heard nothing: that is a failure.
  const orcas = await Promise.all(
    Array.from({length: Math.min(READERS, chosen.length || 1)}, () => startOrca(program)),
  );
  const keysOf = (/** @type {number} */ index) => parts[index].split('\n> ').length;
  const queue = [...chosen].sort((one, other) => keysOf(other) - keysOf(one));
  try {
    // Side by side, as each mostly waits for silence, and the longest first.
    await Promise.all(
      orcas.map(async (orca) => {
        for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
          parts[index] = await compare(orca, browser, parts[index]);
          if (isAccepting) writeFileSync(file, parts.join(''));
        }
      }),
    );
    if (hasTree)
      for await (const [page, faults] of checkTrees(orcas[0])) {
        console.log([`${faults.length ? '✖' : '✔'} ${browser}, # tree, ${page}`, ...faults].join('\n  '));
        count[faults.length ? 'failed' : 'passed']++;
      }
  } finally {
    await Promise.all(orcas.map((orca) => orca.close()));
  }
}
await Promise.all(browsers.map(listen));
console.log(`heard: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed ? 1 : 0);
