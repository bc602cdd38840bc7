/** How readers see an emergency number that may be wrong, in each form. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {toRuntimeEmergency} from '../../src/tools/generate/runtime-region.mjs';
import {readHelplines} from '../../src/tools/helplines/read-helplines.mjs';
import {fallbackHtml} from '../../src/tools/html/fallback-html.mjs';
import {available, prerender} from '../../src/tools/html/prerender.mjs';
import {importBuilt, loadTranslator} from '../../src/tools/html/static-page.mjs';
import {walletCard} from '../../src/tools/html/wallet-card.mjs';
import {nightly} from '../support/nightly.mjs';

const {countries} = readHelplines();
const {languages} = await available();

describe('a number that only lists give, or in doubt,', () => {
  const shown = countries.map((data) => ({
    region: data.country,
    ...toRuntimeEmergency(data),
    isOnLists: data.emergency.evidence > 'B',
    isInDoubt: !!data.emergency.open?.some(({kind}) => kind === 'doubt'),
  }));

  /** Forms in which readers see an emergency number. Frames and the plugin show the first six. */
  const forms = {
    banner: (place) => fallbackHtml('helpline-banner', place),
    'compact banner': (place) => fallbackHtml('helpline-banner', {...place, attributes: {variant: 'compact'}}),
    warning: (place) => fallbackHtml('overdose-warning', place),
    guide: (place) => fallbackHtml('relapse-guide', place),
    'guide for family': (place) => fallbackHtml('relapse-guide', {...place, attributes: {audience: 'supporter'}}),
    questions: (place) => fallbackHtml('faq', place),
    'prerendered warning': async (place) => (await prerender('overdose-warning', place)).html,
    'wallet card': walletCard,
  };

  /** Returns the text of some markup, with each number that stands in an element of its own in brackets. */
  const textOf = (html) =>
    html
      .replace(/<!--[^]*?-->/g, '')
      .replace(/>\s*([\d\u200e]+)\s*</g, '>[$1]<')
      .replace(/<[^>]+>|\u200e/g, '');

  for (const lang of languages)
    test(`is shown with the local emergency number in every form, and no other number is (${lang})`, async () => {
      const m = await importBuilt('generated/messages/overdose-warning.js');
      const translate = await loadTranslator(lang, ['overdose-warning']);
      const orLocal = translate(() => m.emergencyOrLocal('')).join('');
      // In CI all that may be wrong in English, else one of each kind: test/unit/fallback-html.test.mjs shows that others differ in digits alone.
      const kinds = shown.map(({number, also, unsure}) => [!number, !also, !unsure].join());
      const places = shown.filter(
        ({unsure}, index) => nightly(true, kinds.indexOf(kinds[index]) === index) || (unsure && lang === 'en'),
      );
      for (const {region, number, also, isOnLists, isInDoubt} of places)
        for (const [form, render] of Object.entries(forms)) {
          const text = textOf(await render({lang, region}));
          const hedged = `[${number}]${also ? translate(() => m.emergencyOr('', `[${also}]`)).join('') : ''}${orLocal}`;
          const mustHedge = !!number && (isOnLists || isInDoubt);
          assert.equal(text.includes(hedged), mustHedge, `${form}, ${region}`);
          assert.ok(!mustHedge || !text.replaceAll(hedged, '').includes(`[${number}]`), `${form}, ${region}: alone`);
          assert.ok(mustHedge || !text.includes(orLocal), `${form}, ${region}: needs no hedge`);
        }
    });
});
