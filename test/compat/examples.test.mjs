/**
 * The example apps and the other hosts, each installed with the packed package, built, served and opened in Chromium. They come
 * from the registry, and take half an hour, so only the nightly run has them.
 */
import {EXAMPLES, HOSTS, runExample} from '../../src/tools/examples/run-example.mjs';
import {AT_NIGHT, isNightly} from '../support/nightly.mjs';
import {test} from '../support/page.mjs';

test.skip(!isNightly, AT_NIGHT);
// One after the other: each takes all of a small machine.
test.describe.configure({mode: 'default'});

for (const [apps, promise] of /** @type {const} */ ([
  [EXAMPLES, 'the widget is there, its number too, and nothing moves or complains'],
  [HOSTS, 'widgets change, come and go, and a form gets its answer'],
]))
  for (const name of Object.keys(apps))
    test(`${name}: ${promise}`, async () => {
      test.setTimeout(900_000);
      await runExample(name);
    });
