/**
 * Each widget looks like its pictures in test/baselines/pictures/: light, dark, Arabic, narrow, printed and used.
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
  narrow: {width: 320},
  compact: {width: 390, names: ['overdose-warning'], variant: 'compact'},
  print: {width: 718, media: 'print', names: WIDGETS.filter((name) => !NOT_PRINTED.includes(name))},
  used: {width: 720, isUsed: true, names: INTERACTIVE},
};

const PICTURES = Object.entries(VARIANTS).flatMap(([variant, {names = WIDGETS}]) =>
  names.map((name) => `${name}.${variant}.png`),
);
PICTURES.push('demo.png');

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
        const controls = '[type=checkbox], fieldset:nth-of-type(-n + 3) label:nth-child(3) > [type=radio]';
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
  const text = 'Overdose? Call 911 now. ¿Sobredosis? ’“…” جرعة زائدة؟ اتصلوا بالرقم';
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

// CI compares both directions of text in light: the other variants change with the same styles. The nightly run has all.
const {light, ar, compact} = VARIANTS;
for (const [variant, options] of Object.entries(nightly(VARIANTS, {light, ar, compact})))
  test.describe(`in the variant “${variant}”`, () => {
    /** Missing where pictures cannot be compared. @type {import('@playwright/test').Page} */
    let page;
    test.beforeAll(async ({browser, incomparable}) => {
      if (!incomparable) page = await openVariant(browser, options);
    });
    test.afterAll(() => page?.context().close());
    test.beforeEach(({incomparable}, {config}) => {
      if (incomparable && config.updateSnapshots === 'changed')
        throw new Error(`${incomparable}. To retake all pictures here, run npm test -- accept`);
      test.skip(!!incomparable, incomparable);
    });

    for (const name of options.names ?? WIDGETS)
      test(`${name} looks like ${name}.${variant}.png`, async () => {
        // Alone at the top: further down, it would start at a fraction of a pixel, depending on the widgets above.
        await page.evaluate((id) => {
          for (const div of document.querySelectorAll('div')) div.hidden = div.id !== id;
        }, name);
        await expect(page.locator(`#${name}`)).toHaveScreenshot(['pictures', `${name}.${variant}.png`], COMPARISON);
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

test('there is a picture of every widget in every variant and of the demo, no other, and all are small', () => {
  const {updateSnapshots} = test.info().config;
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.png'));
  if (updateSnapshots === 'all')
    for (const file of files.filter((each) => !PICTURES.includes(each))) rmSync(join(FOLDER, file));
  if (updateSnapshots !== 'none') return;
  expect(files.sort()).toEqual(PICTURES.sort());
  const bytes = files.reduce((sum, file) => sum + statSync(join(FOLDER, file)).size, 0);
  expect(bytes).toBeLessThan(3_000_000);
});
