import {warn} from './warn.js';

/** Version of this package; the build inserts it from package.json. */
export const VERSION = '__VERSION__';

/** State shared by all copies of the library on a page: `globalThis.recoveryWidgets`. */
export interface RecoveryWidgets {
  /** Versions on the page, in order of arrival. */
  versions: string[];
  /** Upgrades the widgets and placeholders in a document (default: this one), shadow root or element. Script-tag files only. */
  upgrade?: (root?: ParentNode) => void;
  /** Names of the widgets that a copy is loading or has loaded; other copies leave these alone. @internal */
  claimed?: Set<string>;
}

declare global {
  var recoveryWidgets: RecoveryWidgets | undefined;
}

/** Registers this copy in `globalThis.recoveryWidgets`. Logs once if another version is there already; the first version wins. */
export function registerCopy(): RecoveryWidgets {
  let shared = globalThis.recoveryWidgets;
  // Named access on window: `<p id="recoveryWidgets">` would be found here.
  if (!Array.isArray(shared?.versions)) shared = globalThis.recoveryWidgets = {versions: []};
  const {versions} = shared;
  if (!versions.includes(VERSION) && versions.push(VERSION) > 1)
    console.info(`recovery-widgets: version ${versions[0]} is already registered; ${VERSION} is ignored.`);
  return shared;
}

/** Classes that are defined, with all their elements in the page upgraded. */
const upgraded = new WeakSet<object>();

/** Whether all elements that were connected before their class was defined have been upgraded; later ones are new in the page. */
export const isUpgraded = (element: object): boolean => upgraded.has(element);

/**
 * Adds setters without effect to the read-only properties of our classes: frameworks assign a property wherever an element has one
 * of that name, and React unmounts the whole page when that throws. `<recovery-faq country="US">` is enough.
 */
function acceptProperties(element: {version?: string; prototype: object}): void {
  for (let each = element; each.version; each = Object.getPrototypeOf(each) as typeof element)
    for (const [name, {get, set}] of Object.entries(Object.getOwnPropertyDescriptors(each.prototype)))
      if (get && !set)
        Object.defineProperty(each.prototype, name, {
          set: () => warn(`property “${name}” is read-only.`),
        });
}

/** Defines a custom element unless its tag is defined already. Does nothing without support for custom elements, as in Node. */
export function define(tag: string, element: CustomElementConstructor & {version?: string; prototype: object}): void {
  if (!globalThis.customElements) return;
  registerCopy();
  const known = customElements.get(tag) as {version?: string} | undefined;
  if (!known) {
    acceptProperties(element);
    customElements.define(tag, element);
    upgraded.add(element);
  } else if (!known.version)
    console.info(`recovery-widgets: <${tag}> is already defined by another library; ours is ignored.`);
}
