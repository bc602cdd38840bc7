import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';

/** Files, with the lines that are errors; no others are. */
const WRONG = {'right.ts': [], 'wrong.ts': [4, 5, 6]};
const WRONG_WITH_EXPORTS = {...WRONG, 'define.ts': [5]};
const OPTIONS = {
  node16: {module: 'node16'},
  nodenext: {module: 'nodenext'},
  bundler: {module: 'esnext', moduleResolution: 'bundler'},
  // The resolution of old projects, which reads `main` and `types` and nothing else.
  node10: {module: 'esnext', moduleResolution: 'node10'},
};
const VERSIONS = {
  typescript: ['node16', 'nodenext', 'bundler'],
  'typescript-5.9': ['node16', 'nodenext', 'bundler', 'node10'],
  'typescript-5.4': ['node16', 'nodenext', 'bundler', 'node10'],
  'typescript-4.9': ['node16', 'nodenext'],
};
for (const [version, resolutions] of Object.entries(VERSIONS))
  for (const resolution of resolutions) {
    // Entries other than the first need `exports`.
    const wrong = resolution === 'node10' ? WRONG : WRONG_WITH_EXPORTS;
    const compilerOptions = {
      ...OPTIONS[resolution],
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
    };
    writeFileSync('tsconfig.json', JSON.stringify({compilerOptions, files: Object.keys(wrong)}));
    const {stdout} = spawnSync(process.execPath, [`node_modules/${version}/bin/tsc`], {encoding: 'utf8'});
    const errors = [...stdout.matchAll(/^(.*)\((\d+),\d+\): error TS/gm)].map(([, file, line]) => `${file}:${line}`);
    const expected = Object.entries(wrong).flatMap(([file, lines]) => lines.map((line) => `${file}:${line}`));
    const isRight = errors.sort().join() === expected.sort().join();
    console.log(`${version}, ${resolution}: ${isRight ? 'as expected' : stdout}`);
    if (!isRight) process.exitCode = 1;
  }
