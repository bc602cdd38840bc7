/** Version of this package; the build fills it in from package.json. */
export const VERSION = '__VERSION__';

/** What all copies of the widgets on a page know of each other: `globalThis.recoveryWidgets`. */
export interface RecoveryWidgets {
  /** Versions on the page, the first one first. */
  versions: string[];
  /** Looks for widgets and placeholders in a document (default: this one), a shadow root or an element. There with the script-tag files only. */
  upgrade?: (root?: ParentNode) => void;
  /** Names of the widgets that a copy is loading or has loaded. @internal */
  claimed?: Set<string>;
}

declare global {
  var recoveryWidgets: RecoveryWidgets | undefined;
}

/** Puts this copy on the page's list. Says so once on the console when a copy of another version came before: that one stays. */
export function registerCopy(): RecoveryWidgets {
  let page = globalThis.recoveryWidgets;
  // An element with this id would be found under this name.
  if (!Array.isArray(page?.versions)) page = globalThis.recoveryWidgets = {versions: []};
  const {versions} = page;
  if (!versions.includes(VERSION) && versions.push(VERSION) > 1)
    console.info(`recovery-widgets: version ${versions[0]} came before ${VERSION} and stays.`);
  return page;
}

/** Registers an element unless the tag is taken: the first definition stays. Does nothing where there are no custom elements. */
export function define(tag: string, element: CustomElementConstructor & {version?: string}): void {
  if (!globalThis.customElements) return;
  registerCopy();
  const known = customElements.get(tag) as {version?: string} | undefined;
  if (!known) customElements.define(tag, element);
  else if (!known.version) console.info(`recovery-widgets: <${tag}> is already defined by another library; it stays.`);
}
