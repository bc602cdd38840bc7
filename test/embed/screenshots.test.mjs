/**
 * Each widget looks like its pictures in test/baselines/pictures/: light, dark, Arabic, printed and used in one, narrow in another.
 * `npm run test:nightly -- embed/screenshots` shows the differences, and CONTRIBUTING.md says how to accept them.
 *
 * Text is not drawn the same everywhere. taken-with.json has the version of Chromium that took the pictures, and a hash of
 * a picture of text: where one of them differs, nothing is compared.
 */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {PNG} from 'pngjs';
import {launchOptions} from '../support/browser.mjs';
import {emergencyOf} from '../support/helplines.mjs';
import {nightly} from '../support/nightly.mjs';
import {CDN, expect, openPage, pageOf, test as base, upgraded, WIDGETS} from '../support/page.mjs';

const FOLDER = fileURLToPath(new URL('../baselines/pictures', import.meta.url));
const TAKEN_WITH = join(FOLDER, 'taken-with.json');

/** A full stop has more pixels. Pixels of smooth edges do not count; of all others, no difference is too small. */
const COMPARISON = {maxDiffPixels: 5, threshold: 0};

/** Widgets that look different when they are used: with answers, and with the first disclosure open. */
const INTERACTIVE = ['care-gaps', 'feedback', 'relapse-guide', 'trigger-checklist'];
/** Widgets that are not printed. */
const NOT_PRINTED = ['quick-exit'];

/**
 * How widgets are looked at. Widths are in CSS pixels; printed, it is that of A4 within its margins.
 *
 * @type {Record<string, {width: number, names?: string[], variant?: string, lang?: string, colorScheme?: 'dark', media?: 'print', isUsed?: boolean}>}
 */
const VARIANTS = {
  light: {width: 1000},
  dark: {width: 720, colorScheme: 'dark'},
  ar: {width: 720, lang: 'ar'},
  compact: {width: 390, names: ['overdose-warning'], variant: 'compact'},
  print: {width: 718, media: 'print', names: WIDGETS.filter((name) => !NOT_PRINTED.includes(name))},
  used: {width: 720, isUsed: true, names: INTERACTIVE},
  narrow: {width: 320},
};

/** Variants that are side by side in one picture; the home page of the site shows the last one alone. @type {[suffix: string, variants: string[]][]} */
const SHEETS = [
  ['', Object.keys(VARIANTS).filter((variant) => variant !== 'narrow')],
  ['.narrow', ['narrow']],
];

const PICTURES = ['demo.png', ...SHEETS.flatMap(([suffix]) => WIDGETS.map((name) => `${name}${suffix}.png`))];

const HEAD = `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><style>
  body { margin: 0; --recovery-font-family: 'Noto Sans', 'Noto Sans Arabic'; }
  div { padding: 16px; background: Canvas; }
  .probe { font: 16px/1.5 'Noto Sans', 'Noto Sans Arabic'; width: 400px; }
</style>`;

/** Opens a page with one widget in each `div`. @param {any} browser @param {(typeof VARIANTS)[string]} variant */
async function openVariant(
  browser,
  {width, names = WIDGETS, variant, lang = 'en', colorScheme, media, isUsed = false},
) {
  const tags = names.map((name) => [`recovery-${name}`, variant ? `variant="${variant}"` : '']);
  const elements = tags.map(([tag, more], at) => `<div id="${names[at]}"><${tag} region="US" ${more}></${tag}></div>`);
  const html = pageOf(elements.join(''), {head: HEAD, lang, dir: lang === 'ar' ? 'rtl' : 'ltr'});
  const {page} = await openPage(browser, html, {
    context: {viewport: {width, height: 800}, deviceScaleFactor: 1, reducedMotion: 'reduce', colorScheme},
  });
  await page.emulateMedia({media});
  await page.waitForFunction(() =>
    [...document.querySelectorAll('div > *')].every((el) => el.shadowRoot?.querySelector('.root')),
  );
  await page.evaluate(async (isUsed) => {
    for (const el of document.querySelectorAll('div > *')) {
      if (isUsed) {
        const controls = '[type=checkbox], label:nth-child(3) > [type=radio]';
        [...el.shadowRoot.querySelectorAll(controls)].slice(0, 3).forEach((control) => control.click());
        for (const details of el.shadowRoot.querySelectorAll('details:first-of-type')) details.open = true;
      }
      await el.updateComplete;
    }
  }, isUsed);
  return page;
}

/** Returns the renderer of the pictures: the version of Chromium, and a hash of a picture of text. */
async function fingerprintOf(browser) {
  const text = `Overdose? Call ${emergencyOf('us')} now. ¿Sobredosis? ’“…” جرعة زائدة؟ اتصلوا بالرقم`;
  const html = pageOf(`<div class="probe">${text} <b>${text}</b></div>`, {head: HEAD, dir: 'ltr', script: ''});
  const {page, close} = await openPage(browser, html, {context: {deviceScaleFactor: 1, reducedMotion: 'reduce'}});
  const {data} = PNG.sync.read(await page.locator('.probe').screenshot());
  await close();
  return {chromium: browser.version().split('.')[0], letters: createHash('sha256').update(data).digest('hex')};
}

/** Returns why pictures of this machine cannot be compared, if so. */
function reasonToSkip(here) {
  if (!existsSync(TAKEN_WITH)) return 'there are no pictures yet: npm test -- accept';
  const there = JSON.parse(readFileSync(TAKEN_WITH, 'utf8'));
  if (here.chromium !== there.chromium)
    return `the pictures were taken with Chromium ${there.chromium}; here is ${here.chromium}`;
  return here.letters === there.letters
    ? ''
    : 'text is drawn differently here than where the pictures were taken: with other fonts (Debian: fonts-noto-core), or otherwise';
}

/** @type {import('../support/page.mjs').TestWith<{}, {incomparable: string}>} */
const test = base.extend({
  /** Why pictures cannot be compared here, if so. Once all pictures are retaken, they are from here. */
  incomparable: [
    async ({browser}, use, {config}) => {
      const fingerprint = await fingerprintOf(browser);
      if (config.updateSnapshots === 'all') writeFileSync(TAKEN_WITH, `${JSON.stringify(fingerprint, null, 2)}\n`);
      await use(reasonToSkip(fingerprint));
    },
    {scope: 'worker'},
  ],
});

// Draws the same on every machine with the same fonts, whatever its screen.
test.use({
  launchOptions: {
    ...launchOptions(
      '--disable-lcd-text',
      '--disable-font-subpixel-positioning',
      '--font-render-hinting=full',
      '--force-color-profile=srgb',
    ),
    env: {...process.env, FONTCONFIG_FILE: fileURLToPath(new URL('../support/fonts.conf', import.meta.url))},
  },
});

/** Joins pictures side by side. @param {Buffer[]} files @returns {Buffer} */
function joinPictures(files) {
  const pictures = files.map((file) => PNG.sync.read(file));
  const width = pictures.reduce((sum, picture) => sum + picture.width, 0);
  const sheet = new PNG({width, height: Math.max(...pictures.map(({height}) => height)), colorType: 2});
  let left = 0;
  for (const picture of pictures) {
    PNG.bitblt(picture, sheet, 0, 0, picture.width, picture.height, left);
    left += picture.width;
  }
  return PNG.sync.write(sheet, {colorType: 2, deflateLevel: 9, deflateStrategy: 0});
}

test.describe('a widget', () => {
  /** By variant; empty where pictures cannot be compared. @type {Map<string, import('@playwright/test').Page>} */
  const pages = new Map();
  test.afterAll(() => Promise.all([...pages.values()].map((page) => page.context().close())));
  test.beforeEach(({incomparable}, {config}) => {
    if (incomparable && config.updateSnapshots === 'changed')
      throw new Error(`${incomparable}. To retake all pictures here, run npm test -- accept`);
    test.skip(!!incomparable, incomparable);
  });

  /** Takes the picture of a widget in a variant. */
  async function take(browser, variant, name) {
    if (!pages.has(variant)) pages.set(variant, await openVariant(browser, VARIANTS[variant]));
    const page = pages.get(variant);
    // Alone at the top: further down, it would start at a fraction of a pixel, depending on the widgets above.
    await page.evaluate((id) => {
      for (const div of document.querySelectorAll('div')) div.hidden = div.id !== id;
    }, name);
    return page.locator(`#${name}`).screenshot();
  }

  // CI leaves out the narrow one, whose texts and columns test/embed/visual.test.mjs measures.
  for (const [suffix, variants] of nightly(SHEETS, SHEETS.slice(0, 1)))
    for (const name of WIDGETS)
      test(`${name} looks like ${name}${suffix}.png`, async ({browser}) => {
        const pictures = [];
        for (const variant of variants.filter((each) => (VARIANTS[each].names ?? WIDGETS).includes(name)))
          pictures.push(await take(browser, variant, name));
        expect(joinPictures(pictures)).toMatchSnapshot(['pictures', `${name}${suffix}.png`], COMPARISON);
      });
});

test('the demo looks like demo.png', async ({browser, incomparable}) => {
  test.skip(!!incomparable, incomparable);
  const read = (file) => readFileSync(new URL(`../../docs/demo/${file}`, import.meta.url), 'utf8');
  // Fonts that every machine of the pictures has, in place of those of phones.
  const fonts = `:root { --face: 'Noto Sans'; --head: 'Noto Serif' }`;
  const html = read('index.html')
    .replaceAll('"/cdn/', `"${CDN}/`)
    .replace('</head>', () => `<style>${read('style.css')}${fonts}</style>`);
  const opened = await openPage(browser, html, {context: {viewport: {width: 1200, height: 860}, bypassCSP: true}});
  await upgraded(opened.page, 'quick-exit', 'overdose-warning');
  await expect(opened.page).toHaveScreenshot(['pictures', 'demo.png'], COMPARISON);
  await opened.close();
});

test('there are two pictures of every widget and one of the demo, no other, and all are small', () => {
  const {updateSnapshots} = test.info().config;
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.png'));
  if (updateSnapshots === 'all')
    for (const file of files.filter((each) => !PICTURES.includes(each))) rmSync(join(FOLDER, file));
  if (updateSnapshots !== 'none') return;
  expect(files.sort()).toEqual(PICTURES.sort());
  expect(files.reduce((sum, file) => sum + statSync(join(FOLDER, file)).size, 0)).toBeLessThan(3_000_000);
});
