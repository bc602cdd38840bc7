import {expect} from '@open-wc/testing';
import {html, render} from 'lit';
import {citations} from '../../src/core/templates/citations.js';
import {reviewNote, type Review} from '../../src/core/templates/review-note.js';
import {itInChromium} from './helpers.js';

const source = {title: 'A guideline', publisher: 'An agency', url: 'https://example.org/'};
// A single one would be a paragraph, not a list.
const sources = [source, source];
const draft = () => 'Draft.';

/** A review of the Spanish. Days of the future never come due. */
const review = (until = '9999-01-31'): Review => ({
  draft,
  reviewed: (on, by, next) => html`Reviewed on ${on} by ${by}. Next review: ${next}.`,
  overdue: (since) => html`Due for review on ${since}.`,
  note: () => `2026-11-26\n26 de noviembre\n${until}\n31 de enero\nmédica, Condado\nrevisor, Ciudad`,
});

describe('the end of a widget', () => {
  const box = document.createElement('div');
  before(() => document.body.append(box));
  after(() => box.remove());
  const textOf = (selector: string) =>
    [...box.querySelectorAll<HTMLElement>(selector)]
      .filter((el) => !el.hidden)
      .map((el) => el.textContent!.replace(/\s+/g, ' ').trim());
  const sentence = 'Reviewed on 26 de noviembre by médica, Condado; revisor, Ciudad. Next review: 31 de enero.';

  itInChromium('says that the texts are a draft, in every language that nobody has reviewed', () => {
    for (const state of [{draft}, {...review(), note: () => ''}]) {
      render(citations('Sources', sources, state), box);
      expect(textOf('.draft')).to.eql(['Draft.']);
      expect(textOf('details p')).to.eql([]);
    }
  });

  itInChromium('says in the list of sources when they were reviewed, by whom, and when the next review is', () => {
    render(citations('Sources', sources, review(), 'Checked.'), box);
    expect(textOf('details p')).to.eql(['Checked.', sentence]);
    expect(textOf('.draft')).to.eql([]);
    const dates = [...box.querySelectorAll('details time')].map((time) => time.getAttribute('datetime'));
    expect(dates).to.eql(['2026-11-26', '9999-01-31']);
    // Names of reviewers may be in another script than the widget.
    expect(textOf('bdi:not([lang])')).to.eql(['médica, Condado', 'revisor, Ciudad']);
  });

  itInChromium('adds a line after the day of the next review, and not on that day', () => {
    const today = new Date().toISOString().slice(0, 10);
    render(citations('Sources', sources, review('2001-01-31')), box);
    expect(textOf('.draft')).to.eql(['Due for review on 31 de enero.']);
    expect(textOf('details p')).to.eql([sentence]);
    render(citations('Sources', sources, review(today)), box);
    expect(textOf('.draft')).to.eql([]);
    render(reviewNote(review('2001-01-31')), box);
    expect(textOf('.draft')).to.eql([sentence, 'Due for review on 31 de enero.']);
  });

  itInChromium('has that line hidden before, with the first moment after the day, for pages that are printed', () => {
    render(citations('Sources', sources, review('2027-11-26')), box);
    const line = box.querySelector<HTMLElement>('[data-due]')!;
    expect(new Date(+line.dataset['due']!).toISOString()).to.equal('2027-11-27T00:00:00.000Z');
    expect(line.textContent).to.include('Due for review');
  });
});
