/** Another language for many elements that are on the page. */
import {visit} from '../visit.mjs';

const COUNT = 100;

/** Creates elements and changes their language. Runs in the page. @param {{html: string, count: number}} options */
async function switchLanguage({html, count}) {
  const {settle} = /** @type {any} */ (globalThis).bench;
  const holder = document.createElement('div');
  /** @type {any} */ (holder).setHTMLUnsafe(html.repeat(count));
  document.body.append(holder);
  const switchTo = async (/** @type {string} */ lang) => {
    const start = performance.now();
    for (const host of holder.children) host.setAttribute('lang', lang);
    await settle(holder, (/** @type {Element} */ host) => !!host.shadowRoot?.querySelector(`.root[lang=${lang}]`));
    document.body.getBoundingClientRect();
    return performance.now() - start;
  };
  await switchTo('en');
  // The first time loads the language.
  await switchTo('es');
  await switchTo('en');
  return {switch: await switchTo('es')};
}

/** @type {import('./index.mjs').Measure} */
export const language = {
  name: 'language',
  share: 0.5,
  cases: [String(COUNT)],
  async run({browser, site, candidate}) {
    const sitePage = await site.pageOf(candidate, 'one', ['en', 'es']);
    const opened = await visit(browser, sitePage, candidate);
    try {
      await opened.ready();
      return await opened.evaluate(switchLanguage, {html: sitePage.instances[0], count: COUNT});
    } finally {
      await opened.close();
    }
  },
};
