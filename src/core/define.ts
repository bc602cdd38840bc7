/** Version of this package; the build fills it in from package.json. */
export const VERSION = '__VERSION__';

/**
 * Registers an element unless the tag is taken: the first definition stays. Says so once on the console when the one that is
 * there is not of this version. Does nothing where there are no custom elements.
 */
export function define(tag: string, element: CustomElementConstructor & {version?: string}): void {
  if (!globalThis.customElements) return;
  const known = customElements.get(tag) as {version?: string} | undefined;
  if (!known) customElements.define(tag, element);
  else if (known !== element && known.version !== element.version)
    console.info(`recovery-widgets: <${tag}> is already defined (${known.version ?? 'another library'}); it stays.`);
}
