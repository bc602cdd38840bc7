import {expect} from '@open-wc/testing';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import * as stories from '../../stories/index.js';
import {all, listen, mount, shown, textOf} from './helpers.js';

const tags = Object.values(stories).map(({default: meta}) => meta.component!);

const NASTY = [
  '',
  ' ',
  'XX',
  'us ',
  'US-',
  'constructor',
  '__proto__',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  'data:text/html,<b>',
  '\u202e911',
  '9'.repeat(500),
  '${alert(1)}',
  '&lt;b&gt;',
  'null',
  '-1',
  '1e9',
];

/** What a link of ours may do: dial, text, or open a page. */
const ALLOWED = /^(tel:\+?\d+|sms:\+?\d+|https:\/\/[a-z0-9.-]+\/.*)$/;

for (const tag of tags)
  describe(`bad input: ${tag}`, () => {
    let console: ReturnType<typeof listen>;
    const errors: unknown[] = [];
    const onError = (event: ErrorEvent | PromiseRejectionEvent) =>
      errors.push('reason' in event ? event.reason : event.message);

    beforeEach(() => {
      console = listen();
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
        const least = textOf(good).length / 3;
        for (const value of NASTY) {
          const made = await mount<RecoveryElement>(tag, {region: 'US', operator: 'Someone', [attribute]: value});
          expect(textOf(made).length, `${attribute}="${value}"`).to.be.above(
            ['variant', 'region'].includes(attribute) ? 40 : least,
          );
          for (const link of all<HTMLAnchorElement>(made, 'a'))
            expect(link.getAttribute('href'), `${attribute}="${value}"`).to.match(ALLOWED);
          expect(all(made, 'script, img, iframe, object, [onerror], [onmouseover]')).to.have.length(0);
          made.remove();
        }
        expect(errors).to.eql([]);
        expect(console.lines.filter((line) => line.startsWith('error'))).to.eql([]);
        expect(new Set(console.lines).size, 'each warning once').to.equal(console.lines.length);
      });

    it('can be set to anything by script, and back', async () => {
      const made = await mount<RecoveryElement>(tag, {region: 'US'});
      const before = textOf(made);
      for (const value of [undefined, null, 7, {}, [], () => 1]) {
        for (const name of ['region', 'theme', 'headingLevel'] as const)
          (made as unknown as Record<string, unknown>)[name] = value;
        await made.updateComplete;
      }
      expect(textOf(made).length).to.be.above(0);
      made.region = 'US';
      made.theme = made.headingLevel = null;
      await shown(made);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(textOf(made)).to.equal(before);
      expect(errors).to.eql([]);
    });
  });
