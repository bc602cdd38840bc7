/**
 * Script of the preview, in its sandboxed frame. Keeps links and buttons from leaving it, sends its height to the builder, and
 * emulates print on screen.
 */
(() => {
  const {view} = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;

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

  if (view !== 'paper') return;

  /** Media as on paper, by media as they are written. @type {Record<string, string>} */
  const ON_PAPER = {print: 'all', screen: 'not all', 'not print': 'not all', 'not screen': 'all'};

  /** @param {CSSRuleList | readonly CSSRule[]} rules */
  function printRules(rules) {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule && Object.hasOwn(ON_PAPER, rule.media.mediaText))
        rule.media.mediaText = ON_PAPER[rule.media.mediaText];
      if ('cssRules' in rule) printRules(/** @type {CSSGroupingRule} */ (rule).cssRules);
    }
  }

  /** @param {Document | ShadowRoot} root */
  function printTree(root) {
    for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets])
      try {
        printRules(sheet.cssRules);
      } catch {
        // A style sheet of another origin is that of the fallback content, which has no print styles.
      }
    for (const {shadowRoot} of root.querySelectorAll('*')) if (shadowRoot) printTree(shadowRoot);
  }
  const print = () => {
    printTree(document);
    dispatchEvent(new Event('beforeprint'));
  };

  addEventListener('load', () => {
    print();
    for (const element of document.querySelectorAll('*'))
      /** @type {{updateComplete?: Promise<unknown>}} */ (/** @type {unknown} */ (element)).updateComplete?.then(print);
  });
  new MutationObserver(print).observe(document, {childList: true, subtree: true});
})();
