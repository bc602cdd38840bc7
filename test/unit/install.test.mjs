/** The steps before a build or a test run: the version of Node, packages, a browser. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {Launcher} from 'chrome-launcher';
import {findBrowser, isHeadlessShell} from '../../src/tools/browser.mjs';
import {isInstalled} from '../../src/tools/cli/install.mjs';
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

test('installs packages that are missing or of another version; optional ones may be missing', () => {
  const entry = {version: '1.0.0', integrity: 'sha512-a'};
  const wanted = {packages: {'': {}, a: entry, b: {...entry, optional: true}}};
  assert.ok(isInstalled(wanted, {packages: {a: entry}}));
  assert.ok(isInstalled(wanted, {packages: {a: entry, b: entry, left: entry}}));
  assert.ok(!isInstalled(wanted, {packages: {b: entry}}));
  assert.ok(!isInstalled(wanted, {packages: {a: {...entry, version: '1.0.1'}}}));
  assert.ok(!isInstalled(wanted, {packages: {a: {...entry, integrity: 'sha512-b'}}}));
});

/** Files of src/tools/cli/ that run before a command. */
const CLI = ['install.mjs', 'installed.mjs', 'run-step.mjs'];

/** Commands that install packages by themselves, and those that npm runs where there are some. */
const OTHERS = /^(start|dev|messages|storybook|test.*|prepare|prepack|prepublishOnly)$/;

test('every command installs what is missing before it loads a package, and says so if that fails', () => {
  const {scripts} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const [name, command] of Object.entries(scripts))
    if (!OTHERS.test(name)) assert.match(command, /^node --import \.\/src\/tools\/cli\/installed\.mjs /, name);

  const clone = join(folder, 'clone');
  for (const path of ['src/tools', 'package.json', 'package-lock.json'])
    cpSync(join(root, path), join(clone, path), {recursive: true});
  const npm = join(clone, 'npm-cli.js');
  writeFileSync(npm, "console.error('npm is called with', process.argv[2]); process.exit(1);");
  for (const command of [scripts.build, scripts.lint.split(' && ')[0]]) {
    const {status, stderr} = spawnSync(process.execPath, command.split(' ').slice(1), {
      cwd: clone,
      env: {...process.env, npm_execpath: npm},
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.equal(stderr, 'npm is called with ci\nThe packages could not be installed; the message above is npm’s.\n');
  }
});

test('a command generates the messages when they are missing, unless it always does', () => {
  const clone = join(folder, 'without-messages');
  for (const path of ['src/tools/project.mjs', ...CLI.map((name) => `src/tools/cli/${name}`), 'package.json'])
    cpSync(join(root, path), join(clone, path), {recursive: true});
  // Nothing to install, and commands that only print.
  const lockfile = '{"packages": {}}';
  mkdirSync(join(clone, 'node_modules'));
  for (const path of ['package-lock.json', 'node_modules/.package-lock.json'])
    writeFileSync(join(clone, path), lockfile);
  const generate = "import {mkdirSync} from 'node:fs'; mkdirSync('src/generated/locales', {recursive: true});";
  writeFileSync(join(clone, 'src/tools/cli/messages.mjs'), generate);
  for (const name of ['build.mjs', 'other.mjs']) writeFileSync(join(clone, name), 'console.log("runs");');
  const outputOf = (/** @type {string} */ name) =>
    spawnSync(process.execPath, ['--import', './src/tools/cli/installed.mjs', name], {cwd: clone, encoding: 'utf8'})
      .stdout;
  assert.equal(outputOf('build.mjs'), 'runs\n');
  assert.match(outputOf('other.mjs'), /^Messages and numbers … done, \d+ s\nruns\n$/);
  assert.equal(outputOf('other.mjs'), 'runs\n');
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
