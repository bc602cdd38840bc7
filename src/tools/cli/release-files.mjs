/** Makes all files of a release from the build: dist/release/. */
import {spawnSync} from 'node:child_process';
import {copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {GUIDES} from '../builder/guide-addresses.mjs';
import {version} from '../built/built.mjs';
import {CHECKSUMS, INTEGRITY, checksums} from '../built/integrity.mjs';
import {git} from '../content/git-history.mjs';
import {ContentError, readJson} from '../content/read-content.mjs';
import {stagePackage, toSbom} from '../hosting/package.mjs';
import {makeSite} from '../hosting/publish.mjs';
import {root} from '../project.mjs';
import {guidesAlone} from '../site/build-site.mjs';
import {buildPlugin} from '../wordpress/plugin.mjs';

const dist = join(root, 'dist');

export const RELEASE = join(dist, 'release');

/** The package and the plugin as folders: `npm pack` takes the one, and a comparison names their files. */
export const STAGED = join(dist, 'staged');

/** Names of the files that are tried, and of the list of packages. */
export const NAMES = {
  tarball: `recovery-widgets-${version}.tgz`,
  hosting: `recovery-widgets-hosting-${version}.zip`,
  plugin: `recovery-widgets-wordpress-${version}.zip`,
  sbom: `recovery-widgets-${version}.cdx.json`,
};

/**
 * Returns which files of a release are larger than a person has set.
 *
 * @param {Partial<Record<keyof typeof NAMES, number>>} budgets maximum bytes
 */
export const tooLarge = (budgets, folder = RELEASE) =>
  Object.entries(budgets).flatMap(([name, budget]) => {
    const file = NAMES[/** @type {keyof typeof NAMES} */ (name)];
    const {size} = statSync(join(folder, file));
    return size > budget ? `${file} has ${size} bytes; bench/budgets.json allows ${budget}.` : [];
  });

/** Runs npm. @param {string} cwd @param {string[]} args @returns {string} its output */
export function npm(cwd, ...args) {
  const shell = process.platform === 'win32';
  const {status, stdout, stderr} = spawnSync('npm', args, {cwd, encoding: 'utf8', shell, maxBuffer: 1 << 28});
  if (status !== 0) throw new ContentError([`npm ${args.join(' ')} failed:`, stderr]);
  return stdout;
}

/** Lists all packages of the lock file, in CycloneDX. @returns {import('../hosting/package.mjs').Bom} */
export const listPackages = () =>
  JSON.parse(npm(root, 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--include=dev'));

/** Returns the list of the packages that ship. @param {ReturnType<typeof listPackages>} packages */
export const makeSbom = (packages) =>
  toSbom(packages, {
    meta: readJson(join(root, 'package.json')),
    licenses: ['cdn', 'bin'].map((folder) => readFileSync(join(dist, folder, 'LICENSES.txt'), 'utf8')),
    time: git(root, 'log', '-1', '--format=%cI'),
  });

/** Returns the files beside the versions in the hosted folder: the plugin, and the guides to which its builder links. */
export async function filesBeside() {
  const zip = await buildPlugin(join(STAGED, 'wordpress'));
  const guides = new Set(['check', ...Object.values(GUIDES)].map((where) => where.split('#')[0]));
  return new Map([['recovery-widgets-wordpress.zip', readFileSync(zip)], ...guidesAlone([...guides])]);
}

/** Makes the files. @param {Parameters<typeof stagePackage>[1]} safeguard @throws {ContentError} if one is too large */
export async function makeFiles(safeguard) {
  for (const folder of [RELEASE, STAGED]) rmSync(folder, {recursive: true, force: true});
  mkdirSync(RELEASE);
  stagePackage(join(STAGED, 'package'), safeguard);
  npm(join(STAGED, 'package'), 'pack', '--ignore-scripts', '--pack-destination', RELEASE);
  makeSite({dist, version, beside: await filesBeside()});
  copyFileSync(join(dist, `hosting/recovery-widgets-${version}.zip`), join(RELEASE, NAMES.hosting));
  copyFileSync(join(STAGED, 'wordpress/recovery-widgets.zip'), join(RELEASE, NAMES.plugin));
  copyFileSync(join(dist, 'cdn', INTEGRITY), join(RELEASE, INTEGRITY));
  writeFileSync(join(RELEASE, NAMES.sbom), `${JSON.stringify(makeSbom(listPackages()), null, 2)}\n`);
  const sums = checksums(RELEASE);
  writeFileSync(join(RELEASE, CHECKSUMS), sums);
  const large = tooLarge(readJson(join(root, 'bench/budgets.json')).files);
  if (large.length) throw new ContentError(large);
  console.log(`release: dist/release/\n${sums.trimEnd()}`);
}
