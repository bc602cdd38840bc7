/**
 * `npm run examples -- react`: installs an app of examples/ or test/compat/hosts/ in a temporary copy, with the package of the last
 * build, builds it, opens it in Chromium and checks it. Several names may be given; `all` means every example, `hosts` every other
 * host. `--record` also writes the measurements to test/compat/hosts/measured.json. `--docs` copies the examples and the
 * measurements into docs/frameworks.md instead.
 */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {record, updateExamples, updateTried} from '../examples/docs.mjs';
import {EXAMPLES, ExampleError, HOSTS, runExample} from '../examples/run-example.mjs';
import {root} from '../project.mjs';

/** Names that stand for several. @type {Record<string, string[]>} */
const GROUPS = {all: Object.keys(EXAMPLES), hosts: Object.keys(HOSTS)};
const names = Object.values(GROUPS).flat();

/** Ends with the usage. @param {string} [message] @returns {never} */
function fail(message) {
  if (message) console.error(message);
  console.error(`Usage: npm run examples -- ${names[1]}, or any of ${names.join(', ')}, or all, or hosts, or --docs`);
  process.exit(2);
}

/** @returns {ReturnType<typeof parseArgs>} */
function readArguments() {
  try {
    return parseArgs({allowPositionals: true, options: {docs: {type: 'boolean'}, record: {type: 'boolean'}}});
  } catch (error) {
    return fail(/** @type {Error} */ (error).message.split('.')[0]);
  }
}

const {values, positionals} = readArguments();
if (values.docs) {
  const file = join(root, 'docs/frameworks.md');
  writeFileSync(file, updateTried(updateExamples(readFileSync(file, 'utf8'))));
  process.exit();
}
const wanted = positionals.flatMap((name) => GROUPS[name] ?? name);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length) fail(`Unknown example “${unknown.join('”, “')}”.`);
if (!wanted.length) fail();
if (!existsSync(join(root, 'dist/cdn/integrity.json'))) {
  console.error('The build is missing. Run: npm run build');
  process.exit(2);
}

for (const name of wanted)
  try {
    const measured = await runExample(name, (step) => console.log(`examples: ${name}: ${step} …`));
    const {install, build, shift} = measured;
    if (values.record) record(name, measured);
    const moved = shift === undefined ? '' : `, layout shift ${shift.toFixed(3)}`;
    console.log(`examples: ${name}: works; install ${install} s, build ${build} s${moved}`);
  } catch (error) {
    if (!(error instanceof ExampleError)) throw error;
    console.error(`examples: ${name}: ${error.message}`);
    process.exitCode = 1;
  }
