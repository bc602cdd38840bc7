import {expect} from '@open-wc/testing';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import * as stories from '../../stories/index.js';
import {captureConsole, mount, queryAll, rendered, visibleText} from './helpers.js';

const tags = Object.values(stories).map(({default: meta}) => meta.component!);

const NASTY = [
  '',
  'XX',
  'us ',
  'US-',
  'constructor',
  '__proto__',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  '\u202e911',
  '9'.repeat(500),
  '${alert(1)}',
];

/** Schemes that links of the widgets may have: they dial, text, or open a page. */
const ALLOWED = /^(tel:\+?\d+|sms:\+?\d+|https:\/\/[a-z0-9.-]+\/.*)$/;

for (const tag of tags)
  describe(`bad input: ${tag}`, () => {
    let console: ReturnType<typeof captureConsole>;
    const errors: unknown[] = [];
    const onError = (event: ErrorEvent | PromiseRejectionEvent) =>
      errors.push('reason' in event ? event.reason : event.message);

    beforeEach(() => {
      console = captureConsole();
      errors.length = 0;
      window.addEventListener('error', onError);
      window.addEventListener('unhandledrejection', onError);
    });
    afterEach(() => {
      console.stop();
      window.removeEventListener('error', onError);
      window.removeEventListener('unhandledrejection', onError);
      document.body.replaceChildren();
    });

    const attributes = (customElements.get(tag) as unknown as {observedAttributes: string[]}).observedAttributes;

    for (const attribute of ['lang', 'region', ...attributes])
      it(`${attribute}: never an exception, an empty widget or a link that does not belong`, async () => {
        const good = await mount<RecoveryElement>(tag, {region: 'US'});
        const least = visibleText(good).length / 3;
        // All at once: engines would paint the page once for each.
        const els = await Promise.all(
          NASTY.map((value) => mount<RecoveryElement>(tag, {region: 'US', operator: 'Someone', [attribute]: value})),
        );
        for (const [index, el] of els.entries()) {
          const label = `${attribute}="${NASTY[index]}"`;
          expect(visibleText(el).length, label).to.be.above(['variant', 'region'].includes(attribute) ? 40 : least);
          for (const link of queryAll<HTMLAnchorElement>(el, 'a'))
            expect(link.getAttribute('href'), label).to.match(ALLOWED);
          expect(queryAll(el, 'script, img, iframe, object, [onerror], [onmouseover]'), label).to.have.length(0);
        }
        expect(errors).to.eql([]);
        expect(console.lines.filter((line) => line.startsWith('error'))).to.eql([]);
        expect(new Set(console.lines).size, 'each warning once').to.equal(console.lines.length);
      });

    it('can be set to anything by script, and back', async () => {
      const el = await mount<RecoveryElement>(tag, {region: 'US'});
      const before = visibleText(el);
      for (const value of [undefined, null, 7, {}, [], () => 1]) {
        for (const name of ['region', 'theme', 'headingLevel'] as const)
          (el as unknown as Record<string, unknown>)[name] = value;
        await el.updateComplete;
      }
      expect(visibleText(el).length).to.be.above(0);
      el.region = 'US';
      el.theme = el.headingLevel = null;
      await rendered(el);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(visibleText(el)).to.equal(before);
      expect(errors).to.eql([]);
    });
  });

describe('long values', () => {
  afterEach(() => document.body.replaceChildren());

  // Patterns that take quadratic time would need minutes.
  for (const filler of [' ', '-', 'a-', '\u200b'])
    it(`are read in linear time: 100,000 times “${encodeURI(filler)}” in every attribute`, async () => {
      const console = captureConsole();
      for (const tag of tags) {
        const {observedAttributes} = customElements.get(tag) as unknown as {observedAttributes: string[]};
        const value = `5${filler.repeat(100_000)}5`;
        const el = document.createElement(tag) as RecoveryElement;
        for (const attribute of ['lang', 'region', ...observedAttributes])
          // As text, it would be laid out.
          if (!/^(operator|phone-name|hours)$/.test(attribute)) el.setAttribute(attribute, value);
        el.setAttribute('operator', 'Clinic');
        document.body.append(el);
        await rendered(el);
        expect(visibleText(el)).not.to.equal('');
      }
      console.stop();
    });
});
