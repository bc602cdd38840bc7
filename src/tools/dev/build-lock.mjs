/** Keeps two builds from writing the same folder. Needs nothing but Node. */
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';

const pause = () => new Promise((resolve) => setTimeout(resolve, 100));

/** Returns the id of the process that has the lock. @param {string} file */
const holderOf = (file) => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);

/** @param {number} id of a process */
function isAlive(id) {
  try {
    return id > 0 && process.kill(id, 0);
  } catch (error) {
    // A process of another user.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** Takes the lock, if no running process has it. @param {string} file @returns {Promise<boolean>} success */
async function take(file) {
  try {
    if (isAlive(holderOf(file))) return false;
    rmSync(file, {force: true});
    writeFileSync(file, String(process.pid), {flag: 'wx'});
    // Another process that saw the same old lock may remove this one.
    await pause();
    return holderOf(file) === process.pid;
  } catch {
    // Another process was faster.
    return false;
  }
}

/**
 * Runs a task while no other process has the lock; waits for that first. The lock of a process that has ended does not count.
 *
 * @template T
 * @param {string} file absolute path
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function withLock(file, task) {
  mkdirSync(dirname(file), {recursive: true});
  for (let tries = 0; !(await take(file)); tries++) {
    if (!tries) console.log(`build: waiting for process ${holderOf(file)}, which builds; see ${file}`);
    await pause();
  }
  try {
    return await task();
  } finally {
    rmSync(file, {force: true});
  }
}
