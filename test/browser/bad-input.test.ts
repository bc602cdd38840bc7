import {expect} from '@open-wc/testing';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import * as stories from '../../stories/index.js';
import {captureConsole, mount, rendered, wait} from './helpers.js';
import {visibleText} from './query.js';

const tags = Object.values(stories).map(({default: meta}) => meta.component!);

for (const tag of tags)
  describe(`bad input: ${tag}`, () => {
    const errors: unknown[] = [];
    const onError = (event: ErrorEvent | PromiseRejectionEvent) =>
      errors.push('reason' in event ? event.reason : event.message);

    beforeEach(() => {
      captureConsole();
      errors.length = 0;
      window.addEventListener('error', onError);
      window.addEventListener('unhandledrejection', onError);
    });
    afterEach(() => {
      window.removeEventListener('error', onError);
      window.removeEventListener('unhandledrejection', onError);
    });

    // test/embed/random.test.mjs has attributes.
    it('can be set to anything by script, and back', async () => {
      const el = await mount<RecoveryElement>(tag, {region: 'US'});
      for (const value of [undefined, null, 7, {}, [], () => 1]) {
        for (const name of ['region', 'theme', 'headingLevel'] as const)
          (el as unknown as Record<string, unknown>)[name] = value;
        await el.updateComplete;
      }
      expect(visibleText(el).length).to.be.above(0);
      el.region = 'US';
      el.theme = el.headingLevel = null;
      await rendered(el);
      const fresh = await mount<RecoveryElement>(tag, {region: 'US'});
      await wait(50);
      expect(visibleText(el)).to.equal(visibleText(fresh));
      expect(errors).to.eql([]);
    });
  });

describe('long values', () => {
  // Patterns that take quadratic time would need minutes.
  for (const filler of [' ', '-', 'a-', '\u200b'])
    it(`are read in linear time: 100,000 times “${encodeURI(filler)}” in every attribute`, async () => {
      captureConsole();
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
    });
});
