/**
 * `npm run pictures`: builds, takes a picture of each widget in each look, and compares it with the one in test/baselines/pictures/. What
 * differs is in test/baselines/pictures/review/index.html: before, after and the difference, side by side. `-- --accept` takes the new
 * pictures for the right ones. Names after it, such as `faq` or `faq.dark`, choose some; `--no-build` takes what was built last.
 *
 * The same letters are not drawn the same everywhere. test/baselines/pictures/taken-with.json says which Chromium took the pictures, and
 * what its letters looked like: elsewhere nothing is compared.
 */
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';
import {crc32, deflateSync} from 'node:zlib';
import pixelmatch from 'pixelmatch';
import {chromium} from 'playwright-core';
import {PNG} from 'pngjs';
import {findBrowser, root, runStep} from './prepare.mjs';
import {available} from '../html/prerender.mjs';

/** @typedef {import('playwright-core').Page} Page */

const folder = join(root, 'test/baselines/pictures');
const reviewFolder = join(folder, 'review');
const takenWith = join(folder, 'taken-with.json');
const ADDRESS = 'https://pictures.example/';

/** How many pixels may differ, those of smooth edges aside: a full stop has more. */
const MOST = 5;
/** What share of a picture a color has at least that is kept exactly, and told from every other. */
const FLAT = 0.005;
/** How far apart the values are that are kept of other colors, those of smooth edges: half of it goes unnoticed. */
const STEP = 51;

/**
 * How it is looked at. Widths are in CSS pixels; on paper, that of A4 within its margins.
 *
 * @type {Record<string, {width: number, lang?: string, context?: object, media?: 'print', used?: boolean}>}
 */
const LOOKS = {
  light: {width: 1000},
  dark: {width: 720, context: {colorScheme: 'dark'}},
  ar: {width: 720, lang: 'ar'},
  narrow: {width: 320},
  print: {width: 718, media: 'print'},
  // With answers given and the first of what is folded open.
  used: {width: 720, used: true},
};
/** Those that look different when used. What others have folded up, they show on paper; to leave is not to be pictured. */
const USED = ['care-gaps', 'feedback', 'relapse-guide', 'trigger-checklist'];
/** Not printed. */
const ON_SCREEN = ['quick-exit'];

const STYLE = `
  body { margin: 0; --recovery-font-family: 'Noto Sans', 'Noto Sans Arabic'; }
  div { padding: 16px; background: Canvas; }
  .probe { font: 16px/1.5 'Noto Sans', 'Noto Sans Arabic'; width: 400px; }
`;

/** @param {string} body @param {string} [lang] */
const pageOf = (body, lang = 'en') =>
  `<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">` +
  `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">` +
  `<title>Pictures</title><style>${STYLE}</style></head><body>${body}</body></html>`;

/** Starts a browser that draws the same however fast the machine is, and whatever screen it has. */
const launch = () =>
  chromium.launch({
    executablePath: findBrowser(),
    args: [
      ...'--no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-component-update'.split(
        ' ',
      ),
      ...'--disable-dev-shm-usage --disable-lcd-text --disable-font-subpixel-positioning --font-render-hinting=full --force-color-profile=srgb'.split(
        ' ',
      ),
    ],
  });

/** Opens a page that gets our files and no others. @param {import('playwright-core').Browser} browser @param {string} html @param {object} context */
async function open(browser, html, context) {
  const opened = await browser.newContext({deviceScaleFactor: 1, reducedMotion: 'reduce', ...context});
  const page = await opened.newPage();
  await page.route('**/*', (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    const file = join(root, 'dist/cdn', path);
    if (!path) return route.fulfill({contentType: 'text/html; charset=utf-8', body: html});
    return existsSync(file) ? route.fulfill({path: file}) : route.fulfill({status: 404, body: ''});
  });
  await page.goto(ADDRESS);
  return page;
}

/** @param {Page} page @param {string} selector */
const shoot = (page, selector) => page.locator(selector).screenshot({animations: 'disabled', caret: 'hide'});

/**
 * What draws the pictures on this machine: the browser, and its letters.
 *
 * @param {import('playwright-core').Browser} browser
 */
async function drawnWith(browser) {
  const words = 'Overdose? Call 911 now. ¿Sobredosis? ’“…” جرعة زائدة؟ اتصلوا بالرقم';
  const page = await open(browser, pageOf(`<div class="probe">${words} <b>${words}</b></div>`), {});
  const {data} = PNG.sync.read(await shoot(page, '.probe'));
  await page.context().close();
  return {chromium: browser.version().split('.')[0], letters: createHash('sha256').update(data).digest('hex')};
}

/** Why the pictures of test/baselines/pictures/ cannot be compared with those of this machine. @param {Awaited<ReturnType<typeof drawnWith>>} here */
function reasonNotTo(here) {
  if (!existsSync(takenWith)) return 'there are no pictures yet: npm run pictures -- --accept';
  const there = JSON.parse(readFileSync(takenWith, 'utf8'));
  if (here.chromium !== there.chromium)
    return `the pictures were taken with Chromium ${there.chromium}; here is ${here.chromium}`;
  return here.letters === there.letters
    ? ''
    : 'letters are drawn differently here than where the pictures were taken: with other fonts (Debian: fonts-noto-core), or otherwise';
}

/** Whether a picture is asked for. @param {string} picture @param {string[]} names */
const isWanted = (picture, names) =>
  !names.length || names.some((name) => picture === name || picture.startsWith(`${name}.`));

/**
 * Takes pictures.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string[]} names widgets or pictures; none for all
 * @returns {Promise<Map<string, Buffer>>} by name, as PNG
 */
async function take(browser, names) {
  const {widgets} = await available();
  const taken = new Map();
  for (const [look, {width, lang, context, media, used}] of Object.entries(LOOKS)) {
    const shown = [...widgets.keys()]
      .filter((name) => (used ? USED.includes(name) : !media || !ON_SCREEN.includes(name)))
      .filter((name) => isWanted(`${name}.${look}`, names))
      .sort();
    if (!shown.length) continue;
    const elements = shown.map((name) => `<div id="${name}"><recovery-${name} region="US"></recovery-${name}></div>`);
    const body = `${elements.join('')}<script type="module" src="${ADDRESS}recovery-widgets.js"></script>`;
    const page = await open(browser, pageOf(body, lang), {viewport: {width, height: 800}, ...context});
    if (media) await page.emulateMedia({media});
    await page.waitForFunction(
      "[...document.querySelectorAll('div > *')].every((each) => each.shadowRoot?.querySelector('.root'))",
    );
    if (used)
      await page.evaluate(`for (const {shadowRoot} of document.querySelectorAll('div > *')) {
        const controls = '[type=checkbox], fieldset:nth-of-type(-n + 3) label:nth-child(3) > [type=radio]';
        [...shadowRoot.querySelectorAll(controls)].slice(0, 3).forEach((each) => each.click());
        for (const each of shadowRoot.querySelectorAll('details:first-of-type')) each.open = true;
      }`);
    // What was clicked has been rendered by then.
    await page.evaluate("Promise.all([...document.querySelectorAll('div > *')].map((each) => each.updateComplete))");
    for (const name of shown) {
      // Alone at the top: lower down it would begin within a pixel, depending on what is above.
      await page.evaluate(
        `document.querySelectorAll('div').forEach((each) => { each.hidden = each.id !== '${name}'; })`,
      );
      taken.set(`${name}.${look}`, await shoot(page, `#${name}`));
    }
    await page.context().close();
  }
  return taken;
}

/** @param {PNG} png @returns {Map<number, number>} the colors of areas, each with its share of the picture */
function flatColors({data}) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const color = data.readUIntBE(at, 3);
    counts.set(color, (counts.get(color) ?? 0) + 4 / data.length);
  }
  return new Map([...counts].filter(([, share]) => share >= FLAT));
}

/** @param {string} type @param {Buffer} data @returns {Buffer} a chunk of a PNG */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/**
 * A picture as it is kept: with a palette, and of the colors of smooth edges some only, in a quarter of the bytes.
 *
 * @param {Buffer} picture
 */
function small(picture) {
  const png = PNG.sync.read(picture);
  const {width, height, data} = png;
  const flat = flatColors(png);
  const near = (/** @type {number} */ value) => Math.round(value / STEP) * STEP;
  /** @type {Map<number, number>} */
  const palette = new Map();
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      const exact = data.readUIntBE(at, 3);
      const color = flat.has(exact) ? exact : (near(data[at]) << 16) | (near(data[at + 1]) << 8) | near(data[at + 2]);
      if (!palette.has(color)) palette.set(color, palette.size);
      lines[y * (width + 1) + 1 + x] = /** @type {number} */ (palette.get(color));
    }
  // More than can be numbered: as it is.
  if (palette.size > 256) return picture;
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const colors = Buffer.alloc(3 * palette.size);
  for (const [color, index] of palette) colors.writeUIntBE(color, 3 * index, 3);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', colors),
    chunk('IDAT', deflateSync(lines, {level: 9, memLevel: 9})),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * How a picture differs from the one before.
 *
 * @param {Buffer | undefined} before as it was kept
 * @param {Buffer | undefined} after as it was taken
 * @returns {{words: string, picture?: Buffer} | undefined} in words, and drawn where both are there
 */
export function difference(before, after) {
  if (!before || !after) return {words: before ? 'is not taken any more' : 'is new'};
  const [old, now] = [PNG.sync.read(before), PNG.sync.read(after)];
  const [width, height] = [Math.max(old.width, now.width), Math.max(old.height, now.height)];
  const drawn = new PNG({width, height});
  /** With room at the right and below, so that both are of one size. @param {PNG} png */
  const enlarged = (png) => {
    const all = new PNG({width, height, fill: true});
    PNG.bitblt(png, all, 0, 0, png.width, png.height, 0, 0);
    return all.data;
  };
  const count = pixelmatch(enlarged(old), enlarged(now), drawn.data, width, height, {threshold: 0.1});
  // One that is about as rare as it may be is in one of the two alone by a few pixels.
  const known = flatColors(old);
  const colors = [...flatColors(now)].filter(([color, share]) => share >= 2 * FLAT && !known.has(color));
  const words = [
    (old.width !== now.width || old.height !== now.height) &&
      `${old.width} × ${old.height} is now ${now.width} × ${now.height}`,
    count > MOST && `${count} pixels differ`,
    ...colors.map(([color]) => `#${color.toString(16).padStart(6, '0')} is new`),
  ].filter(Boolean);
  return words.length ? {words: words.join(', '), picture: PNG.sync.write(drawn)} : undefined;
}

/**
 * Writes the page on which differences are looked at.
 *
 * @param {{name: string, words: string, before?: Buffer, after?: Buffer, picture?: Buffer}[]} found
 */
function writeReview(found) {
  mkdirSync(reviewFolder, {recursive: true});
  const rows = found.map(({name, words, ...pictures}) => {
    const figures = Object.entries({before: pictures.before, after: pictures.after, difference: pictures.picture}).map(
      ([what, picture]) => {
        if (!picture) return '';
        writeFileSync(join(reviewFolder, `${name}.${what}.png`), picture);
        return `<figure><figcaption>${what}</figcaption><img src="${name}.${what}.png" alt="${name}, ${what}"></figure>`;
      },
    );
    return `<h2>${name}: ${words}</h2>\n<p><code>npm run pictures -- --accept ${name}</code></p>\n<div>${figures.join('')}</div>`;
  });
  const css =
    'body{font:16px/1.5 sans-serif;background:#777;color:#fff}div{display:flex;gap:8px;overflow:auto;align-items:start}' +
    'figure{margin:0}img{display:block;max-width:32vw;outline:1px solid #000}';
  writeFileSync(
    join(reviewFolder, 'index.html'),
    `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Pictures that differ</title>\n<style>${css}</style>\n<h1>Pictures that differ</h1>\n<p>All of them are right? <code>npm run pictures -- --accept</code></p>\n${rows.join('\n')}\n</html>\n`,
  );
}

/**
 * Takes pictures of what was built last and compares them with those in test/baselines/pictures/.
 *
 * @param {object} [options]
 * @param {string[]} [options.names] widgets or pictures; none for all
 * @param {boolean} [options.accept] whether the new ones take the place of the old
 * @returns {Promise<{skipped: string, total: number, found: {name: string, words: string}[]}>} why nothing was compared, if so;
 *   how many pictures there are, and which differ
 */
export async function review({names = [], accept = false} = {}) {
  const browser = await launch();
  try {
    const here = await drawnWith(browser);
    const skipped = reasonNotTo(here);
    const isAnew = accept && !names.length;
    if (skipped && !isAnew) return {skipped, total: 0, found: []};
    const taken = await take(browser, names);
    const known = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.png')) : [];
    const wanted = known.map((file) => file.slice(0, -'.png'.length)).filter((name) => isWanted(name, names));
    const all = [...new Set([...taken.keys(), ...wanted])].sort();
    if (!all.length) throw new Error(`There is no widget or picture ${names.join(', ')}.`);
    const found = all.flatMap((name) => {
      const file = join(folder, `${name}.png`);
      const [before, after] = [existsSync(file) ? readFileSync(file) : undefined, taken.get(name)];
      const differs = difference(before, after);
      if (accept && differs) {
        if (after) writeFileSync(file, small(after));
        else rmSync(file);
      }
      return differs ? [{name, before, after, ...differs}] : [];
    });
    if (isAnew) writeFileSync(takenWith, `${JSON.stringify(here, null, 2)}\n`);
    rmSync(reviewFolder, {recursive: true, force: true});
    if (found.length && !accept) writeReview(found);
    return {skipped: '', total: all.length, found};
  } finally {
    await browser.close();
  }
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {accept: {type: 'boolean', default: false}, 'no-build': {type: 'boolean', default: false}},
  });
  if (!values['no-build']) {
    const {status, output} = await runStep('Build', process.execPath, ['src/tools/cli/build.mjs']);
    if (status !== 0) {
      console.error(output.trimEnd());
      process.exit(1);
    }
  }
  const {skipped, total, found} = await review({names: positionals, accept: values.accept});
  for (const {name, words} of found) console.log(`pictures: ${name}: ${words}`);
  if (skipped) {
    console.log(`pictures: not compared: ${skipped}`);
    if (values.accept) console.log('pictures: nothing taken over; with -- --accept alone, all are taken anew');
  } else if (values.accept)
    console.log(`pictures: ${found.length} of ${total} taken over; look at them before you commit`);
  else if (found.length)
    console.log(`pictures: ${found.length} of ${total} differ: open test/baselines/pictures/review/index.html`);
  else console.log(`pictures: all ${total} are as they were`);
  process.exitCode = values.accept ? Number(!!skipped) : Number(found.length > 0);
}
