/** Sends requests to the core, in a worker. */
import {trusted} from './trusted.mjs';

/**
 * The core as core.js has it: a function whose source can be passed to a worker, which cannot load `file:` URLs.
 *
 * @typedef {() => {answers: Record<string, (...args: any[]) => Promise<any>>, serve: () => void}} Core
 */

/** A worker that can be terminated in the middle of a request. */
export class Asker {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();
  #last = 0;

  #start() {
    const factory = /** @type {{recoveryBuilderCore?: Core}} */ (globalThis).recoveryBuilderCore;
    if (!factory) throw new Error('core.js is missing.');
    const url = URL.createObjectURL(new Blob([`(${factory})().serve()`], {type: 'text/javascript'}));
    this.#worker = new Worker(trusted.createScriptURL(url));
    URL.revokeObjectURL(url);
    this.#worker.onmessage = ({data: {id, answer, error}}) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(error));
    };
    this.#worker.onerror = ({message}) => this.#end(new Error(message || 'The worker has failed.'));
  }

  /** @param {Error} reason */
  #end(reason) {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const {reject} of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }

  /**
   * Sends a request to src/tools/builder/answers.mjs.
   *
   * @param {string} question
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  ask(question, ...args) {
    return new Promise((resolve, reject) => {
      if (!this.#worker) this.#start();
      const id = ++this.#last;
      this.#waiting.set(id, {resolve, reject});
      this.#worker?.postMessage({id, question, args});
    });
  }

  /** Aborts all requests. Their promises are rejected. */
  stop() {
    this.#end(new StoppedError());
  }
}

/** Thrown by a request that was aborted on purpose. */
export class StoppedError extends Error {}
