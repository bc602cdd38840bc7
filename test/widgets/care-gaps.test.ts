import {expect} from '@open-wc/testing';
import '../../src/entries/define/care-gaps.js';
import type {CareGaps} from '../../src/widgets/care-gaps/care-gaps.js';
import {mount, one} from './helpers.js';

const widget = (args = {}) => mount<CareGaps>('recovery-care-gaps', args);

// What holds for every widget is tested in every-story.test.ts: here stands what this one promises, a test for each promise.
describe('care gaps', () => {
  afterEach(() => document.body.replaceChildren());

  it('fits its heading into the page', async () => {
    expect(one(await widget(), '[part=heading]').localName).to.equal('h2');
    expect(one(await widget({'heading-level': '4'}), '[part=heading]').localName).to.equal('h4');
  });
});
