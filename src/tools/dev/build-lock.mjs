/** Keeps two builds from writing the same folder. Needs nothing but Node. */
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';

/** Whether a process is running. @param {number} id */
function isAlive(id) {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // A process of another user.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** Takes the lock. @param {string} file @returns {number} the process that has it */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), {flag: 'wx'});
    return process.pid;
  } catch {
    const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (!isAlive(holder)) rmSync(file, {force: true});
    return holder;
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
  for (let tries = 0, holder = take(file); holder !== process.pid; holder = take(file)) {
    if (!tries++) console.log(`build: waiting for process ${holder}, which builds; see ${file}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  try {
    return await task();
  } finally {
    rmSync(file, {force: true});
  }
}
