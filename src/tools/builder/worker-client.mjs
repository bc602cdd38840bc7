/** Calls src/tools/builder/worker-methods.mjs in a worker. */
import {trusted} from './trusted.mjs';

/**
 * Content of core.js: a function whose source becomes the script of the worker, since a worker cannot load files of a disk.
 *
 * @typedef {() => {methods: Record<string, (...args: any[]) => Promise<any>>, serve: () => void}} WorkerScript
 */

/** A worker that can be ended in the middle of a call. */
export class WorkerClient {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  #pending = new Map();
  #last = 0;

  #start() {
    const factory = /** @type {{recoveryBuilderCore?: WorkerScript}} */ (globalThis).recoveryBuilderCore;
    if (!factory) throw new Error('core.js is missing.');
    const url = URL.createObjectURL(new Blob([`(${factory})().serve()`], {type: 'text/javascript'}));
    this.#worker = new Worker(trusted.createScriptURL(url));
    URL.revokeObjectURL(url);
    this.#worker.onmessage = ({data: {id, result, error}}) => {
      const pending = this.#pending.get(id);
      this.#pending.delete(id);
      if (error === undefined) pending?.resolve(result);
      else pending?.reject(new Error(error));
    };
    this.#worker.onerror = ({message}) => this.#end(new Error(message || 'The worker failed.'));
  }

  /** @param {Error} reason */
  #end(reason) {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const {reject} of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }

  /**
   * Calls a method of src/tools/builder/worker-methods.mjs.
   *
   * @param {string} method
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  call(method, ...args) {
    return new Promise((resolve, reject) => {
      if (!this.#worker) this.#start();
      const id = ++this.#last;
      this.#pending.set(id, {resolve, reject});
      this.#worker?.postMessage({id, method, args});
    });
  }

  /** Ends the worker and rejects all pending calls with a {@link StoppedError}. */
  stop() {
    this.#end(new StoppedError());
  }
}

/** Rejects a call that was stopped on purpose. */
export class StoppedError extends Error {}
