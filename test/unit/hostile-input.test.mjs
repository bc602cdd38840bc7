/** The commands on files and pages that somebody has made to harm: nothing is lost, nothing hangs, nothing moves the cursor. */
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {checkSource, refresh} from '../../src/tools/pages/page-tools.mjs';
import {root} from '../../src/tools/project.mjs';
import {nightly} from '../support/nightly.mjs';

const COMMAND = join(root, 'src/tools/cli/recovery-widgets.mjs');
const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
after(() => rmSync(folder, {recursive: true}));

/** A snippet whose numbers are of an earlier day, with room behind it. */
const OLD = `<div data-recovery-widget="helpline-banner" data-region="US" data-lang="en"><p>Old</p></div>${' '.repeat(6000)}\n`;

/** Runs the command, with limits of the shell before it. @param {string[]} args @param {string} [limits] */
const run = (args, limits = ':') =>
  spawnSync('bash', ['-c', `${limits}; exec "$0" "$@"`, process.execPath, COMMAND, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });

const write = (/** @type {string} */ name, text = OLD) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('refresh --write', () => {
  test('keeps the old page, whole, if the new one does not fit, and goes on with the others', () => {
    const [big, link, huge] = [write('big.html'), join(folder, 'link.html'), write('huge.html')];
    symlinkSync(big, link);
    truncateSync(huge, 3e9);
    chmodSync(big, 0o640);
    const {status, stdout} = run(['refresh', '--write', '--replace-edited', '.', link], 'ulimit -f 4');
    assert.equal(status, 2, stdout);
    assert.equal(readFileSync(big, 'utf8'), OLD);
    for (const line of [
      /big\.html: left as it is: EFBIG/,
      /huge\.html: not read: it is larger than/,
      /link\.html: not read: it is a symbolic link/,
      /^3 files/m,
    ])
      assert.match(stdout, line);
    rmSync(huge);
    assert.equal(run(['refresh', '--write', '--replace-edited', 'big.html']).status, 0);
    assert.notEqual(readFileSync(big, 'utf8'), OLD);
    assert.equal(statSync(big).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(folder).sort(), ['big.html', 'link.html'], 'no temporary file');
  });

  test('goes on with the others if a folder cannot be read', () => {
    const site = mkdtempSync(join(tmpdir(), 'unreadable-'));
    after(() => rmSync(site, {recursive: true}));
    const page = join(site, 'page.html');
    writeFileSync(page, OLD);
    const closed = join(site, 'closed');
    mkdirSync(closed, 0);
    // Root reads everything.
    const user = process.getuid?.() === 0 ? 65_534 : undefined;
    if (user) for (const path of [site, page]) chownSync(path, user, user);
    const args = [COMMAND, 'refresh', '--write', '--replace-edited', site];
    const {status, stdout, stderr} = spawnSync(process.execPath, args, {encoding: 'utf8', uid: user, gid: user});
    assert.equal(status, 2, stderr);
    assert.match(stdout, /closed: this folder cannot be read\.[^]*1 files, 1 snippets: 1 updated .* 1 failed/);
    assert.notEqual(readFileSync(page, 'utf8'), OLD);
  });

  // A fourth of a megabyte in CI: where the time grows with the square, it is over the limit too.
  const share = nightly(1, 0.25);
  for (const [title, text] of Object.entries({
    'comments of templates without end': '{#'.repeat(5e5 * share),
    'comments of Django without end': '{% comment %}'.repeat(8e4 * share),
    'a name without end': `<${'a'.repeat(1e6 * share)}`,
    'start tags without end': '<a '.repeat(3e5 * share),
    'snippets without end tag': '<div data-recovery-widget="faq">'.repeat(3e4 * share),
    'comments and snippets in turn': '<!-- --><recovery-faq >'.repeat(4e4 * share),
    'head tags without end': '<html <meta data-recovery- '.repeat(4e4 * share),
    'strings of serialized PHP before snippets': `${'s:1:"x";'.repeat(6e4 * share)}${OLD.trimEnd().repeat(5e3 * share)}`,
    'snippets without a language': '<div data-recovery-widget="faq"></div>'.repeat(2.5e4 * share),
  }))
    test(`reads a long page of ${title} in linear time`, async () => {
      const {user, system} = process.cpuUsage();
      await refresh(Buffer.from(text), {replaceEdited: true});
      await checkSource(text);
      const used = process.cpuUsage({user, system});
      assert.ok(used.user + used.system < 20e6 * share, `${(used.user + used.system) / 1e6} s`);
    });
});

describe('what is printed', () => {
  const CONTROLS = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e\nall is well';
  const isClean = (/** @type {string} */ text) => {
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\u202a-\u202e]/u);
    assert.doesNotMatch(text, /^all is well/m);
  };

  test('has no control characters of pages, files or their names', () => {
    const page = write(
      'evil.html',
      `<recovery-faq region="${CONTROLS}" theme="${CONTROLS}" lang="${CONTROLS}">${CONTROLS}</recovery-faq>`,
    );
    const named = write(`x\u001b[2J\nall is well.html`);
    for (const args of [['check', '--all', page], ['check', '--json', page], ['refresh', page, named], [CONTROLS]]) {
      const {stdout, stderr} = run(args.map((each) => each.replaceAll('\0', '')));
      assert.ok(stdout + stderr);
      isClean(stdout + stderr);
      if (args.includes('--json')) assert.ok(JSON.parse(stdout).findings.length);
    }
  });
});

test('check stops reading an answer that never ends', async () => {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    const chunk = ' '.repeat(1e6);
    const more = () => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  const child = spawn(process.execPath, [COMMAND, 'check', `http://127.0.0.1:${port}/`]);
  let said = '';
  child.stderr.on('data', (data) => (said += data));
  assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 2);
  assert.match(said, /is too long \(maximum/);
  server.closeAllConnections();
  server.close();
});
