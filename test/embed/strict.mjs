/** Pages with strict security headers, which record violations. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import {rollup} from 'rollup';
import {US_LINE, emergencyOf} from '../support/helplines.mjs';
import {HOST, WIDGETS, snippet, test as base, until, upgraded} from '../support/page.mjs';

export const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** Bundles a third party’s script from modules of this project’s packages. */
export async function bundle(code, exportConditions) {
  const build = await rollup({
    input: 'page',
    plugins: [
      {name: 'page', resolveId: (id) => (id === 'page' ? id : null), load: (id) => (id === 'page' ? code : null)},
      nodeResolve({exportConditions, rootDir: join(dist, '..')}),
    ],
  });
  const {output} = await build.generate({format: 'iife', name: 'bundled'});
  await build.close();
  return output[0].code;
}

/**
 * Opens a page that records violations of its security headers, and whose `print()` keeps the printed text in `printed`.
 *
 * @param {import('../support/page.mjs').OurFixtures['open']} open
 * @param {string} html
 * @param {object} [options]
 * @param {string} [options.policy] Content-Security-Policy of the page
 * @param {Record<string, string>} [options.files] on the page’s own host, which also serves ours below `/widgets/`
 * @param {() => void} [options.first] runs in the page before anything else
 */
export async function openStrictPage(open, html, {policy, files = {}, first} = {}) {
  const opened = await open(html, {
    headers: policy ? {'content-security-policy': policy} : {},
    async before(page) {
      await page.route(`${HOST}/*/**`, (route) => {
        const path = new URL(route.request().url()).pathname.slice(1);
        return route.fulfill({
          contentType: path.endsWith('.css') ? 'text/css' : 'text/javascript',
          body: files[path] ?? readFileSync(join(dist, 'cdn', path.replace(/^widgets\//, '')), 'utf8'),
        });
      });
      await page.addInitScript(() => {
        globalThis.violations = [];
        document.addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI, sample}) =>
          globalThis.violations.push([effectiveDirective, blockedURI, sample].join(' ')),
        );
        globalThis.print = () => {
          /** @type {any} */ (globalThis.top).printed =
            `${getComputedStyle(document.body).fontSize} ${document.body.innerText}`;
        };
      });
      if (first) await page.addInitScript(first);
    },
  });
  /** Returns violations and console messages. */
  const faults = async () => [...(await opened.page.evaluate(() => globalThis.violations)), ...opened.console];
  return {...opened, faults};
}

/** @typedef {Parameters<typeof openStrictPage>} StrictArguments */

/**
 * Playwright’s `test` with {@link openStrictPage}.
 *
 * @type {import('../support/page.mjs').TestWith<{
 *   openStrict: (html: string, options?: StrictArguments[2]) => ReturnType<typeof openStrictPage>,
 * }>}
 */
export const test = base.extend({
  openStrict: async ({open}, use) => use((html, options) => openStrictPage(open, html, options)),
});

export const snippetsOf = (names = WIDGETS) => names.map((name) => snippet(name, 'region="US"')).join('');

/**
 * Waits for widgets and returns their looks: whether each has its styles, and which links and texts show before any use. Runs in
 * the page.
 */
export async function looksOf(names) {
  const isShown = (/** @type {any} */ el) =>
    !!el?.checkVisibility({visibilityProperty: true}) && el.getBoundingClientRect().height > 0;
  const looks = names.map(async (name) => {
    const tag = `recovery-${name}`;
    const widget = document.querySelector(tag);
    // Static widgets look upgraded before they are. A finished one is never defined.
    if (!widget.hasAttribute('data-recovery-finished')) {
      await globalThis.customElements.whenDefined(tag);
      await widget.updateComplete;
    }
    const {shadowRoot} = widget;
    const root = shadowRoot.querySelector('.root');
    const sheets = shadowRoot.adoptedStyleSheets?.length || shadowRoot.querySelectorAll('style').length;
    // A finished widget is not defined, and has one style.
    const missing = (globalThis.customElements.get(tag)?.elementStyles?.length ?? 1) - sheets;
    const card = shadowRoot.querySelector('.card');
    const style = card && getComputedStyle(card);
    return {
      name,
      // A further sheet may reserve the height of the fallback content.
      missingSheets: Math.max(missing, 0),
      hasSharedStyles: Boolean(getComputedStyle(root).getPropertyValue('--_rw-edge')),
      hasCard:
        !style || (style.borderTopStyle === 'solid' && parseFloat(style.paddingTop) >= (name === 'quick-exit' ? 4 : 8)),
      calls: [...root.querySelectorAll('[part=call]')].filter(isShown).map((link) => link.getAttribute('href')),
      numbers: [...root.querySelectorAll('[part=number]')].map(({innerText}) => innerText),
      isDetailShown: isShown(root.querySelector('.treatment li')),
    };
  });
  return Promise.all(looks);
}

/** Clicks the link of the banner in the page, and returns the channel of the event. Runs in the page, which cannot place a call. */
export const channelOfClick = () =>
  new Promise((resolve) => {
    document.addEventListener('recovery-contact', (event) => resolve(event.channel));
    document.addEventListener('click', (event) => event.preventDefault(), {once: true});
    const link = document.querySelector('recovery-helpline-banner').shadowRoot.querySelector('.root [part=call]');
    link.dispatchEvent(new globalThis.MouseEvent('click', {bubbles: true, cancelable: true, composed: true}));
  });

/** Waits until an element in a widget is visible. */
export const shown = (page, name, selector) =>
  until(
    page,
    ([tag, inside]) =>
      document
        .querySelector(tag)
        .shadowRoot.querySelector(`.root ${inside}`)
        ?.checkVisibility({visibilityProperty: true}),
    [`recovery-${name}`, selector],
  );

/** Fills the checklist in, prints the plan, saves it and clears it. */
export async function useChecklist(page) {
  const inside = (selector) => page.locator(`recovery-trigger-checklist .root ${selector}`);
  const stateOf = () =>
    page.evaluate(() => {
      const {shadowRoot} = document.querySelector('recovery-trigger-checklist');
      return {
        isChecked: shadowRoot.querySelector('.root input').checked,
        steps: shadowRoot.querySelectorAll('[part=step]').length,
      };
    });
  await inside('label').first().click();
  await shown(page, 'trigger-checklist', '.actions');
  assert.deepEqual(await stateOf(), {isChecked: true, steps: 1});
  await inside('.actions button').first().click();
  assert.match(await until(page, () => globalThis.printed), /^16px My plan\s+People/);
  const saved = page.waitForEvent('download');
  await inside('.actions button').nth(2).click();
  assert.match(readFileSync(await (await saved).path(), 'utf8'), /^\ufeffMy plan\n\nPeople\n/);
  await inside('.actions button').nth(3).click();
  assert.equal((await stateOf()).isChecked, false);
}

/** Checks the look of every widget and uses its controls. */
export async function assertWorks(page, names = WIDGETS) {
  await upgraded(page, ...names);
  const expected = {'helpline-banner': US_LINE.href, 'overdose-warning': `tel:${emergencyOf('us')}`};
  for (const {name, calls, numbers, isDetailShown, ...look} of await page.evaluate(looksOf, names)) {
    assert.deepEqual(look, {missingSheets: 0, hasSharedStyles: true, hasCard: true}, name);
    if (expected[name]) assert.ok(calls.includes(expected[name]), `${name}: ${calls}`);
    if (name === 'helpline-banner') assert.ok(numbers.includes(US_LINE.number), `${numbers}`);
    assert.equal(isDetailShown, false, name);
  }
  if (names.includes('helpline-banner')) assert.equal(await page.evaluate(channelOfClick), 'call');
  if (names.includes('overdose-warning')) {
    await page.locator('recovery-overdose-warning .root .sources summary').first().click();
    await shown(page, 'overdose-warning', '.sources li');
  }
  if (names.includes('treatment-explainer')) {
    await page.locator('recovery-treatment-explainer .root [part=toggle]').click();
    await shown(page, 'treatment-explainer', '.treatment li');
  }
  if (names.includes('trigger-checklist')) await useChecklist(page);
}
