/**
 * Runs in a page with widgets that have a `title`, before any other script, and measures them: `globalThis.visualProbe`.
 * Rectangles are relative to the window.
 */
(() => {
  /** @typedef {HTMLElement & {shadowRoot: ShadowRoot}} Widget */
  /** @typedef {{left: number, right: number, top: number, bottom: number}} Box */
  /** @typedef {Box & {node: Node, element: HTMLElement, data: string}} Line of text */

  const widgets = () =>
    [.../** @type {NodeListOf<Widget>} */ (document.querySelectorAll('[title]'))].filter((el) => el.shadowRoot);
  /** Returns whether an element is seen: a box one pixel wide has text for screen readers alone. @param {Element} element */
  const isVisible = (element) => element.checkVisibility({visibilityProperty: true}) && element.clientWidth !== 1;

  /** Returns the visible elements that match, of all widgets. */
  const queryVisible = (/** @type {string} */ selector) =>
    widgets()
      .flatMap((widget) => [.../** @type {NodeListOf<HTMLElement>} */ (widget.shadowRoot.querySelectorAll(selector))])
      .filter(isVisible);

  /** Returns the widget around an element of its shadow root. @param {Element} element */
  const hostOf = (element) => /** @type {Widget} */ (/** @type {ShadowRoot} */ (element.getRootNode()).host);

  /** Returns widget, language, tag, parts and text of an element, for error messages. @param {Element} element */
  function describe(element) {
    const {title, lang} = hostOf(element);
    return `${title} ${lang}: ${element.localName}[${element.part}] ${element.textContent?.trim().slice(0, 30)}`;
  }

  // Text and boxes

  /** Returns the lines of text, as high as their letters: the height of a line box differs from font to font. @param {Widget} widget */
  function linesOf(widget) {
    /** @type {Line[]} */
    const lines = [];
    const texts = document.createTreeWalker(widget.shadowRoot, globalThis.NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const {parentElement: element, data} = /** @type {Text & {parentElement: HTMLElement}} */ (node);
      if (!data.trim() || element.localName === 'style' || !isVisible(element)) continue;
      const size = parseFloat(getComputedStyle(element).fontSize);
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const {left, right, top, bottom} of range.getClientRects()) {
        const middle = (top + bottom) / 2;
        const half = Math.min((bottom - top) / 2, 0.45 * size);
        if (right - left > 1) lines.push({node, element, data, left, right, top: middle - half, bottom: middle + half});
      }
    }
    return lines;
  }

  const isBlock = (/** @type {CSSStyleDeclaration} */ style) => style.display !== 'inline';
  const isBox = (/** @type {CSSStyleDeclaration} */ style) =>
    !/, 0\)$/.test(style.backgroundColor) || (parseFloat(style.borderTopWidth) && parseFloat(style.borderRightWidth));
  const clips = (/** @type {CSSStyleDeclaration} */ style) =>
    style.overflowX !== 'visible' || style.overflowY !== 'visible';
  const isOutside = (/** @type {Box} */ line, /** @type {Box} */ box) =>
    line.left < box.left - 1 || line.right > box.right + 1 || line.top < box.top - 1 || line.bottom > box.bottom + 1;
  const excerpt = (/** @type {Line} */ {data}) => data.trim().slice(0, 40);

  /** Finds lines that are outside of the widget, or of a box around them. @param {Line[]} lines @param {Element} root */
  function findOutside(lines, root) {
    const errors = [];
    const screen = {left: 0, top: 0, right: innerWidth, bottom: innerHeight};
    const whole = root.getBoundingClientRect();
    /** Rectangles of boxes by element; undefined where its content may be outside of it. */
    const boxes = new Map();
    const boxOf = (/** @type {Element} */ element) => {
      if (!boxes.has(element)) {
        const style = getComputedStyle(element);
        const holds = isBlock(style) && (isBox(style) || clips(style));
        boxes.set(element, holds ? element.getBoundingClientRect() : undefined);
      }
      return boxes.get(element);
    };
    for (const line of lines) {
      const isFixed = line.element.closest('[popover]');
      if (isOutside(line, isFixed ? screen : whole)) errors.push(`out of the widget: ${excerpt(line)}`);
      for (
        let element = /** @type {Element | null} */ (line.element);
        element && element !== root;
        element = element.parentElement
      ) {
        const box = boxOf(element);
        if (box && isOutside(line, box))
          errors.push(`out of ${element.localName}.${element.className}: ${excerpt(line)}`);
      }
    }
    return errors;
  }

  /** Finds lines that overlap. @param {Line[]} lines */
  function findOverlaps(lines) {
    /** @type {string[]} */
    const errors = [];
    const sorted = [...lines].sort((a, b) => a.top - b.top);
    sorted.forEach((line, index) => {
      for (let next = index + 1; next < sorted.length && sorted[next].top < line.bottom - 1; next++) {
        const other = sorted[next];
        if (other.node === line.node || other.left > line.right - 1 || other.right < line.left + 1) continue;
        errors.push(`over “${excerpt(other)}”: ${excerpt(line)}`);
      }
    });
    return errors;
  }

  /** Finds elements that scroll, and paths that leave their picture. @param {Element} root */
  function findOverflow(root) {
    const errors = [];
    for (const element of root.querySelectorAll('*')) {
      if (!isVisible(element)) continue;
      const scrolls = clips(getComputedStyle(element)) && element.scrollWidth > element.clientWidth;
      if (scrolls && element.localName !== 'textarea')
        errors.push(`scrolls: ${element.localName}.${element.className}`);
      if (element.localName !== 'path') continue;
      const {ownerSVGElement} = /** @type {SVGElement & {ownerSVGElement: Element}} */ (element);
      const [path, picture] = [element, ownerSVGElement].map((each) => each.getBoundingClientRect());
      if (isOutside(path, picture)) errors.push('drawn out of its picture');
    }
    return errors;
  }

  /** Finds content that is lost, clipped or overlapping in a widget. @param {Widget} widget */
  function layoutErrorsOf(widget) {
    const root = /** @type {Element} */ (widget.shadowRoot.querySelector('.root'));
    // A line that can be scrolled to is not lost.
    const lines = linesOf(widget).filter((line) => {
      const list = line.element.closest('ul');
      return !list || list.scrollHeight <= list.clientHeight + 1 || !isOutside(line, list.getBoundingClientRect());
    });
    const errors = [...findOutside(lines, root), ...findOverlaps(lines), ...findOverflow(root)];
    return [...new Set(errors)].map((error) => `${widget.title} ${widget.lang}: ${error}`);
  }

  /** Finds such content in all widgets, and horizontal scrolling of the page. */
  function layoutErrors() {
    const {scrollWidth, clientWidth} = document.documentElement;
    const page = scrollWidth > clientWidth ? [`the page scrolls: ${scrollWidth} px in ${clientWidth}`] : [];
    return [...page, ...widgets().flatMap(layoutErrorsOf)];
  }

  /** Returns all readable text except heads of tables, which narrow ones lack, buttons to copy, keyboard hints and status messages. */
  const texts = () =>
    widgets().flatMap((widget) =>
      linesOf(widget)
        .filter(({element}) => !element.closest('thead, .copy, #keys, [aria-live]'))
        .map(({data}) => `${widget.title} ${widget.lang}: ${data.trim()}`),
    );

  // Colors

  const channelsOf = (/** @type {string} */ color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const isTransparent = (/** @type {string} */ color) => channelsOf(color)[3] === 0;

  const luminances = new Map();
  function luminanceOf(/** @type {string} */ color) {
    if (!luminances.has(color)) {
      const [red, green, blue] = channelsOf(color).map((channel) => {
        const share = channel / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      luminances.set(color, 0.2126 * red + 0.7152 * green + 0.0722 * blue);
    }
    return luminances.get(color);
  }

  function contrast(/** @type {string} */ one, /** @type {string} */ other) {
    const [a, b] = [luminanceOf(one), luminanceOf(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** Returns the color behind the text of an element. @param {Element} element */
  function backgroundOf(element) {
    for (let each = element; each; each = each.parentElement ?? hostOf(each)) {
      const {backgroundColor} = getComputedStyle(each);
      if (!isTransparent(backgroundColor)) return backgroundColor;
    }
    throw new Error('text outside of a card');
  }

  function borderColorsOf(/** @type {Element} */ element) {
    const style = /** @type {any} */ (getComputedStyle(element));
    return ['Top', 'Right', 'Bottom', 'Left']
      .filter((side) => parseFloat(style[`border${side}Width`]) >= 1)
      .map((side) => style[`border${side}Color`]);
  }

  /** Marks boxes, by a border or by a background of their own, with `data-box`; returns how many. */
  function markBoxes() {
    const boxes = queryVisible('*').filter((element) => {
      // Controls and pictures that the browser draws are compared as pictures.
      if (element.localName === 'input' || element instanceof globalThis.SVGElement) return false;
      const {backgroundColor} = getComputedStyle(element);
      const parent = element.parentElement ?? hostOf(element);
      const hasBorder = borderColorsOf(element).some((color) => !isTransparent(color));
      const isInCard = !isTransparent(backgroundColor) && element.parentElement?.closest('.card');
      return hasBorder || (isInCard && backgroundColor !== backgroundOf(parent));
    });
    for (const box of boxes) box.dataset.box = '';
    return boxes.length;
  }

  /** Finds boxes with a contrast below 3:1 to their surroundings. */
  const weakEdges = (/** @type {string} */ selector) =>
    queryVisible(selector)
      .filter((element) => {
        const isOutside = element.matches('.card, .card + .note');
        const outside = backgroundOf(isOutside ? element : (element.parentElement ?? hostOf(element)));
        const own = [...borderColorsOf(element), getComputedStyle(element).backgroundColor];
        return !own.some((color) => !isTransparent(color) && contrast(color, outside) >= 3);
      })
      .map(describe);

  /** Finds text with a contrast below a minimum. @param {number} minimum */
  function weakTexts(minimum) {
    const elements = widgets().flatMap((widget) => linesOf(widget).map(({element}) => element));
    return [...new Set(elements)].flatMap((element) => {
      const ratio = contrast(getComputedStyle(element).color, backgroundOf(element));
      return ratio < minimum ? [`${ratio.toFixed(1)}: ${describe(element)}`] : [];
    });
  }

  /** Returns the lowest contrast of secondary text, and of the edges of some elements. @param {string} boxes */
  function lowestContrasts(boxes) {
    const quiet = queryVisible('.quiet').map((element) =>
      contrast(getComputedStyle(element).color, backgroundOf(element)),
    );
    const edge = queryVisible(boxes).flatMap((element) => {
      const {borderTopWidth, borderTopColor} = getComputedStyle(element);
      return parseFloat(borderTopWidth) ? [contrast(borderTopColor, backgroundOf(element))] : [];
    });
    return {quiet: Math.min(...quiet), edge: Math.min(...edge)};
  }

  const COLORS = 'color background-color border-top-color border-left-color outline-color fill stroke'.split(' ');
  /** Returns every computed color of every element. */
  const colors = () =>
    queryVisible('.root, .root *').map((element) => {
      const styles = [getComputedStyle(element), getComputedStyle(element, '::before')];
      const values = styles.flatMap((style) => COLORS.map((name) => style.getPropertyValue(name)));
      return [describe(element), ...values].join(' ');
    });

  // Motion

  const MOVING = 'video, audio, img, marquee, animate, animateTransform, set';

  const canMove = (/** @type {Element} */ element) =>
    element.matches(MOVING) ||
    [undefined, '::before', '::after', '::details-content'].some((pseudo) => {
      const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(element, pseudo);
      return /[1-9]/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth';
    });

  /** Finds running animations in a widget, and its own styles and elements that would animate a change. */
  const motionNow = (/** @type {Widget} */ {shadowRoot}) => [
    ...[...document.getAnimations(), ...shadowRoot.getAnimations()].map(({effect}) =>
      describe(/** @type {any} */ (effect).target),
    ),
    ...[...shadowRoot.querySelectorAll(`[style], ${MOVING}`)].filter(canMove).map(describe),
  ];

  /** Finds animations and transitions in all widgets: of elements in their present state, and of rules for any state. */
  const motion = () =>
    widgets().flatMap((widget) => [
      ...motionNow(widget),
      ...[...widget.shadowRoot.querySelectorAll('*')].filter(canMove).map(describe),
      ...[...widget.shadowRoot.adoptedStyleSheets, ...widget.shadowRoot.styleSheets]
        .flatMap(({cssRules}) => [...cssRules])
        .filter(({cssText}) => /(transition|animation|scroll-behavior)[a-z-]*: (?!initial|none)/.test(cssText))
        .map(({cssText}) => `${widget.title} ${widget.lang}: ${cssText}`),
    ]);

  const blur = () =>
    widgets().forEach(({shadowRoot}) => /** @type {HTMLElement | null} */ (shadowRoot.activeElement)?.blur());

  const ofText = {linesOf, layoutErrors, texts, weakTexts};
  const ofColors = {markBoxes, weakEdges, lowestContrasts, colors};
  Object.assign(globalThis, {visualProbe: {widgets, blur, motion, motionNow, ...ofText, ...ofColors}});
})();
