/** The commands on files and pages that somebody has made to harm: nothing is lost, nothing hangs, nothing moves the cursor. */
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import * as fs from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {zipSync} from 'fflate';
import {checkSource, refresh} from '../../src/tools/pages/page-tools.mjs';
import {root} from '../../src/tools/project.mjs';
import {readPacket} from '../../src/tools/review/read-packet.mjs';
import {AT_NIGHT, isNightly, nightly} from '../support/nightly.mjs';
import {temporaryFolder} from '../support/system.mjs';

const COMMAND = join(root, 'dist/bin/recovery-widgets.js');
const folder = temporaryFolder('hostile');

/** A snippet whose numbers are of an earlier day, with room behind it. */
const OLD = `<div data-recovery-widget="helpline-banner" data-region="US" data-lang="en"><p>Old</p></div>${' '.repeat(6000)}\n`;

/** Runs the command, with limits of the shell before it. @param {string[]} args @param {string} [limits] */
const run = (args, limits = ':') =>
  spawnSync('bash', ['-c', `${limits}; exec "$0" "$@"`, process.execPath, COMMAND, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });

const write = (/** @type {string} */ name, text = OLD) => {
  fs.writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('refresh --write', () => {
  test('keeps the old page, whole, if the new one does not fit, and goes on with the others', () => {
    const [big, link, huge] = [write('big.html'), join(folder, 'link.html'), write('huge.html')];
    fs.symlinkSync(big, link);
    fs.truncateSync(huge, 3e9);
    fs.chmodSync(big, 0o640);
    const {status, stdout} = run(['refresh', '--write', '--replace-edited', '.', link], 'ulimit -f 4');
    assert.equal(status, 2, stdout);
    assert.equal(fs.readFileSync(big, 'utf8'), OLD);
    for (const line of [
      /big\.html: left as it is: EFBIG/,
      /huge\.html: not read: it is larger than/,
      /link\.html: not read: it is a symbolic link/,
      /^3 files/m,
    ])
      assert.match(stdout, line);
    fs.rmSync(huge);
    assert.equal(run(['refresh', '--write', '--replace-edited', 'big.html']).status, 0);
    assert.notEqual(fs.readFileSync(big, 'utf8'), OLD);
    assert.equal(fs.statSync(big).mode & 0o777, 0o640);
    assert.deepEqual(fs.readdirSync(folder).sort(), ['big.html', 'link.html'], 'no temporary file');
  });

  test('goes on with the others if a folder or a file cannot be read', () => {
    const site = temporaryFolder('unreadable');
    const page = join(site, 'page.html');
    fs.writeFileSync(page, OLD);
    const closed = join(site, 'closed');
    fs.mkdirSync(closed, 0);
    const secret = join(site, 'secret.html');
    fs.writeFileSync(secret, OLD, {mode: 0});
    // Root reads everything.
    const user = process.getuid?.() === 0 ? 65_534 : undefined;
    if (user) for (const path of [site, page]) fs.chownSync(path, user, user);
    const args = [COMMAND, 'refresh', '--write', '--replace-edited', site];
    const {status, stdout, stderr} = spawnSync(process.execPath, args, {encoding: 'utf8', uid: user, gid: user});
    assert.equal(status, 2, stderr);
    assert.match(
      stdout,
      /closed: this folder cannot be read\.[^]*secret\.html: left as it is: EACCES[^]*1 updated .* 2 failed/,
    );
    assert.notEqual(fs.readFileSync(page, 'utf8'), OLD);
  });

  // 30 s are far more than a linear reader takes on a machine that others share, and minutes where time grows with the square.
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
      assert.ok(used.user + used.system < 30e6, `${used.user + used.system} µs of the processor`);
    });
});

test('what is printed has no control characters of pages, files or their names', () => {
  const CONTROLS = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e\nall is well';
  const page = write(
    'evil.html',
    `<recovery-faq region="${CONTROLS}" theme="${CONTROLS}" lang="${CONTROLS}">${CONTROLS}</recovery-faq>`,
  );
  const named = write(`x\u001b[2J\nall is well.html`);
  for (const args of [['check', '--all', page], ['check', '--json', page], ['refresh', page, named], [CONTROLS]]) {
    const {stdout, stderr} = run(args.map((each) => each.replaceAll('\0', '')));
    const text = stdout + stderr;
    assert.ok(text);
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\u202a-\u202e]/u);
    assert.doesNotMatch(text, /^all is well/m);
    if (args.includes('--json')) assert.ok(JSON.parse(stdout).findings.length);
  }
});

/** Writes without end. @param {import('node:http').ServerResponse} response */
function flood(response) {
  while (!response.destroyed && response.write(' '.repeat(1e6)));
  if (!response.destroyed) response.once('drain', () => flood(response));
}

for (const [title, said, send] of /** @type {[string, RegExp, typeof flood][]} */ ([
  ['that never ends', /is too long \(maximum/, flood],
  [
    'of 600 MB in 600 kB of gzip',
    /is too long \(maximum/,
    (response) =>
      response
        .setHeader('content-encoding', 'gzip')
        .end(Buffer.concat(Array(60).fill(gzipSync(Buffer.alloc(1e7, ' '))))),
  ],
  ['that comes byte by byte', /: .*timeout/, (response) => setInterval(() => response.write(' '), 100).unref()],
]))
  test(`check stops reading an answer ${title}`, {skip: send !== flood && !isNightly && AT_NIGHT}, async () => {
    const server = createServer((_, response) => send(response.setHeader('content-type', 'text/html')));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
    const memory = 'data:text/javascript,process.on("exit",()=>console.error(process.resourceUsage().maxRSS))';
    const child = spawn(process.execPath, ['--import', memory, COMMAND, 'check', `http://127.0.0.1:${port}/`]);
    let output = '';
    child.stderr.on('data', (data) => (output += data));
    assert.equal(await new Promise((resolve) => child.on('close', resolve)), 2);
    assert.match(output, said);
    assert.ok(Number(/^\d+$/m.exec(output)?.[0]) < 300_000, output);
    server.closeAllConnections();
    server.close();
  });

test('a packet that is a zip bomb is refused by the size that it declares, and never unzipped whole where it says that it is small', async () => {
  const size = 30_000_000;
  const large = zipSync({'word/document.xml': new Uint8Array(size)}, {level: 1});
  /** Returns the packet with an entry that says another length of its document. @param {number} said */
  function bomb(said) {
    const bytes = Buffer.from(large);
    const [real, other] = [size, said].map((length) => Buffer.from(Uint32Array.of(length).buffer));
    for (let at = bytes.indexOf(real); at >= 0; at = bytes.indexOf(real, at + 1)) other.copy(bytes, at);
    return new Uint8Array(bytes);
  }
  await assert.rejects(readPacket(bomb(51_000_000)), /unzips to 51 MB: that is not a packet/);
  const bytes = bomb(1000);
  const before = process.memoryUsage().arrayBuffers;
  await assert.rejects(readPacket(bytes), /broken|no table/);
  assert.ok(process.memoryUsage().arrayBuffers - before < size, 'memory');
});
