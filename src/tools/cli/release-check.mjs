/** Proves a release: made again elsewhere it has the same bytes, and each of its forms shows a widget in a browser. */
import {cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {unzipSync} from 'fflate';
// eslint-disable-next-line no-restricted-imports -- test/ has Playwright
import {chromium, launchOptions} from '../../../test/support/browser.mjs';
import {version} from '../built/built.mjs';
import {filesIn, integrityHash} from '../built/integrity.mjs';
import {git} from '../content/git-history.mjs';
import {ContentError, readJson} from '../content/read-content.mjs';
import {root} from '../project.mjs';
import {capture} from '../run-step.mjs';
import {serve} from '../serve.mjs';
import {NAMES, RELEASE, npm} from './release-files.mjs';
import {write} from '../write-changed.mjs';

/** Calls a function with a temporary folder. @template T @param {(folder: string) => T} use @returns {Promise<Awaited<T>>} */
async function withFolder(use) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'release-')));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Hashes everything of which a release is made. @param {string} dist @returns {Record<string, string>} by path */
const hashesOf = (dist) =>
  Object.fromEntries(
    ['release', 'staged', 'hosting/recovery-widgets']
      .flatMap((part) => filesIn(join(dist, part)).map((file) => `${part}/${file}`))
      .map((file) => [file, integrityHash(readFileSync(join(dist, file)))]),
  );

/** Makes the release again, from sources in another folder, order, language and time zone, and lists the files in dist/ that differ. */
export const differences = () =>
  withFolder(async (temporary) => {
    const folder = join(temporary, 'a much longer folder', 'in another');
    const sources = git(root, 'ls-files', '-co', '--exclude-standard', '-z')?.split('\0') ?? [];
    for (const file of sources.filter(Boolean).toReversed()) cpSync(join(root, file), join(folder, file));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const env = {
      ...process.env,
      ...{TZ: 'Pacific/Kiritimati', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8'},
      // Reviews, changes of helplines and the time of the commit are read from the history.
      GIT_DIR: git(root, 'rev-parse', '--absolute-git-dir'),
    };
    const args = ['src/tools/cli/release.mjs', '--pack'];
    const {status, output} = await capture(process.execPath, args, {cwd: folder, env});
    if (status !== 0) throw new ContentError(['The release could not be made again:', output]);
    const [here, there] = [join(root, 'dist'), join(folder, 'dist')].map(hashesOf);
    return Object.keys({...here, ...there}).filter((file) => here[file] !== there[file]);
  });

/** Unpacks a zip. @param {string} zip @param {string} folder */
function unpack(zip, folder) {
  for (const [file, bytes] of Object.entries(unzipSync(readFileSync(join(RELEASE, zip)))))
    write(join(folder, file), bytes);
}

/** Installs the tarball and unpacks the zips in empty folders, and shows a widget from each in Chromium. @returns {Promise<void>} */
export const tryFiles = () =>
  withFolder(async (folder) => {
    write(join(folder, 'npm/package.json'), '{"type": "module"}');
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    npm(join(folder, 'npm'), 'install', ...options, join(RELEASE, NAMES.tarball));
    unpack(NAMES.hosting, join(folder, 'hosting'));
    unpack(NAMES.plugin, join(folder, 'wordpress'));
    const scripts = {
      [NAMES.tarball]: 'npm/node_modules/recovery-widgets/dist/cdn',
      [NAMES.hosting]: `hosting/recovery-widgets/${version}`,
      [NAMES.plugin]: 'wordpress/recovery-widgets/assets',
    };
    // Run by the installed package, so that its command is tried, too.
    const run = (/** @type {string[]} */ ...args) => npm(join(folder, 'npm'), 'exec', '--', ...args);
    run('node', '--eval', 'import("recovery-widgets/define.js")');
    const {records} = readJson(join(folder, 'npm/node_modules/recovery-widgets/dist/npm/helplines.json'));
    const {tel} = records.find((/** @type {any} */ {country}) => country === 'US').emergency;
    const site = await serve({root: folder});
    const browser = await chromium.launch(launchOptions());
    try {
      for (const [name, path] of Object.entries(scripts)) {
        const code = run('recovery-widgets', 'snippet', 'helpline-banner', '--region=US', `--base=/${path}/`);
        writeFileSync(join(folder, 'page.html'), `<!doctype html><html lang="en"><title>Page</title>${code}`);
        const page = await browser.newPage();
        await page.goto(`${site.url}/page.html`);
        await page.locator(`recovery-helpline-banner a[part="call"][href="${tel}"]`).waitFor({timeout: 20_000});
        console.log(`release: ${name} shows the banner`);
      }
    } finally {
      await browser.close();
      await site.close();
    }
  });
