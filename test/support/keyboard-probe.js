/** Runs in a page before any other script, and looks at the focus: `globalThis.keyboardProbe`. */
(() => {
  /** Targets of clicks since they were last read. @type {EventTarget[]} */
  const clicked = [];

  /** Returns the focused element, in shadow roots too. */
  function focused() {
    /** @type {any} */
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  }

  /** Returns the radio buttons of an element’s group, or the element itself. @param {any} element @returns {any[]} */
  function groupOf(element) {
    const {name} = element;
    return element.type === 'radio' ? [...element.getRootNode().querySelectorAll(`[name="${name}"]`)] : [element];
  }

  /**
   * Returns the state of a control after keys: whether it is chosen, and which one of its group; whether it is open; its text
   * and cursor; or how often it was clicked. The focus must still be in its group.
   *
   * @param {any} element
   */
  function stateOf(element) {
    const current = focused();
    const index = groupOf(element).indexOf(current);
    if (index < 0) return `the focus went to ${current.outerHTML}`;
    if (element.type === 'radio') return `${current.checked ? 'chosen' : 'not chosen'} ${index}`;
    if (element.type === 'checkbox') return element.checked ? 'chosen' : 'not chosen';
    if (element.localName === 'summary') return element.parentElement.open ? 'open' : 'closed';
    const {value, selectionStart} = element;
    if (element.localName === 'textarea') return `${value.slice(0, selectionStart)}|${value.slice(selectionStart)}`;
    return `used ${clicked.splice(0).filter((each) => each === element).length}`;
  }

  /** Returns the ids of all controls in an element or a shadow root, in reading order; one of each group of radio buttons. */
  const controlsIn = (/** @type {ParentNode} */ root) => [
    ...new Set(
      [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('*'))]
        .filter((element) => element.tabIndex >= 0 || element.matches('a[href], button, input, summary, textarea'))
        .filter((element) => !element.matches(':disabled, [inert], [inert] *'))
        .filter((element) => element.checkVisibility({visibilityProperty: true}))
        .map(idOf),
    ),
  ];

  /** Returns the visible box of a control: of its text for a link in text, else with its padding. @param {Element} element */
  function boxOf(element) {
    const {borderTopStyle} = getComputedStyle(element);
    const range = document.createRange();
    range.selectNodeContents(element);
    const isTextLink = element.localName === 'a' && borderTopStyle === 'none';
    return (isTextLink ? range : element).getBoundingClientRect().toJSON();
  }

  /** Returns the share of a control, from 0 to 1, that is in the window and not covered. @param {Element} element @param {Element[]} covers */
  function visibleShareOf(element, covers) {
    const {left, top, width, height} = boxOf(element);
    const boxes = covers.map((cover) => cover.getBoundingClientRect());
    let visible = 0;
    for (let column = 0.5; column < 16; column++)
      for (let row = 0.5; row < 16; row++) {
        const [x, y] = [left + (column * width) / 16, top + (row * height) / 16];
        const isOutside = x < 0 || y < 0 || x > document.documentElement.clientWidth || y > innerHeight;
        const isCovered = boxes.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);
        if (!isOutside && !isCovered) visible++;
      }
    return visible / 256;
  }

  /** Controls with an id, which is their place here. Of a group of radio buttons it is the first that has one. @type {any[]} */
  const controls = [];
  function idOf(/** @type {Element} */ element) {
    const [first] = groupOf(element);
    if (!controls.includes(first)) controls.push(first);
    return controls.indexOf(first);
  }

  /** Kinds of controls that have another name than their tag or type. @type {Record<string, string>} */
  const KINDS = {a: 'link', textarea: 'textbox', radio: 'radios'};
  /** Returns the kind of a control; `source`: the link of a cited one. @param {any} element */
  function kindOf(element) {
    const name = element.localName === 'input' ? element.type : element.localName;
    return element.matches('.sources a') ? 'source' : (KINDS[name] ?? name);
  }

  /** Returns kind and text of a control. */
  const describe = (/** @type {any} */ element) =>
    `${kindOf(element)} ${(element.closest('label') ?? element).textContent.replace(/\s+/g, ' ').trim()}`;

  /**
   * The walk by keys that goes on: what it measures at each element, the selector of its last element, and whether keys are sent
   * ahead.
   *
   * @typedef {{measure: (element: any) => unknown, to: string, isAhead?: boolean}} Walk
   * @type {Walk}
   */
  let walk = {measure: () => undefined, to: ''};
  /** Results of measuring each. @type {unknown[]} */
  let measured = [];
  let isAtEnd = false;

  /** Starts a walk from an element. @param {Walk & {from: string}} options */
  function start({from, to, isAhead, measure}) {
    [measured, isAtEnd] = [[], false];
    walk = {to, isAhead, measure};
    /** @type {HTMLElement} */ (document.querySelector(from)).focus();
  }

  /** Measures the focused element, unless the walk is at its end. */
  function step() {
    const element = focused();
    isAtEnd ||= element.matches(walk.to);
    if (isAtEnd) return;
    measured.push(walk.measure(element));
  }

  window.addEventListener('keydown', (event) => walk.isAhead && isAtEnd && event.preventDefault());
  window.addEventListener('keyup', ({key}) => key === 'Tab' && walk.isAhead && step());

  // The print dialog would block the page, and following a link would leave it.
  globalThis.print = () => {};
  window.addEventListener('click', (event) => {
    const [target] = event.composedPath();
    clicked.push(target);
    if (event.composedPath().some((each) => each instanceof globalThis.Element && each.localName === 'a'))
      event.preventDefault();
  });

  const keyboardProbe = {
    ...{clicked, focused, groupOf, stateOf, boxOf, visibleShareOf, idOf, kindOf, describe, controlsIn, start, step},
    isAtEnd: () => isAtEnd,
    measured: () => measured,
  };
  Object.assign(globalThis, {keyboardProbe});
})();
