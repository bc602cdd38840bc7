/**
 * Script of the preview, in its sandboxed frame. Keeps links and buttons from leaving it, tells the builder how high it is, and shows on
 * screen how the page looks on paper.
 */
(() => {
  const {view} = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;

  /** Keeps an event from the widgets and from the browser. @param {Event} event */
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  /** Stops what would open something else: a line to call, a source, the quick exit. @param {Event} event */
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
        // That of another origin is one of the text in a snippet, which has no look of its own on paper.
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
