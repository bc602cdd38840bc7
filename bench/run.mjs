/**
 * `npm run bench`: measures our widgets beside twins of the same content, two component libraries and static HTML, all in one run:
 * each round measures every candidate once, so that a slow minute of the machine is in all of them.
 *
 *     npm run bench                                  everything; prints Markdown, keeps the samples in test-results/bench.json
 *     npm run bench -- --write                       also updates the tables of docs/speed.md
 *     npm run bench -- --only load,bulk --rounds 3   some measures, fewer rounds; kept in test-results/bench-part.json, never written to the page
 *     npm run bench -- --candidates lit,ours --set one
 *     npm run bench -- --from test-results/bench.json --write
 */
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {cpus, loadavg, totalmem} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {ensureInstalled} from '../src/tools/cli/install.mjs';
import {runCommand} from '../src/tools/cli/run-command.mjs';
import {root} from '../src/tools/project.mjs';

const RESULTS = join(root, 'test-results/bench.json');
const PART = join(root, 'test-results/bench-part.json');
const DOCUMENT = join(root, 'docs/speed.md');

const list = (/** @type {string | undefined} */ text) => text?.split(',');

/**
 * Keeps the items that the command line names.
 *
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} nameOf
 * @param {string} [names]
 */
function choose(items, nameOf, names) {
  const wanted = list(names);
  const unknown = wanted?.filter((name) => !items.some((item) => nameOf(item) === name));
  if (unknown?.length) throw new Error(`There is no ${unknown.join(', ')}. There is: ${items.map(nameOf).join(', ')}.`);
  return items.filter((item) => !wanted || wanted.includes(nameOf(item)));
}

/**
 * Takes all samples.
 *
 * @param {object} options
 * @param {import('./measures/index.mjs').Measure[]} options.measures
 * @param {import('./candidates.mjs').Candidate[]} options.candidates
 * @param {number} options.rounds
 * @param {string} [options.set]
 * @returns {Promise<import('./tables.mjs').Results>}
 */
async function measureAll({measures, candidates, rounds, set}) {
  await ensureInstalled(join(root, 'test'));
  const {chromium, launchOptions} = await import('../test/support/browser.mjs');
  const {openSite} = await import('./site.mjs');
  const start = Date.now();
  const site = await openSite();
  const browser = await chromium.launch(launchOptions());
  /** @type {import('./tables.mjs').Samples} */
  const samples = {};
  const load = [];
  try {
    for (const {name: measure, share, cases, includes, run} of measures) {
      const turns = Math.max(1, Math.ceil(rounds * share));
      const taking = candidates.filter((each) => each.measures.includes(measure));
      for (let round = 0; round < turns; round++) {
        console.error(
          `bench: ${measure}, round ${round + 1} of ${turns}, ${Math.round((Date.now() - start) / 1000)} s`,
        );
        load.push(loadavg()[0]);
        for (const name of cases.filter((each) => measure !== 'load' || !set || each === set))
          for (let turn = 0; turn < taking.length; turn++) {
            // Another candidate is first in each round.
            const candidate = taking[(turn + round) % taking.length];
            if (includes?.(candidate, name) === false) continue;
            const found = ((samples[measure] ??= {})[name] ??= {});
            (found[candidate.id] ??= []).push(await run({browser, site, candidate, name}));
          }
      }
    }
    return {
      date: new Date().toISOString().slice(0, 10),
      cores: cpus().length,
      machine: `${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Chromium ${browser.version()} headless`,
      load,
      seconds: (Date.now() - start) / 1000,
      rounds,
      samples,
    };
  } finally {
    await browser.close();
    await site.close();
  }
}

/** Updates the tables of docs/speed.md. @param {Record<string, string>} sections */
async function writeDocument(sections) {
  const {format, resolveConfig} = await import('prettier');
  const {updateSections} = await import('./report.mjs');
  const text = updateSections(readFileSync(DOCUMENT, 'utf8'), sections);
  writeFileSync(DOCUMENT, await format(text, {...(await resolveConfig(DOCUMENT)), filepath: DOCUMENT}));
}

async function main() {
  const {values} = parseArgs({
    options: {
      only: {type: 'string'},
      candidates: {type: 'string'},
      set: {type: 'string'},
      rounds: {type: 'string', default: '9'},
      from: {type: 'string'},
      write: {type: 'boolean', default: false},
    },
  });
  const isPart = !!(values.only ?? values.candidates ?? values.set);
  if (isPart && values.write) {
    console.error(
      '--write needs a whole run, as all tables of docs/speed.md are of one. Leave out --only, --candidates and --set.',
    );
    return 1;
  }
  await ensureInstalled();
  await ensureInstalled(join(root, 'bench'));
  const {hasBuild} = await import('../src/tools/tests/up-to-date.mjs');
  if (!hasBuild()) {
    spawnSync(process.execPath, ['src/tools/cli/build.mjs'], {cwd: root, stdio: 'inherit'});
    // One over its size budget is complete.
    if (!existsSync(join(root, 'dist/cdn/integrity.json'))) return 1;
  }
  const {candidates} = await import('./candidates.mjs');
  const {measures} = await import('./measures/index.mjs');
  const {report} = await import('./report.mjs');

  /** @type {import('./tables.mjs').Results} */
  let results;
  if (values.from) results = JSON.parse(readFileSync(values.from, 'utf8'));
  else {
    results = await measureAll({
      measures: choose(measures, ({name}) => name, values.only),
      candidates: choose(candidates, ({id}) => id, values.candidates),
      rounds: Number(values.rounds),
      set: values.set,
    });
    mkdirSync(join(root, 'test-results'), {recursive: true});
    writeFileSync(isPart ? PART : RESULTS, JSON.stringify(results));
  }
  const sections = report(results);
  for (const [name, text] of Object.entries(sections)) console.log(`\n### ${name}\n\n${text}`);
  if (values.write) await writeDocument(sections);
  return 0;
}

await runCommand(main);
