/**
 * `npm test -- accept`: makes the last build the baseline, to be read in `git diff`: pictures of the widgets, transcripts of a screen
 * reader, and the snippets in documents. Names, such as `faq` or `faq.dark`, choose pictures; without any, all are retaken.
 */
import {spawnSync} from 'node:child_process';
import {root} from '../project.mjs';

/** Runs a program, and ends with its status if it fails. @param {...string} args of node */
function run(...args) {
  const {status} = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: {...process.env, NIGHTLY: '1'},
  });
  if (status !== 0) process.exit(status ?? 1);
}

const names = process.argv.slice(2).map((name) => ` ${name.replaceAll('.', '\\.')}\\.(\\w+\\.)?png$`);
run('src/tools/cli/build.mjs');
run(
  'test/node_modules/@playwright/test/cli.js',
  ...['test', 'embed/screenshots', '--config', 'test/playwright.config.mjs', '--project=embed'],
  ...(names.length ? ['--grep', names.join('|'), '--update-snapshots=changed'] : ['--update-snapshots=all']),
);
run('test/support/spoken-command.mjs');
run('src/tools/cli/docs.mjs');
console.log('Read the difference: git diff test/baselines docs');
