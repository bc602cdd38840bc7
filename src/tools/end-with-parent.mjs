/** Ends child processes with their parent. Needs nothing but Node. */
import {constants} from 'node:os';

/** @import {ChildProcess} from 'node:child_process' */

/** @type {Set<ChildProcess> | undefined} */
let running;

/**
 * Ends a child process when this process ends: a signal to one process, as from `kill` or a test runner, does not reach its children.
 *
 * @template {ChildProcess} Child
 * @param {Child} child
 * @returns {Child}
 */
export function endWithParent(child) {
  if (!running) {
    const children = (running = new Set());
    process.on('exit', () => children.forEach((each) => each.kill()));
    for (const signal of /** @type {const} */ (['SIGHUP', 'SIGINT', 'SIGTERM']))
      process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
  const all = running.add(child);
  return child.once('close', () => all.delete(child));
}
