/** The steps before a build or a test run: the version of Node, packages, a browser. */
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {setTimeout} from 'node:timers/promises';
import {Launcher} from 'chrome-launcher';
import {findBrowser, isHeadlessShell} from '../../src/tools/browser.mjs';
import {runStep} from '../../src/tools/dev/run-step.mjs';
import {isAtLeast, root} from '../../src/tools/project.mjs';

const folder = mkdtempSync(join(tmpdir(), 'install-'));
after(() => rmSync(folder, {recursive: true}));

test('compares versions of Node by number', () => {
  for (const [version, expected] of /** @type {const} */ ([
    ['20.19.0', true],
    ['20.20.2', true],
    ['26.0.0', true],
    ['20.9.0', false],
    ['18.20.8', false],
  ]))
    assert.equal(isAtLeast(version, '20.19'), expected, version);
});

test('a command installs what is missing before it loads a package, and repeats npm’s error', () => {
  const clone = join(folder, 'clone');
  for (const path of ['src/tools', 'package.json', 'package-lock.json'])
    cpSync(join(root, path), join(clone, path), {recursive: true, filter: (name) => !name.includes('node_modules')});
  writeFileSync(join(clone, 'npm'), '#!/bin/sh\necho "npm is called with $1" >&2; exit 1\n', {mode: 0o755});
  const {status, stderr} = spawnSync(process.execPath, ['src/tools/cli/build.mjs'], {
    cwd: clone,
    env: {...process.env, PATH: `${clone}:${process.env.PATH}`},
    encoding: 'utf8',
  });
  assert.deepEqual([status, stderr], [1, 'npm is called with ci\n']);
});

test('prefers CHROME_PATH to installed browsers, and explains in one line what is missing', () => {
  const file = join(folder, 'chromium');
  writeFileSync(file, '');
  assert.equal(
    findBrowser(file, () => ['/usr/bin/other']),
    file,
  );
  assert.throws(() => findBrowser(join(folder, 'none')), /CHROME_PATH is .*none/);
  assert.equal(
    findBrowser('', () => [file]),
    file,
  );
  const none = /^Error: No Chromium or Chrome found\..*CHROME_PATH.*$/;
  assert.throws(() => findBrowser('', () => []), none);
  assert.throws(
    () =>
      findBrowser('', () => {
        throw new Error('chrome-launcher found none');
      }),
    none,
  );
});

test('finds a Chromium on the path, and rather a headless shell', {skip: process.platform !== 'linux'}, () => {
  const before = process.env.PATH;
  process.env.PATH = `${folder}:${before}`;
  const [chrome, shell] = ['google-chrome-stable', 'chromium-headless-shell'].map((name) => join(folder, name));
  for (const program of [chrome, shell]) writeFileSync(program, '', {mode: 0o755});
  try {
    assert.equal(findBrowser('', Launcher.getInstallations), chrome);
    assert.equal(findBrowser(''), shell);
  } finally {
    process.env.PATH = before;
  }
});

test('recognizes a headless shell by its name', () => {
  assert.ok(isHeadlessShell('/opt/chrome-headless-shell-linux64/chrome-headless-shell'));
  assert.ok(isHeadlessShell('/usr/bin/chromium-headless-shell'));
  assert.ok(!isHeadlessShell('/opt/chrome-headless-shell/chromium'));
});

test('returns the exit status and the output of a step', async () => {
  const code = 'console.log("out"); console.error("err"); process.exitCode = 3';
  const {status, output} = await runStep('a step that fails on purpose', process.execPath, ['-e', code]);
  assert.equal(status, 3);
  assert.match(output, /out/);
  assert.match(output, /err/);
  assert.equal((await runStep('a missing program, on purpose', join(folder, 'none'), [])).status, 1);
});

test('ends its child when it is ended itself', async () => {
  const file = join(folder, 'pid');
  const child = `require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000)`;
  const module = new URL('../../src/tools/dev/run-step.mjs', import.meta.url).href;
  const code = `import {runStep} from '${module}'; runStep('a step', process.execPath, ['-e', ${JSON.stringify(child)}]);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', code]);
  while (!existsSync(file) || !readFileSync(file, 'utf8')) await setTimeout(20);
  parent.kill();
  assert.deepEqual(await once(parent, 'exit'), [143, null]);
  const pid = Number(readFileSync(file, 'utf8'));
  const isThere = () => spawnSync('kill', ['-0', String(pid)]).status === 0;
  while (isThere()) await setTimeout(20);
});
