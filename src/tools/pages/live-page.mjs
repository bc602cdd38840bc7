/** Opens a page in a browser, as a visitor would, and records how our files load. Drives playwright-core or puppeteer-core. */
import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {delimiter, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {available, checkScript} from './page-tools.mjs';

/** @typedef {import('../../entries/check/diagnose.js').Live} Live */

/** Packages that drive a browser, in the order in which they are tried. None of them is a dependency, and none is downloaded. */
export const DRIVERS = ['playwright-core', 'playwright', '@playwright/test', 'puppeteer-core', 'puppeteer'];

const PROGRAMS = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Milliseconds: for a page to load, for its widgets after that, without a request before nothing more is expected, between two looks. */
const TIME = {load: 30_000, settle: 5000, quiet: 500, step: 50};

/** A browser and its driver. @typedef {{browser: any, close: () => Promise<void>}} Opened */

/** @returns {string | undefined} path of a Chromium, Chrome or Edge */
function findProgram() {
  const {CHROME_PATH, PATH = ''} = process.env;
  if (CHROME_PATH) return CHROME_PATH;
  const onPath = PATH.split(delimiter).flatMap((folder) => PROGRAMS.map((name) => join(folder, name)));
  // By name first: the headless shell is the quickest, wherever it is.
  const found = PROGRAMS.flatMap((name) => onPath.filter((path) => path.endsWith(`${name}`))).find((path) =>
    existsSync(path),
  );
  return found ?? ELSEWHERE.find((path) => existsSync(path));
}

/**
 * Starts a browser, if one is installed with a package that drives it.
 *
 * @param {string} [folder] where packages are looked for, beside those of this one
 * @returns {Promise<any>} a browser of Playwright or Puppeteer; undefined if something is missing
 */
export async function startBrowser(folder = process.cwd()) {
  const program = findProgram();
  if (!program) return undefined;
  for (const name of DRIVERS) {
    /** @type {any} */
    let driver;
    try {
      const path = createRequire(join(folder, 'package.json')).resolve(name);
      const loaded = await import(pathToFileURL(path).href);
      driver = loaded.chromium ?? loaded.default?.chromium ?? loaded.default ?? loaded;
    } catch {
      continue;
    }
    if (typeof driver.launch !== 'function') continue;
    // Chromium refuses its sandbox to root.
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return driver.launch({executablePath: program, headless: true, args});
  }
  return undefined;
}

/**
 * Opens a page and waits until it is quiet.
 *
 * @param {any} page of Playwright or Puppeteer; new, to record everything before the page has loaded
 * @param {string} url
 * @returns {Promise<{source: string, url: string, policies: string[], live: Live}>}
 */
export async function observe(page, url) {
  const {OUR_SCRIPT} = await available();
  /** @type {string[]} */
  const messages = [];
  /** @type {Map<string, {url: string, status: number, type: string}>} */
  const responses = new Map();
  /** @type {Live['refused'][number][]} */
  const refused = [];
  const requests = countRequests(page);
  page.on('console', (/** @type {any} */ message) => messages.push(message.text()));
  page.on('pageerror', (/** @type {Error} */ error) => messages.push(error.message));
  page.on('response', (/** @type {any} */ response) => {
    const type = response.headers()['content-type'] ?? '';
    if (OUR_SCRIPT.test(response.url()))
      responses.set(response.url(), {url: response.url(), status: response.status(), type});
  });
  page.on('requestfailed', (/** @type {any} */ request) => {
    const reason = request.failure()?.errorText ?? '';
    if (!OUR_SCRIPT.test(request.url())) return;
    if (/csp/i.test(reason)) refused.push({url: request.url(), directive: 'Content-Security-Policy'});
    // The browser cancels requests of a page that it leaves.
    else if (!/ABORTED/i.test(reason)) responses.set(request.url(), {url: request.url(), status: 0, type: ''});
  });
  const response = await page.goto(url, {waitUntil: 'load', timeout: TIME.load});
  const source = (await response?.text()) ?? '';
  const policy = response?.headers()['content-security-policy'];
  const evaluate = await evaluator(page);
  await settle(evaluate, requests);
  await evaluate("globalThis.recoveryWidgetsCheck = 'quiet'; 0");
  await evaluate(checkScript());
  /** @type {{live: Live}} */
  const {live} = await evaluate('recoveryWidgetsCheck()');
  const lowFrames = [];
  for (const frame of page.frames()) {
    if (!/\/frame\.html\?/.test(frame.url())) continue;
    const size = await frame
      .evaluate('({height: innerHeight, needs: document.documentElement.scrollHeight})')
      .catch(() => undefined);
    if (size && size.needs > size.height + 8) lowFrames.push({src: frame.url(), ...size});
  }
  const isEmpty = !/data-recovery-widget|<recovery-|frame\.html\?/.test(source);
  return {
    // A page that scripts build has nothing in its source.
    source: isEmpty ? await page.content() : source,
    url: page.url(),
    policies: policy ? policy.split('\n') : [],
    live: {
      ...live,
      responses: [...responses.values()],
      messages: [...live.messages, ...messages],
      refused: [...live.refused, ...refused],
      lowFrames,
    },
  };
}

/**
 * Returns a function that runs code in a page whatever its headers allow, as a console does. Both drivers’ own would go through `eval`.
 *
 * @param {any} page
 * @returns {Promise<(expression: string) => Promise<any>>} resolves to the value
 */
async function evaluator(page) {
  const session = await (page.createCDPSession?.() ?? page.context().newCDPSession(page));
  return async (expression) => {
    const {result, exceptionDetails} = await session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      allowUnsafeEvalBlockedByCSP: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
}

/** Counts the requests of a page that have no answer yet. @param {any} page @returns {{open: number}} */
function countRequests(page) {
  const count = {open: 0};
  page.on('request', () => count.open++);
  for (const event of ['requestfinished', 'requestfailed']) page.on(event, () => count.open--);
  return count;
}

/** Whether all widgets of a page are there. */
const ARE_THERE =
  "[...document.querySelectorAll('[data-recovery-widget], recovery-helpline-banner')].every((place) => [place, ...place.querySelectorAll('*')].some((element) => element.shadowRoot?.childElementCount))";

/**
 * Waits until all widgets are there, or nothing has been requested for a while.
 *
 * @param {(expression: string) => Promise<any>} evaluate
 * @param {{open: number}} requests
 */
async function settle(evaluate, requests) {
  const end = Date.now() + TIME.settle;
  let quiet = 0;
  while (Date.now() < end && quiet < TIME.quiet && !(await evaluate(ARE_THERE))) {
    await new Promise((resolve) => setTimeout(resolve, TIME.step));
    quiet = requests.open > 0 ? 0 : quiet + TIME.step;
  }
  // Numbers and heights come with the data of the country.
  await new Promise((resolve) => setTimeout(resolve, TIME.quiet / 2));
}
