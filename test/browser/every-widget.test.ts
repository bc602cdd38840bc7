import {expect} from '@open-wc/testing';
import {mount, queryAll} from './helpers.js';
import {list} from './stories.js';

// test/embed/structure.test.mjs has headings, ids and landmarks of all widgets.
describe('every widget', () => {
  for (const {tag, name, args} of list.filter(({isPlain}) => isPlain))
    it(`${name}: its links to pages send no referrer, and its sources are in a closed list`, async () => {
      const el = await mount(tag, args);
      for (const link of queryAll<HTMLAnchorElement>(el, 'a[href^="http"]:not([part=exit])')) {
        expect([link.rel, link.referrerPolicy, link.target]).to.eql(['noopener noreferrer', 'no-referrer', '']);
      }
      for (const details of queryAll<HTMLDetailsElement>(el, 'details')) expect(details.open).to.equal(false);
    });
});
