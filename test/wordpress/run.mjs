/** Runs the tests in this folder. Makes the plugin first, once for all of them. */
import {spawnSync} from 'node:child_process';
import {buildPlugin} from '../../src/tools/wordpress/plugin.mjs';

await buildPlugin();
const {status} = spawnSync(
  process.execPath,
  // One file a core: each starts its own WordPress.
  ['--test', '--test-concurrency=2', '--test-reporter', './test/support/node-reporter.mjs', ...process.argv.slice(2)],
  {stdio: 'inherit', env: {...process.env, TEST_SUITE: 'wordpress'}},
);
process.exit(status ?? 1);
