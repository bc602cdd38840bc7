/** Folders and ports of the machine for tests and examples. */
import {mkdtempSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {serve} from '../../src/tools/serve.mjs';

/** Folders outside the project, for what a test writes: removed when its process ends. @type {string[]} */
const folders = [];
process.on('exit', () => {
  for (const folder of folders)
    try {
      rmSync(folder, {recursive: true, force: true, maxRetries: 3});
    } catch (error) {
      // A program may still write there: the others, and other listeners, go on.
      console.warn(`${folder} stays: ${error}`);
    }
});

/** Returns the path, without symbolic links, of a new folder. @param {string} name what its own name begins with @param {string} [place] folder */
export function temporaryFolder(name, place = tmpdir()) {
  const folder = realpathSync(mkdtempSync(join(place, `${name}-`)));
  folders.push(folder);
  return folder;
}

/** Returns a free port of the loopback interface. */
export async function freePort() {
  const {port, close} = await serve({});
  await close();
  return port;
}
