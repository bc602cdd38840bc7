/**
 * Script of the preview, in its sandboxed frame. Keeps links and buttons from leaving it, and sends its height to the builder.
 */
(() => {
  /** Keeps an event from the widgets and from the browser. @param {Event} event */
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  /** Cancels clicks that would leave the preview: on a call, a source, the quick exit. @param {Event} event */
  const stopLinks = (event) => {
    const link = event.composedPath().find((node) => /** @type {Partial<Element>} */ (node).localName === 'a');
    const href = /** @type {Element | undefined} */ (link)?.getAttribute('href');
    if (href && !href.startsWith('#')) stop(event);
  };
  // Before the widgets listen.
  for (const type of ['click', 'auxclick']) addEventListener(type, stopLinks, true);
  addEventListener('submit', stop, true);
  addEventListener('keydown', (event) => event.key === 'Shift' && event.stopImmediatePropagation(), true);
  addEventListener('message', (event) => event.data?.type === 'recovery-widgets:exit' && stop(event), true);

  const postHeight = () => {
    const {height} = document.body.getBoundingClientRect();
    parent.postMessage({type: 'recovery-builder:height', height: Math.ceil(height)}, '*');
  };
  addEventListener('DOMContentLoaded', () => new ResizeObserver(postHeight).observe(document.body));
})();
