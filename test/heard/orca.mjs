/** Runs Orca, the screen reader of Linux desktops, on pages in a real browser, without a screen or a voice: real keys by xdotool, and what Orca would say as text. orca-customizations.py runs within Orca and reports when all is silent. */
import {spawn, spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {setTimeout as sleep} from 'node:timers/promises';
import {root} from '../../src/tools/project.mjs';
import {serve} from '../../src/tools/serve.mjs';

/** @typedef {{say?: string, languages?: string[], end?: boolean}} Said what Orca said, or that it has come to the end of the page */

/** Programs, each with its Debian package. */
const PROGRAMS =
  'orca:orca /usr/libexec/at-spi-bus-launcher:at-spi2-core dbus-run-session:dbus-daemon Xvfb:xvfb openbox:openbox xdotool:xdotool';

/** Script of each page: goes to the next one, and reports when its widgets have been rendered. */
const FOLLOW = readFileSync(join(import.meta.dirname, 'follow.html'), 'utf8');

/** The session. The key bindings of openbox are off: Ctrl+Alt+Right would go to another desktop, where Orca finds no window. Each Orca has a session of its own, and finds no other one: it would not start beside it, and on a busy machine takes a child of its own for one. */
const SESSION = `
  exec 2>log
  echo '<openbox_config xmlns="http://openbox.org/3.4/rc"><keyboard /></openbox_config>' >openbox.xml
  Xvfb -displayfd 3 -screen 0 1000x1300x24 -nolisten tcp 3>display >&2 &
  until [ -s display ]; do kill -0 $! && sleep 0.1 || exit; done
  export DISPLAY=:$(cat display)
  openbox --sm-disable --config-file openbox.xml >&2 &
  orca --user-prefs orca`;

/** Returns the Debian packages that have to be installed. @param {string} browser also a package */
export const missingPackages = (browser) =>
  `${PROGRAMS} ${browser}:${browser}`
    .split(' ')
    .map((each) => each.split(':'))
    .flatMap(([program, name]) => (spawnSync('sh', ['-c', `command -v ${program}`]).status === 0 ? [] : [name]));

/** Serves the build and one page, of HTML given, after the other. @param {(url: string) => unknown} startBrowser */
async function servePages(startBrowser) {
  let [page, count, onReady] = ['', 0, () => {}];
  /** @type {((path: string) => void) | undefined} */
  let follow;
  const {url, close} = await serve({
    mounts: {'/cdn/': join(root, 'dist/cdn')},
    async onRequest(request) {
      const [, action, number] = request.url?.match(/^\/(page|next)\/(\d+)/) ?? [];
      if (action !== 'next') return action ? {headers: {'Content-Type': 'text/html'}, body: page} : undefined;
      if (number !== String(count)) return {body: `/page/${count}`};
      onReady();
      const next = new Promise((resolve) => (follow = resolve));
      const mine = follow;
      // The page has been left, and the next one needs a tab of its own; or the request was dropped, and it asks again.
      request.socket.once('close', () => follow === mine && (follow = undefined));
      return {body: await next};
    },
  });
  /** Returns whether the page has been left: one whose request was dropped asks again at once, on a busy machine within seconds. */
  const hasLeft = async () => {
    for (let waits = 0; count && !follow && waits < 50; waits++) await sleep(100);
    return !follow;
  };
  return {
    /** @param {string} html */
    async open(html) {
      const isLeft = await hasLeft();
      page = html
        .replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, '')
        .replace('<head>', `<head>${FOLLOW}`);
      const ready = new Promise((resolve, reject) => {
        onReady = () => resolve(true);
        setTimeout(reject, 120_000, new Error('The page is not ready.')).unref();
      });
      const path = `/page/${++count}`;
      if (isLeft) await startBrowser(url + path);
      else follow?.(path);
      await ready;
    },
    hasLeft,
    close,
  };
}

/** Starts everything but the browser, which starts with the first page. @param {string} browser */
export async function startOrca(browser) {
  const folder = mkdtempSync(join(tmpdir(), 'heard-'));
  const at = (/** @type {string} */ name) => join(folder, name);
  for (const name of ['run', 'orca']) mkdirSync(at(name), {mode: 0o700});
  cpSync(join(import.meta.dirname, 'orca-customizations.py'), at('orca/orca-customizations.py'));
  symlinkSync('/bin/false', at('run/pgrep'));
  const PATH = `${at('run')}:${process.env.PATH}`;
  const session = spawn('dbus-run-session', ['--', 'sh', '-c', SESSION], {
    cwd: folder,
    env: {PATH, HOME: folder, XDG_RUNTIME_DIR: at('run'), LC_ALL: 'C.UTF-8', TZ: 'UTC', GNOME_ACCESSIBILITY: '1'},
    detached: true,
  });
  /** Ends all of the session: if Orca does not start, its shell has ended, and the screen has not. */
  const kill = () => spawnSync('kill', ['-KILL', '--', `-${session.pid}`]);
  const end = () => (kill(), rmSync(folder, {recursive: true, force: true, maxRetries: 9, retryDelay: 200}));
  process.once('exit', end);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const lines = createInterface({input: session.stdout})[Symbol.asyncIterator]();
  /** Runs a program in the session, and returns what Orca says until it is silent. @param {string[]} command */
  const run = async (...command) => {
    const timeout = setTimeout(kill, 120_000);
    session.stdin.write(`${JSON.stringify(command)}\n`);
    /** @type {Said[]} */
    const said = [];
    for (;;) {
      const {value = '', done} = await lines.next();
      if (done) throw new Error(`Orca has ended: ${JSON.stringify(said)}\n${readFileSync(at('log'), 'utf8')}`);
      const {silence, ...rest} = value.startsWith('{') ? JSON.parse(value) : {say: value};
      if (rest.say || rest.end) said.push(rest);
      if (silence) return (clearTimeout(timeout), said);
    }
  };
  await run('true');
  const pages = await servePages((url) => run(browser, url));
  /** Presses a key, such as `Tab` or `shift+Tab`. @param {string} key */
  const press = (key) => run('key', key);
  return {
    press,
    hasLeft: pages.hasLeft,
    /** Opens a page. @param {string} html */
    async open(html) {
      await pages.open(html);
      await run('true');
    },
    /** Reads the page from its first words to its end, as “speak entire document” does. */
    async readAll() {
      await press('ctrl+Home');
      let said = await press('KP_Add');
      while (!said.some(({end}) => end)) said = [...said, ...(await run('true'))];
      // The words before them are read again or not, depending on when the caret has arrived there.
      const start = said.findIndex(({say}) => say?.startsWith('First words.'));
      return said.slice(Math.max(0, start));
    },
    /** Returns the accessibility tree of the page, as JSON lines. */
    async tree() {
      await run('/usr/bin/python3', join(import.meta.dirname, 'tree.py'));
      return readFileSync(at('output'), 'utf8');
    },
    close: () => (process.off('exit', end), end(), pages.close()),
  };
}
