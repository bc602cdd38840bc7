/** Pages that a reader leaves with the quick exit. The exit page responds only once the test releases it. */
import {expect, gate, HOST, pageOf, snippet, test as base, upgraded} from '../support/page.mjs';

export const BEFORE = 'https://before.example/';
export const NEUTRAL = 'https://www.wikipedia.org/';
export const OWN = 'https://weather.example/today?place=here';
export const SECRET = '<h1>About heroin</h1><p>Text that nobody must see.</p>';
/** The most that a page can do to send its URL to others. */
export const LEAKY = '<meta name="referrer" content="unsafe-url">';
export const EXIT = snippet('quick-exit', '', `<a href="${NEUTRAL}" rel="noopener noreferrer">Leave this page</a>`);

/**
 * Playwright’s `test` with pages that are left, with the options of `open` and `instead` of the page that is left for: `offline`, or an
 * answer with `no content`. With that the browser stays where it is, so that its content can be queried; while it waits for an answer, it
 * does not respond.
 *
 * @type {import('../support/page.mjs').TestWith<Record<'visit' | 'visitFrame', (body?: string, options?: any) => Promise<any>>>}
 */
export const test = base.extend({
  /** Opens a page that the reader has reached from another. */
  visit: async ({open}, use) =>
    use(async (body = EXIT + SECRET, {head = LEAKY, script, instead, before, ...options} = {}) => {
      const requested = [];
      const dialogs = [];
      const {held, release} = gate();
      const html = pageOf(body, {head, ...(script === undefined ? {} : {script})});
      const opened = await open(html, {
        ...options,
        pages: {[BEFORE]: '<title>Before</title>', [`${HOST}/second`]: '<title>Second</title>', ...options.pages},
        async before(page) {
          await page.route(/^https:\/\/(www\.wikipedia|weather)\./, async (route) => {
            requested.push({url: route.request().url(), referer: (await route.request().allHeaders()).referer});
            await held;
            await (
              instead === 'offline'
                ? route.abort('internetdisconnected')
                : instead === 'no content'
                  ? route.fulfill({status: 204})
                  : route.fulfill({contentType: 'text/html', body: '<title>Neutral</title>Neutral'})
            ).catch(() => {});
          });
          page.on('dialog', (dialog) => {
            dialogs.push(dialog.type());
            void dialog.accept();
          });
          await before?.(page);
          await page.goto(BEFORE);
        },
      });
      const {page} = opened;
      if (html.includes('<recovery-quick-exit') && script === undefined) await upgraded(page, 'quick-exit');
      const cdp = await page.context().newCDPSession(page);
      /** Session history: URLs behind and ahead of the current one. */
      const sessionHistory = async () => {
        // There is no answer while the browser changes from one page to the other.
        const {entries, currentIndex} = await cdp
          .send('Page.getNavigationHistory')
          .catch(() => ({entries: [], currentIndex: 0}));
        return {
          behind: entries.slice(0, currentIndex).map(({url}) => url),
          now: entries[currentIndex]?.url,
          ahead: entries.slice(currentIndex + 1).map(({url}) => url),
        };
      };
      const untilRequested = () =>
        expect.poll(() => requested.length, {message: 'the other page is requested'}).toBeGreaterThan(0);
      const untilAt = (url) =>
        expect.poll(async () => (await sessionHistory()).now, {message: 'the page is left'}).toBe(url);
      return {
        ...opened,
        cdp,
        requested,
        dialogs,
        sessionHistory,
        untilRequested,
        untilAt,
        /** Clicks without waiting, as the page is left meanwhile. */
        click: (options = {}) =>
          void page
            .locator('recovery-quick-exit [part=exit]')
            .first()
            .click({noWaitAfter: true, ...options})
            .catch(() => {}),
        async leaves(url = NEUTRAL) {
          await untilRequested();
          release();
          await untilAt(url);
        },
        letAnswer: release,
        /** With an answer without a page: resolves after it has arrived. */
        async staysCovered() {
          await untilRequested();
          release();
          await new Promise((done) => setTimeout(done, 300));
        },
        async back() {
          // In a task of its own, so that the page is still there to answer.
          await page.evaluate(() => void setTimeout(() => globalThis.history.back()));
          await page.waitForURL((url) => url.href !== NEUTRAL, {waitUntil: 'commit'});
          return page.url();
        },
      };
    }),
  /** Opens a page with a frame, and waits for the quick exit in it. */
  visitFrame: async ({visit}, use) =>
    use(async (body, options) => {
      const opened = await visit(body, {script: '', ...options});
      const exit = opened.page.frameLocator('iframe >> nth=0').locator('[part=exit]');
      await exit.waitFor();
      return {...opened, exit, press: () => void exit.click({noWaitAfter: true}).catch(() => {})};
    }),
});

export const pressShift = async (page, times = 3) => {
  for (let time = 0; time < times; time++) await page.keyboard.press('Shift');
};

/** Returns the accessibility tree of the page, as a screen reader gets it. */
export const accessibilityTree = async (cdp) =>
  (await cdp.send('Accessibility.getFullAXTree')).nodes
    .filter(({ignored}) => !ignored)
    .map(({role, name}) => `${role.value} ${name?.value ?? ''}`.trim())
    .filter((each) => !/^(InlineTextBox|none|generic)/.test(each));

export const COVERED = ['RootWebArea www.wikipedia.org', 'alert', 'StaticText Loading…'];
