/** The steps of `npm run build`: each runs again when something that it reads has changed, and only then. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, describe, test} from 'node:test';
import {withLock} from '../../src/tools/dev/build-lock.mjs';
import {STEPS} from '../../src/tools/dev/build-steps.mjs';
import {sourcesOf, stepCache} from '../../src/tools/dev/step-cache.mjs';
import {root} from '../../src/tools/project.mjs';

const folder = mkdtempSync(join(tmpdir(), 'steps-'));
after(() => rmSync(folder, {recursive: true}));
const write = (/** @type {string} */ file, /** @type {string} */ text) => {
  mkdirSync(dirname(join(folder, file)), {recursive: true});
  writeFileSync(join(folder, file), text);
};

/** Copies `content/a` without its comments, and that to two places. @type {Record<string, import('../../src/tools/dev/step-cache.mjs').Step>} */
const steps = {
  texts: {label: '', run: [['src/tools/cli/texts.mjs']], reads: ['content'], writes: ['out']},
  html: {label: '', run: [['src/tools/cli/html.mjs']], needs: ['texts'], writes: ['out/html']},
};
const work = {
  texts: () => write('out/texts', readFileSync(join(folder, 'content/a'), 'utf8').replace(/#.*/, '')),
  html: () => write('out/html/a', readFileSync(join(folder, 'out/texts'), 'utf8')),
};

/** Runs the steps that are due. @returns {string[]} names of the steps that ran */
const build = () =>
  /** @type {const} */ (['texts', 'html']).filter((name) => {
    const cache = stepCache(folder, steps, '.cache/steps.json');
    if (cache.isFresh(name)) return false;
    const finish = cache.start(name);
    work[name]();
    finish();
    return true;
  });

describe('a step runs again', () => {
  write('content/a', 'one');
  write('src/tools/cli/texts.mjs', "import '../content/read.mjs';");
  write('src/tools/content/read.mjs', '');
  write('src/tools/content/schema.json', '{}');
  write('src/tools/cli/html.mjs', "const {page} = await import('./page.mjs');");
  write('src/tools/cli/page.mjs', '');
  write('src/tools/site/other.mjs', '');

  test('not when nothing has changed', () => {
    assert.deepEqual(build(), ['texts', 'html']);
    assert.deepEqual(build(), []);
  });

  test('when content has changed, and those that read what it wrote', () => {
    write('content/a', 'two');
    assert.deepEqual(build(), ['texts', 'html']);
    assert.equal(readFileSync(join(folder, 'out/html/a'), 'utf8'), 'two');
  });

  test('alone, when it writes the same as before', () => {
    write('content/a', 'two# and a comment');
    assert.deepEqual(build(), ['texts']);
  });

  test('when a module or a file beside one has changed, but not for a tool that it does not import', () => {
    write('src/tools/content/schema.json', '{"a": 1}');
    assert.deepEqual(build(), ['texts']);
    write('src/tools/cli/page.mjs', '// changed');
    assert.deepEqual(build(), ['html']);
    write('src/tools/site/other.mjs', '// changed');
    assert.deepEqual(build(), []);
  });

  test('when its files were changed or removed', () => {
    write('out/html/a', 'by hand');
    assert.deepEqual(build(), ['html']);
    rmSync(join(folder, 'out/texts'));
    assert.deepEqual(build(), ['texts']);
  });

  test('without the files and folders of the time before', () => {
    write('out/html/old/a', '');
    assert.deepEqual(build(), ['html']);
    assert.ok(!existsSync(join(folder, 'out/html/old')));
  });

  test('when it failed', () => {
    write('content/a', 'three');
    stepCache(folder, steps, '.cache/steps.json').start('texts');
    assert.deepEqual(build(), ['texts', 'html']);
  });
});

test('a second build waits for the first; one that was killed holds up nobody', async () => {
  const lock = join(folder, '.cache/lock');
  const {pid: ended} = spawnSync(process.execPath, ['-e', '']);
  write('.cache/lock', String(ended));
  /** @type {string[]} */
  const events = [];
  const task = (/** @type {string} */ name) => async () => {
    events.push(`${name} starts`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    events.push(`${name} ends`);
  };
  const first = withLock(lock, task('first'));
  await Promise.all([first, withLock(lock, task('second'))]);
  assert.deepEqual(events, ['first starts', 'first ends', 'second starts', 'second ends']);
  assert.ok(!existsSync(lock));
});

test('the steps of the project read the copy, and the code of the tools that they run', () => {
  for (const [name, {run, reads = []}] of Object.entries(STEPS))
    if (!['scripts', 'sizes'].includes(name)) assert.ok(reads.includes('src/content'), name);
    else assert.ok(run.flat().some((arg) => arg.endsWith('.mjs')));
  const html = sourcesOf(root, ['src/tools/cli/html.mjs']);
  for (const file of ['src/tools/html/fallback-html.mjs', 'src/tools/review/channel.mjs', 'src/tools/cli/html.mjs'])
    assert.ok(html.includes(file), file);
  assert.ok(sourcesOf(root, ['rollup.config.mjs']).includes('src/tools/bundle/lit/strict.patch'));
});
