/**
 * `npm run examples -- react`: installs an example app of examples/ in a temporary copy, with the package of the last build, builds
 * it, opens it in Chromium and checks it. Several names may be given; `all` means every example. `--docs` copies the examples into
 * docs/frameworks.md instead.
 */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {updateExamples} from '../examples/docs.mjs';
import {EXAMPLES, ExampleError, runExample} from '../examples/run-example.mjs';
import {root} from '../project.mjs';

const names = Object.keys(EXAMPLES);
const given = process.argv.slice(2);
if (given.join() === '--docs') {
  const file = join(root, 'docs/frameworks.md');
  writeFileSync(file, updateExamples(readFileSync(file, 'utf8')));
  process.exit();
}
const wanted = given.includes('all') ? names : given;
const unknown = wanted.filter((name) => !names.includes(name));

if (!wanted.length || unknown.length) {
  if (unknown.length) console.error(`There is no example “${unknown.join('”, “')}”.`);
  console.error(`Usage: npm run examples -- ${names[1]}, or any of ${names.join(', ')}, or all, or --docs`);
  process.exit(2);
}
if (!existsSync(join(root, 'dist/cdn/integrity.json'))) {
  console.error('There is no build to try: npm run build');
  process.exit(2);
}

for (const name of wanted)
  try {
    const {install, build, shift} = await runExample(name, (step) => console.log(`examples: ${name}: ${step} …`));
    console.log(`examples: ${name}: works; install ${install} s, build ${build} s, layout shift ${shift.toFixed(3)}`);
  } catch (error) {
    if (!(error instanceof ExampleError)) throw error;
    console.error(`examples: ${name}: ${error.message}`);
    process.exitCode = 1;
  }
