/**
 * What eyes need, measured in Chromium: large letters, narrow windows and wide spacing lose nothing; forced colors, more
 * contrast, dark, no motion and shades of gray leave everything to be told apart; what is touched is large enough.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {PNG} from 'pngjs';
import {WIDGETS, launch, open, pageOf, snippet} from '../support/harness.mjs';

/** Whatever has a look of its own: a name, the widget, its attributes, and what is done in it. */
const STATES = [
  ['banner', 'helpline-banner', 'region="US"', 'copy'],
  ['banner, compact', 'helpline-banner', 'region="US" variant="compact"'],
  ['banner, own line', 'helpline-banner', 'region="GB" phone="020 7946 0123" operator="Fulham Recovery Centre"'],
  ['banner, no region', 'helpline-banner', ''],
  ['warning', 'overdose-warning', 'region="US"'],
  ['warning, no region', 'overdose-warning', ''],
  ['checklist', 'trigger-checklist', ''],
  ['checklist, ticked', 'trigger-checklist', '', 'all'],
  ['explainer', 'treatment-explainer', 'region="US"'],
  ['chart', 'tolerance-chart', ''],
  ['factors', 'relapse-factors', ''],
  ['guide', 'relapse-guide', 'region="US"'],
  ['guide, supporter, ticked', 'relapse-guide', 'audience="supporter"', 'all'],
  ['gaps', 'care-gaps', 'region="US"'],
  ['gaps, answered', 'care-gaps', 'region="DE"', 'some'],
  ['faq', 'faq', 'region="US"'],
  ['exit', 'quick-exit', ''],
  ['exit, fixed', 'quick-exit', 'placement="fixed"'],
  ['feedback', 'feedback', 'comment'],
  ['feedback, chosen', 'feedback', 'scale="stars"', 'third'],
  ['feedback, missed', 'feedback', 'scale="stars" name="helpful" required', 'check'],
  ['feedback, disabled', 'feedback', 'comment disabled'],
];

/** What is asked in the page itself. Rectangles are those of the window. */
function tools() {
  const all = () => [...document.querySelectorAll('[title]')].filter((each) => each.shadowRoot);
  const isSeen = (element) => element.checkVisibility({visibilityProperty: true});

  /** Lines of text: as high as the letters are, not as the line is, which differs from font to font. */
  function linesOf(widget) {
    const lines = [];
    const texts = document.createTreeWalker(widget.shadowRoot, globalThis.NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const {parentElement: element, data} = text;
      if (!data.trim() || element.localName === 'style' || !isSeen(element)) continue;
      const size = parseFloat(getComputedStyle(element).fontSize);
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const {left, right, top, bottom} of range.getClientRects()) {
        const middle = (top + bottom) / 2;
        const half = Math.min((bottom - top) / 2, 0.45 * size);
        if (right - left > 1) lines.push({text, element, data, left, right, top: middle - half, bottom: middle + half});
      }
    }
    return lines;
  }

  const sees = (of, part) => {
    const style = getComputedStyle(of);
    return style.display !== 'inline' && part(style);
  };
  const isBox = (style) =>
    !/, 0\)$/.test(style.backgroundColor) || (parseFloat(style.borderTopWidth) && parseFloat(style.borderRightWidth));
  const clips = (style) => style.overflowX !== 'visible' || style.overflowY !== 'visible';
  const isOut = (line, box) =>
    line.left < box.left - 1 || line.right > box.right + 1 || line.top < box.top - 1 || line.bottom > box.bottom + 1;

  /** What is lost, cut off or written over something else. */
  function faultsOf(widget) {
    const root = widget.shadowRoot.querySelector('.root');
    const faults = [];
    const lines = linesOf(widget);
    const screen = {left: 0, top: 0, right: innerWidth, bottom: innerHeight};
    const found = (what, {data}) => faults.push(`${what}: ${data.trim().slice(0, 40)}`);
    for (const line of lines) {
      const isFixed = line.element.closest('[popover]');
      if (isOut(line, isFixed ? screen : root.getBoundingClientRect())) found('out of the widget', line);
      for (let each = line.element; each && each !== root; each = each.parentElement)
        if (sees(each, (style) => isBox(style) || clips(style)) && isOut(line, each.getBoundingClientRect()))
          found(`out of ${each.localName}.${each.className}`, line);
    }
    lines.sort((a, b) => a.top - b.top);
    lines.forEach((line, index) => {
      for (let next = index + 1; next < lines.length && lines[next].top < line.bottom - 1; next++) {
        const other = lines[next];
        if (other.text === line.text || other.left > line.right - 1 || other.right < line.left + 1) continue;
        found(`over “${other.data.trim().slice(0, 40)}”`, line);
      }
    });
    for (const each of root.querySelectorAll('*')) {
      if (!isSeen(each)) continue;
      if (each.localName === 'textarea' ? false : clips(getComputedStyle(each)) && each.scrollWidth > each.clientWidth)
        faults.push(`scrolls: ${each.localName}.${each.className}`);
      if (each.localName !== 'path') continue;
      const [drawn, picture] = [each, each.ownerSVGElement].map((of) => of.getBoundingClientRect());
      if (isOut(drawn, picture)) faults.push('drawn out of its picture');
    }
    return [...new Set(faults)].map((fault) => `${widget.title} ${widget.lang}: ${fault}`);
  }

  const inside = (selector) =>
    all()
      .flatMap((widget) => [...widget.shadowRoot.querySelectorAll(selector)])
      .filter(isSeen);
  const named = (element) => {
    const {title, lang} = element.getRootNode().host;
    return `${title} ${lang}: ${element.localName}[${element.part}] ${element.textContent.trim().slice(0, 30)}`;
  };

  const partsOf = (color) => color.match(/[\d.]+/g).map(Number);
  const isClear = (color) => partsOf(color)[3] === 0;
  function luminance(color) {
    const [red, green, blue] = partsOf(color).map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function contrast(one, other) {
    const [a, b] = [luminance(one), luminance(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
  /** What is behind the words of an element. */
  function groundOf(element) {
    for (let each = element; each; each = each.parentElement ?? each.getRootNode().host) {
      const {backgroundColor} = getComputedStyle(each);
      if (!isClear(backgroundColor)) return backgroundColor;
    }
    throw new Error('words outside of a card');
  }
  const bordersOf = (element) => {
    const style = getComputedStyle(element);
    return ['Top', 'Right', 'Bottom', 'Left']
      .filter((side) => parseFloat(style[`border${side}Width`]) >= 1)
      .map((side) => style[`border${side}Color`]);
  };

  /** Where a finger or a pointer may land: of a field its label too, of a link that breaks its longest line. */
  function targetOf(control) {
    const target = control.closest('label') ?? control;
    const size = ({width, height}) => Math.min(width, 44) * Math.min(height, 44);
    return {target, box: () => [...target.getClientRects()].sort((a, b) => size(b) - size(a))[0]};
  }
  function targetFaults(control) {
    const {target, box} = targetOf(control);
    control.scrollIntoView({block: 'center', behavior: 'instant'});
    const {left, top, width, height} = box();
    if (width < 44 || height < 44) return [`${width} × ${height}: ${named(control)}`];
    // A link in a line of words shares its room with the lines next to it; one that calls does not.
    if (getComputedStyle(target).display === 'inline' && !/^(tel|sms):/.test(control.href)) return [];
    const [x, y] = [left + width / 2, top + height / 2];
    const isHit = ([across, down]) => target.contains(control.getRootNode().elementFromPoint(x + across, y + down));
    const missed = [
      [0, 0],
      [-21, 0],
      [21, 0],
      [0, -21],
      [0, 21],
    ].filter((each) => !isHit(each));
    return missed.length ? [`covered at ${missed.join(' and ')}: ${named(control)}`] : [];
  }

  globalThis.sight = {
    all,
    linesOf,
    small: () => inside('a, button, summary, input, textarea').flatMap(targetFaults),
    /** Marks what is a box: by an edge, or by a ground of its own. */
    mark: () => {
      // What the browser draws is looked at in pictures.
      const boxes = inside('*').filter((each) => {
        if (each.localName === 'input' || each instanceof globalThis.SVGElement) return false;
        const {backgroundColor} = getComputedStyle(each);
        const around = each.parentElement ?? each.getRootNode().host;
        return (
          bordersOf(each).some((color) => !isClear(color)) ||
          (!isClear(backgroundColor) && each.parentElement?.closest('.card') && backgroundColor !== groundOf(around))
        );
      });
      boxes.forEach((each) => (each.dataset.box = ''));
      return boxes.length;
    },
    /** Boxes that do not stand out 3:1 from what is around them. */
    weakEdges: (selector) =>
      inside(selector)
        .filter((each) => {
          const ground = each.matches('.card') ? groundOf(each) : groundOf(each.parentElement);
          const own = [...bordersOf(each), getComputedStyle(each).backgroundColor];
          return !own.some((color) => !isClear(color) && contrast(color, ground) >= 3);
        })
        .map(named),
    weakWords: (least) => {
      const elements = new Set(
        all()
          .flatMap(linesOf)
          .map(({element}) => element),
      );
      return [...elements].flatMap((each) => {
        const found = contrast(getComputedStyle(each).color, groundOf(each));
        return found < least ? [`${found.toFixed(1)}: ${named(each)}`] : [];
      });
    },
    /** The least contrast of quiet words, and of edges. */
    strengths: () => {
      const quiet = inside('.quiet').map((each) => contrast(getComputedStyle(each).color, groundOf(each)));
      const edge = inside('.card, textarea, td, label:not(:has(:checked))').flatMap((each) => {
        const {borderTopWidth, borderTopColor} = getComputedStyle(each);
        return parseFloat(borderTopWidth) ? [contrast(borderTopColor, groundOf(each))] : [];
      });
      return {quiet: Math.min(...quiet), edge: Math.min(...edge)};
    },
    colors: () =>
      inside('.root, .root *').map((each) => {
        const {color, backgroundColor, borderTopColor, borderLeftColor, outlineColor, fill, stroke} =
          getComputedStyle(each);
        const sign = getComputedStyle(each, '::before').color;
        return [
          named(each),
          color,
          backgroundColor,
          borderTopColor,
          borderLeftColor,
          outlineColor,
          fill,
          stroke,
          sign,
        ].join(' ');
      }),
    /** What moves, would move when something changes, or plays. */
    motion: (widget) =>
      (widget ? [widget] : all()).flatMap(({shadowRoot}) => [
        ...[...document.getAnimations(), ...shadowRoot.getAnimations()].map(({effect}) => named(effect.target)),
        ...[...shadowRoot.querySelectorAll('*')]
          .filter((each) =>
            [undefined, '::before', '::after', '::details-content'].some((pseudo) => {
              const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(each, pseudo);
              return (
                /[1-9]/.test(transitionDuration) ||
                animationName !== 'none' ||
                scrollBehavior === 'smooth' ||
                each.matches('video, audio, img, marquee, animate, animateTransform, set')
              );
            }),
          )
          .map(named),
      ]),
    blur: () => all().forEach(({shadowRoot}) => shadowRoot.activeElement?.blur()),
    faults: () => {
      const {scrollWidth, clientWidth} = document.documentElement;
      return [
        ...(scrollWidth > clientWidth ? [`the page scrolls: ${scrollWidth} px in ${clientWidth}`] : []),
        ...all().flatMap(faultsOf),
      ];
    },
    /** All that can be read, but for the head of a table whose cells need none, what is for a mouse, and news. */
    words: () =>
      all().flatMap((widget) =>
        linesOf(widget)
          .filter(({element}) => !element.closest('thead, .copy, #keys, [role=status]'))
          .map(({data}) => `${widget.title} ${widget.lang}: ${data.trim()}`),
      ),
  };
}

/**
 * Opens a page with every state in the languages, each done as a reader would do it, and everything that folds unfolded.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {object} [options]
 */
async function openStates(
  browser,
  {languages = ['en', 'ar'], states = STATES, context = {}, css = '', head = ''} = {},
) {
  const widgets = languages.flatMap((lang) =>
    states.map(([title, name, attributes, act = '']) =>
      snippet(name, `lang="${lang}" title="${title}" data-act="${act}" ${attributes}`),
    ),
  );
  const opened = await open(browser, pageOf(widgets.join('<hr>'), {head: `${head}<style>${css}</style>`}), {
    context: {viewport: {width: 320, height: 800}, ...context},
    before: (page) => page.addInitScript(tools),
  });
  const {page} = opened;
  await page.waitForFunction((count) => {
    const shown = globalThis.sight.all().filter(({shadowRoot}) => shadowRoot.querySelector('.root'));
    return (
      shown.length === count && shown.every(({lang, shadowRoot}) => shadowRoot.querySelector('.root').lang === lang)
    );
  }, widgets.length);
  await page.evaluate(async () => {
    for (const widget of globalThis.sight.all()) {
      const {shadowRoot} = widget;
      const inputs = [...shadowRoot.querySelectorAll('input')];
      for (const details of shadowRoot.querySelectorAll('details')) details.open = true;
      const {act} = widget.dataset;
      if (act === 'all') inputs.forEach((each) => each.click());
      if (act === 'third') inputs[2].click();
      // Of each ten questions, the answers one to four in turn, and one left open.
      if (act === 'some') inputs.forEach((each, index) => (index >> 2) % 5 === index % 4 && each.click());
      if (act === 'check') widget.checkValidity();
      if (act === 'copy') shadowRoot.querySelector('.copy').click();
      await widget.updateComplete;
    }
    await document.fonts.ready;
  });
  // The browser takes its time to copy, and says it then.
  await page.waitForFunction(() =>
    globalThis.sight
      .all()
      .filter(({dataset}) => dataset.act === 'copy')
      .every(({shadowRoot}) => shadowRoot.querySelector('[role=status]').textContent.trim()),
  );
  return opened;
}

const readable = (page) => page.evaluate(() => globalThis.sight.words());

/** What a reader changes: a name, the state, what is pressed before and then, and where it is seen. */
const TOGGLES = [
  ['trigger', 'checklist', '', 'label:nth-of-type(2) input', 'label:nth-of-type(2)'],
  ['step of the guide', 'guide', '', 'label input', 'label'],
  ['answer of care gaps', 'gaps', 'input', 'label:nth-of-type(2) input', 'label:nth-of-type(2)'],
  ['yes or no', 'feedback', 'input', 'label:nth-of-type(2) input', 'fieldset > label:nth-of-type(2)'],
  ['number of stars', 'feedback, chosen', 'input', 'label:nth-of-type(3) input', 'label:nth-of-type(3)'],
  ['star', 'feedback, chosen', 'input', 'label:nth-of-type(3) input', 'label:nth-of-type(2) svg'],
  ['question', 'faq', '', '.question summary', '.question summary'],
  ['treatment', 'explainer', '', '.treatment summary', '.treatment summary'],
];

/** Controls of each kind. */
const FOCUSED = [
  ['banner', '.primary'],
  ['banner', '.copy'],
  ['banner', '.emergency a'],
  ['warning', '.emergency a'],
  ['checklist', 'input'],
  ['explainer', 'button'],
  ['faq', 'summary'],
  ['faq', '.sources a'],
  ['gaps', 'input'],
  ['exit', 'a.button'],
  ['feedback', 'input'],
  ['feedback', 'textarea'],
];

/** Brings an element to the middle of the window; its box there, with some room around it. */
const boxOf = (element, room = 0) => {
  element.scrollIntoView({block: 'center', behavior: 'instant'});
  const {x, y, width, height} = element.getBoundingClientRect();
  const [left, top] = [x - room, y - room].map(Math.floor);
  return {x: left, y: top, width: Math.ceil(width + 2 * room), height: Math.ceil(height + 2 * room)};
};

/** What is in a part of the window. */
const pixels = async (page, clip) => PNG.sync.read(await page.screenshot({clip}));

/** Luminance of a pixel, from 0 to 1. */
function luminanceAt({data}, at) {
  const [red, green, blue] = [0, 1, 2].map((part) => {
    const value = data[at * 4 + part] / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/** How many pixels of two pictures differ by 3:1 or more. */
function differing(one, other) {
  let count = 0;
  for (let at = 0; at < one.width * one.height; at++)
    if (contrast(luminanceAt(one, at), luminanceAt(other, at)) >= 3) count++;
  return count;
}

/** Luminance of what there is most of in a picture. */
function groundOf(picture) {
  const counts = new Map();
  for (let at = 0; at < picture.width * picture.height; at++) {
    const luminance = luminanceAt(picture, at);
    counts.set(luminance, (counts.get(luminance) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0][0];
}

/** Whether something stands out from the ground, 3:1 or more, at a point or not further from it than some pixels. */
function stands(picture, ground, [x, y], reach) {
  for (let row = Math.max(0, Math.floor(y) - reach); row <= Math.min(picture.height - 1, Math.floor(y) + reach); row++)
    for (
      let column = Math.max(0, Math.floor(x) - reach);
      column <= Math.min(picture.width - 1, Math.floor(x) + reach);
      column++
    )
      if (contrast(luminanceAt(picture, row * picture.width + column), ground) >= 3) return true;
  return false;
}

/** The chart: where it is in the window, and points of its lines and across its gap there, but for those under words. */
function chartOf(widget) {
  const plot = widget.shadowRoot.querySelector('.plot');
  plot.scrollIntoView({block: 'center', behavior: 'instant'});
  const box = plot.getBoundingClientRect();
  const clip = {
    x: Math.floor(box.x),
    y: Math.floor(box.y),
    width: Math.floor(box.width),
    height: Math.floor(box.height),
  };
  const words = [...plot.querySelectorAll('b, span')].map((each) => each.getBoundingClientRect());
  const svg = plot.querySelector('svg');
  const place = (x, y) => {
    const point = new globalThis.DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
    return words.some(
      ({left, right, top, bottom}) =>
        point.x > left - 4 && point.x < right + 4 && point.y > top - 4 && point.y < bottom + 4,
    )
      ? []
      : [[point.x - clip.x, point.y - clip.y]];
  };
  const paths = [...svg.querySelectorAll('path')];
  const lines = Object.fromEntries(
    paths.map((path) => [
      path.getAttribute('class'),
      Array.from({length: 400}, (_, index) =>
        path.getPointAtLength((path.getTotalLength() * (index + 0.5)) / 400),
      ).flatMap(({x, y}) => place(x, y)),
    ]),
  );
  const looks = paths.map((path) => {
    const {strokeWidth, strokeDasharray, vectorEffect} = getComputedStyle(path);
    return [strokeWidth, strokeDasharray, vectorEffect].join(' ');
  });
  // Between craving above and tolerance below, from half of the time on.
  const across = Array.from({length: 960}, (_, index) => 50 + index / 20).flatMap((time) =>
    place(widget.lang === 'ar' ? 100 - time : time, 30),
  );
  return {clip, lines, looks, across};
}

describe('letters and windows of any size', () => {
  const languages = ['en', 'es', 'ar'];

  /** What there is to read in a large window. */
  let whole;
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
    const {page, close} = await openStates(browser, {languages, context: {viewport: {width: 1280, height: 1024}}});
    whole = await readable(page);
    await close();
  });
  after(() => browser.close());

  /** Everything is there, and nothing is cut off, over something else, or beside the window. */
  async function isWhole(page, width, height = 800) {
    await page.setViewportSize({width, height});
    assert.deepEqual(await page.evaluate(() => globalThis.sight.faults()), [], `${width} px`);
    const now = await readable(page);
    const lost = whole.filter((each, index) => each !== now[index] && !now.includes(each));
    assert.deepEqual(lost, [], `lost at ${width} px`);
  }

  it('every widget is among the states', () => {
    assert.deepEqual([...new Set(STATES.map(([, name]) => name))].sort(), WIDGETS);
  });

  it('a desktop zoomed to 400 %, and phones of 320 and 240 px', async () => {
    // 1280 × 1024 px of the screen are 320 × 256 of the page.
    const context = {viewport: {width: 320, height: 256}, deviceScaleFactor: 4};
    const {page, close} = await openStates(browser, {languages, context});
    await isWhole(page, 320, 256);
    await isWhole(page, 320);
    await isWhole(page, 240);
    await close();
  });

  it('the spacing of text that a reader may set, WCAG 1.4.12', async () => {
    const css = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-block-end: 2em !important }`;
    // In the page it must do no harm; a reader’s own reaches into every shadow tree.
    const {page, close} = await openStates(browser, {languages, css});
    await page.evaluate((own) => {
      const sheet = new globalThis.CSSStyleSheet();
      sheet.replaceSync(own);
      for (const {shadowRoot} of globalThis.sight.all()) shadowRoot.adoptedStyleSheets.push(sheet);
    }, css);
    const spacing = await page
      .locator('recovery-faq p')
      .first()
      .evaluate((each) => {
        const {letterSpacing, wordSpacing, marginBlockEnd} = getComputedStyle(each);
        return [letterSpacing, wordSpacing, marginBlockEnd].map(parseFloat);
      });
    assert.deepEqual(spacing, [1.92, 2.56, 32]);
    for (const width of [1280, 320, 240]) await isWhole(page, width);
    await close();
  });

  for (const [setting, size, widths] of [
    ['defaultFontSize=32', 32, [1280, 320, 240]],
    // The most that Chrome’s own settings offer.
    ['minimumFontSize=24', 24, [1280, 320]],
  ])
    it(`text alone made larger: ${setting}`, async (test) => {
      const reader = await launch(`--blink-settings=${setting}`);
      test.after(() => reader.close());
      const {page} = await openStates(reader, {languages});
      const sizes = await page.evaluate(() =>
        globalThis.sight
          .all()
          // Fixed, it would cover a small window. So would words in the picture of the chart each other.
          .filter(({title}) => title !== 'exit, fixed')
          .flatMap(globalThis.sight.linesOf)
          .filter(({element}) => !element.closest('[role=img]'))
          .map(({element}) => parseFloat(getComputedStyle(element).fontSize)),
      );
      assert.ok(Math.min(...sizes) >= size, `the smallest is ${Math.min(...sizes)} px`);
      for (const width of widths) await isWhole(page, width);
    });
});

describe('what is touched', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  const isFixed = ([title]) => title === 'exit, fixed';
  for (const [what, states, languages] of [
    ['in the page', STATES.filter((each) => !isFixed(each)), ['en', 'ar']],
    // Two of them would share a corner.
    ['fixed in the window', STATES.filter(isFixed), ['en']],
    ['fixed in the window, Arabic', STATES.filter(isFixed), ['ar']],
  ])
    it(`is 44 px high and wide, and nothing lies over it: ${what}`, async () => {
      const {page, close} = await openStates(browser, {states, languages});
      for (const width of [240, 320, 1280]) {
        await page.setViewportSize({width, height: 800});
        assert.deepEqual(await page.evaluate(() => globalThis.sight.small()), [], `${width} px`);
      }
      await close();
    });
});

describe('colors as the reader has them', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {import('playwright-core').Page} */
  let page;
  before(async () => {
    browser = await launch();
    // What is fixed would stand before the others in the pictures.
    const states = STATES.filter(([title]) => title !== 'exit, fixed');
    ({page} = await openStates(browser, {states, context: {viewport: {width: 600, height: 900}}}));
  });
  after(() => browser.close());

  /** Plays what a reader has set; what is not named is as it is by itself. */
  const play = (media) =>
    page.emulateMedia({colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none', ...media});

  const pageIs = (scheme) => page.evaluate((value) => (document.documentElement.style.colorScheme = value), scheme);

  const grayscale = (isOn) =>
    page.evaluate((value) => (document.documentElement.style.filter = value), isOn ? 'grayscale(1)' : '');

  /** Changes that nobody would see without colors. */
  async function unseen() {
    const found = [];
    for (const [name, state, first, then, area] of TOGGLES) {
      const widget = page.locator(`[title="${state}"][lang=ar]`);
      const press = async (control) => {
        await widget
          .locator(control)
          .first()
          .evaluate((each) => each.click());
        await widget.evaluate((each) => each.updateComplete);
      };
      if (first) await press(first);
      const clip = await widget.locator(area).first().evaluate(boxOf);
      const one = await pixels(page, clip);
      await press(then);
      const count = differing(one, await pixels(page, clip));
      if (count < 10) found.push(`${name}: ${count} pixels`);
      if (!first) await press(then);
    }
    return found;
  }

  for (const [name, media, isGray] of [
    ['forced colors', {forcedColors: 'active'}],
    ['forced colors, light on dark', {forcedColors: 'active', colorScheme: 'dark'}],
    ['shades of gray', {}, true],
    ['shades of gray, dark', {colorScheme: 'dark'}, true],
  ])
    describe(name, () => {
      before(async () => {
        await play(media);
        // Forced colors are dark on a page that is light, too.
        await pageIs(isGray && media.colorScheme ? 'dark' : 'light');
        await grayscale(isGray);
      });
      after(() => grayscale(false));

      it('tell what is chosen, filled or open from what is not', async () => {
        assert.deepEqual(await unseen(), []);
      });

      it('show every line of the chart, each another, and the gap with its strokes', async () => {
        for (const lang of ['en', 'ar']) {
          const {clip, lines, looks, across} = await page.locator(`[title=chart][lang=${lang}]`).evaluate(chartOf);
          const picture = await pixels(page, clip);
          const ground = groundOf(picture);
          const share = Object.fromEntries(
            Object.entries(lines).map(([line, points]) => [
              line,
              points.filter((point) => stands(picture, ground, point, 1)).length / points.length,
            ]),
          );
          const words = `${lang}: ${JSON.stringify(share)}`;
          assert.ok(share.tolerance > 0.95 && share.danger > 0.95, `lines without holes, ${words}`);
          assert.ok(share.craving > 0.5 && share.craving < 0.95, `the dashed one, ${words}`);
          assert.ok(share.stop > 0.2, `the time of stopping, ${words}`);
          assert.equal(new Set(looks).size, looks.length, `${looks}`);
          const row = across.map((point) => stands(picture, ground, point, 0));
          const strokes = row.filter((is, index) => is && !row[index - 1]).length;
          assert.ok(strokes >= 5, `${strokes} strokes across the gap`);
        }
      });

      it('tell the five answers of care gaps apart by shape', async () => {
        const shapes = new Map();
        for (const cell of await page.locator('[title="gaps, answered"][lang=en] [part=cell]').all()) {
          const state = await cell.evaluate((each) => each.innerText.split('\n').pop());
          if (!shapes.has(state)) shapes.set(state, await pixels(page, await cell.locator('svg').evaluate(boxOf)));
        }
        assert.equal(shapes.size, 5, `${[...shapes.keys()]}`);
        for (const [a, one] of shapes)
          for (const [b, other] of shapes) assert.ok(a === b || differing(one, other) > 12, `${a} and ${b}`);
      });

      it('set off what is urgent', async () => {
        assert.deepEqual(await page.evaluate(() => globalThis.sight.weakEdges('.emergency:not(.compact > *)')), []);
      });
    });

  it('forced colors keep an edge around everything that had one, or a ground of its own', async () => {
    await pageIs('light');
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await play({});
      const count = await page.evaluate(() => globalThis.sight.mark());
      assert.ok(count > 300, `${count} boxes`);
      await play({forcedColors: 'active', colorScheme});
      assert.deepEqual(await page.evaluate(() => globalThis.sight.weakEdges('[data-box]')), []);
      assert.deepEqual(await page.evaluate(() => globalThis.sight.weakWords(7)), []);
    }
  });

  for (const colorScheme of ['light', 'dark'])
    it(`forced colors, ${colorScheme}, show where the focus is`, async () => {
      await play({forcedColors: 'active', colorScheme});
      await page.keyboard.press('Tab'); // From here on the focus is shown, as it is for the keyboard.
      for (const [widget, control] of FOCUSED) {
        const at = page.locator(`[title="${widget}"][lang=en]`).locator(control).first();
        const clip = await at.evaluate(boxOf, 8);
        await page.evaluate(() => globalThis.sight.blur());
        const one = await pixels(page, clip);
        await at.evaluate((each) => each.focus({preventScroll: true}));
        const other = await pixels(page, clip);
        // A ring around it, 2 px thick at least, but for what a line that breaks may hide.
        const ring = differing(one, other);
        assert.ok(ring >= clip.height * 2, `${widget} ${control}: ${ring} px of ${clip.width} × ${clip.height}`);
      }
    });

  it('more contrast makes edges and quiet words as strong as the others', async () => {
    for (const scheme of ['light', 'dark']) {
      await pageIs(scheme);
      const measure = async (contrast) => {
        await play({contrast});
        return page.evaluate(() => globalThis.sight.strengths());
      };
      const usual = await measure('no-preference');
      // The reader’s wish goes before the page’s own color.
      const edge = (color) =>
        page.evaluate((value) => document.documentElement.style.setProperty('--recovery-color-edge', value), color);
      await edge('#888');
      const more = await measure('more');
      await edge('');
      assert.ok(usual.quiet < 12 && usual.edge < 7, JSON.stringify(usual));
      assert.ok(usual.quiet >= 7 && usual.edge >= 3, JSON.stringify(usual));
      assert.deepEqual(
        await page.evaluate(() => globalThis.sight.weakEdges('textarea, button, a.button, [part=answer] label, .card')),
        [],
      );
      assert.ok(more.quiet >= 12 && more.edge >= 12, `${scheme}: ${JSON.stringify(more)}`);
    }
  });

  it('dark is the same dark, whichever way it comes; light the same light', async () => {
    /** @param {{css?: string, meta?: string, theme?: string, system?: 'light' | 'dark'}} way */
    const look = async ({css = '', meta = '', theme = '', system = 'light'}) => {
      await play({colorScheme: system});
      return page.evaluate(
        async (set) => {
          const {style} = document.documentElement;
          style.colorScheme = set.css;
          document.querySelector('meta[name=color-scheme]')?.remove();
          if (set.meta)
            document.head.append(
              Object.assign(document.createElement('meta'), {name: 'color-scheme', content: set.meta}),
            );
          for (const widget of globalThis.sight.all()) widget.theme = set.theme;
          for (const widget of globalThis.sight.all()) await widget.updateComplete;
          return globalThis.sight.colors();
        },
        {css, meta, theme},
      );
    };
    const [light, dark] = [await look({}), await look({css: 'dark'})];
    assert.notDeepEqual(light, dark);
    for (const [wanted, way] of [
      [dark, {css: 'light dark', system: 'dark'}],
      [dark, {meta: 'dark'}],
      [dark, {meta: 'light dark', system: 'dark'}],
      [dark, {theme: 'dark'}],
      [dark, {theme: 'dark', css: 'light', system: 'light'}],
      [dark, {theme: 'auto', css: 'dark'}],
      // The system alone does not: the page stays light.
      [light, {system: 'dark'}],
      [light, {css: 'light dark', system: 'light'}],
      [light, {theme: 'light', css: 'dark', system: 'dark'}],
    ]) {
      const found = await look(way);
      const other = found.filter((each, index) => each !== wanted[index]);
      assert.deepEqual(other.slice(0, 5), [], JSON.stringify(way));
      assert.deepEqual(await page.evaluate(() => globalThis.sight.weakWords(7)), [], JSON.stringify(way));
    }
    await look({});
  });
});

describe('motion', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  for (const reducedMotion of /** @type {const} */ (['reduce', 'no-preference']))
    it(`there is none, by itself or after anything is used: ${reducedMotion}`, async () => {
      const {page, close} = await openStates(browser, {context: {reducedMotion}});
      assert.deepEqual(await page.evaluate(() => globalThis.sight.motion()), []);
      const moved = await page.evaluate(async () => {
        const found = new Set();
        for (const widget of globalThis.sight.all())
          for (const each of widget.shadowRoot.querySelectorAll('summary, input, button:not(.primary)')) {
            each.focus();
            each.click();
            await widget.updateComplete;
            globalThis.sight.motion(widget).forEach((fault) => found.add(fault));
          }
        return [...found];
      });
      assert.deepEqual(moved, []);
      await close();
    });
});
