/**
 * `npm run pictures`: builds, takes a picture of each widget in each variant, and compares it with the one in
 * test/baselines/pictures/ (test/embed/screenshots.test.mjs). Playwright’s report shows the differences side by side.
 *
 * `-- --accept` keeps the new pictures. Names, such as `faq` or `faq.dark`, choose some; `--no-build` uses the last build.
 */
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {root} from '../project.mjs';
import {runStep} from '../dev/run-step.mjs';

const REPORT = 'test-results/pictures';

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {accept: {type: 'boolean', default: false}, 'no-build': {type: 'boolean', default: false}},
});

if (!values['no-build']) {
  const {status, output} = await runStep('Build', process.execPath, ['src/tools/cli/build.mjs']);
  if (status !== 0) {
    console.error(output.trimEnd());
    process.exit(1);
  }
}

// All pictures are retaken, or the chosen ones that differ.
const update = positionals.length ? 'changed' : 'all';
const names = positionals.map((name) => ` ${name.replaceAll('.', '\\.')}\\.(\\w+\\.)?png$`);
const child = spawn(
  process.execPath,
  [
    join(root, 'test/node_modules/@playwright/test/cli.js'),
    ...['test', 'embed/screenshots', '--config', 'test/playwright.config.mjs', '--project=embed'],
    ...['--output', `${REPORT}-output`, '--reporter', 'dot,html,test/support/count-reporter.mjs'],
    ...(names.length ? ['--grep', names.join('|')] : []),
    ...(values.accept ? [`--update-snapshots=${update}`] : []),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {...process.env, NIGHTLY: '1', PLAYWRIGHT_HTML_OUTPUT_DIR: join(root, REPORT), PLAYWRIGHT_HTML_OPEN: 'never'},
  },
);
child.on('close', (status) => {
  if (values.accept) console.log('pictures: look at the changed files in test/baselines/pictures/ before you commit');
  else if (status !== 0) console.log(`pictures: differences are in ${REPORT}/index.html`);
  process.exitCode = status ?? 1;
});
