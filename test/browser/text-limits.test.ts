import {expect} from '@open-wc/testing';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import {element} from '../../stories/story.js';
import {itInChromium, mount, rendered, until} from './helpers.js';
import {addPseudoLocale, copyOf} from './pseudo.js';
import {expectToFit} from './rules.js';
import {distinctLanguages, list} from './stories.js';
import {query, queryAll, visibleText} from './query.js';

interface Rule {
  /** Maximum number of lines that the layout has room for. Default: 1, as on a button. */
  lines: number;
  /** Width of the widget, in pixels. Default: 320, that of a small phone. */
  width?: number;
}

/** Room of messages that may have more than one line, or are in the picture of the chart. */
const RULES: Record<string, Rule> = {
  'care-gaps.partly': {lines: 2},
  'care-gaps.unknown': {lines: 2},
  'shared.download': {lines: 2},
  'shared.draft': {lines: 4},
  'shared.no': {lines: 2},
  'shared.yes': {lines: 2},
  'tolerance-chart.craving': {lines: 1, width: 240},
  'tolerance-chart.danger': {lines: 1, width: 240},
  'tolerance-chart.days-after': {lines: 3, width: 240},
  'tolerance-chart.same-amount': {lines: 2, width: 240},
  'tolerance-chart.tolerance': {lines: 1, width: 240},
  'tolerance-chart.weeks-after': {lines: 3, width: 240},
  'tolerance-chart.while-using': {lines: 3, width: 240},
};

const widgets = [...new Set(list.map(({tag}) => tag.replace('recovery-', '')))];

/** Reads the messages of a widget, or of `shared`, that have a limit. */
async function limitedIn(widget: string): Promise<{id: string; limit: number}[]> {
  const {messages} = await copyOf(widget);
  return messages.flatMap(({key, maxLength}) => (maxLength ? [{id: `${widget}.${key}`, limit: maxLength}] : []));
}

/** Returns a text of words as long as those of most languages, in letters of mean width. */
const textOf = (length: number): string =>
  `${'Mesurono nanero demonile '
    .repeat(9)
    .slice(0, length - 1)
    .trimEnd()}e`.padEnd(length, 'e');

const linesOf = (range: Range): number =>
  new Set([...range.getClientRects()].filter(({width}) => width > 1).map(({top}) => Math.round(top))).size;

/** Returns whether the layout has room for a text. */
const fits = (text: Text, {lines}: Rule): boolean => {
  const range = document.createRange();
  range.selectNodeContents(text);
  return linesOf(range) <= lines;
};

/** Returns words that the end of a line cuts, and those after a number that it cuts from the number. */
const cutWords = (texts: Text[]): string[] =>
  texts.flatMap((text) =>
    [...text.data.matchAll(/(?<![\p{L}\p{M}\u2060])[\p{L}\p{M}\u2060]+/gu)].flatMap(({index, 0: word}) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const number = text.previousElementSibling;
      if (!index && number?.matches('[part=number]')) range.setStartBefore(number);
      return linesOf(range) > 1 ? [range.toString()] : [];
    }),
  );

const textsIn = (el: Element): Text[] => {
  const walker = document.createTreeWalker(el.shadowRoot!, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  return found;
};

describe('a message with a limit', () => {
  let box: HTMLElement;
  beforeEach(() => {
    box = document.createElement('main');
    document.body.append(box);
    document.documentElement.lang = 'en-XA';
  });

  for (const widget of widgets)
    itInChromium(`${widget}: has room for a text of that length in every story`, async () => {
      const limited = [...(await limitedIn(widget)), ...(await limitedIn('shared'))];
      const tag = `recovery-${widget}`;
      await addPseudoLocale(tag, Object.fromEntries(limited.map(({id}) => [id, `§${id}§`])));
      const problems: string[] = [];
      for (const {name, args} of list.filter((story) => story.tag === tag && !('lang' in story.args))) {
        const el = element(tag, args) as RecoveryElement;
        box.style.width = '320px';
        box.replaceChildren(el);
        await rendered(el);
        await until(() => query(el, '.root').lang === 'en-XA', 'the pseudo-locale');
        // Buttons come with the first answer.
        queryAll<HTMLInputElement>(el, 'input')[0]?.click();
        await el.updateComplete;
        for (const isOpen of [false, true]) {
          box.style.width = '320px';
          const folded = queryAll<HTMLDetailsElement>(el, 'details').filter(({open}) => !open);
          if (isOpen && folded.length) {
            const toggled = Promise.all(folded.map((details) => new Promise((done) => (details.ontoggle = done))));
            for (const details of folded) details.open = true;
            await toggled;
            await el.updateComplete;
          }
          const texts = textsIn(el);
          for (const {id, limit} of limited)
            for (const text of texts.filter(({data}) => data.trim() === `§${id}§`)) {
              const before = text.data;
              const rule = RULES[id] ?? {lines: 1};
              box.style.width = `${rule.width ?? 320}px`;
              text.data = textOf(limit);
              if (!fits(text, rule)) problems.push(`${id}: no room for ${limit} letters, in ${name}`);
              text.data = before;
            }
        }
      }
      expect(problems).to.eql([]);
    });
});

for (const widget of ['overdose-warning', 'helpline-banner'])
  for (const variant of ['compact', 'full'])
    itInChromium(`${widget}, ${variant}, cuts no text, no word and no particle from a number at 224 px`, async () => {
      for (const lang of distinctLanguages) {
        const el = await mount<RecoveryElement>(`recovery-${widget}`, {lang, variant, region: 'US'});
        // A window of 240 px less the margins of a page.
        el.style.cssText = 'width: 224px; --recovery-font-family: Noto Sans';
        await until(() => query(el, '.root').lang === lang, lang);
        for (const details of queryAll<HTMLDetailsElement>(el, 'details')) details.open = true;
        expectToFit(el);
        if (!lang.startsWith('zh')) expect(cutWords(textsIn(el)), lang).to.eql([]);
      }
    });

itInChromium('the rule refuses a label that is cut off, and one wider than its yellow button', async () => {
  const el = await mount<RecoveryElement>('recovery-overdose-warning', {region: 'US'});
  for (const [label, style] of Object.entries({'.sos > p': 'overflow: hidden', '.sos a': 'border: 0'})) {
    expectToFit(el);
    query(el, label).style.cssText = `flex: none; width: 3em; padding: 0; white-space: nowrap; ${style}`;
    expect(() => expectToFit(el), label).to.throw();
    query(el, label).style.cssText = '';
  }
});

itInChromium('no space follows a full stop of Chinese, which includes it', async () => {
  // The chat of the UK has hours, whose longest answer is there unseen.
  for (const [widget, region] of Object.entries({'overdose-warning': 'US', 'helpline-banner': 'GB'})) {
    const el = await mount<RecoveryElement>(`recovery-${widget}`, {lang: 'zh-Hans', region});
    await until(() => query(el, '.root').innerText.includes('。'), 'Chinese');
    expect(query(el, '.root').textContent).not.to.match(/[。？！] /);
  }
});

/** Counts the words that a reader sees before opening anything, sources and draft notice aside. */
async function wordsInSight(widget: string, args = {}): Promise<number> {
  const el = await mount<RecoveryElement>(`recovery-${widget}`, {region: 'US', ...args});
  for (const aside of queryAll(el, '.sources, .draft, .spoken')) aside.remove();
  return visibleText(el)
    .split(' ')
    .filter((word) => /[\p{L}\d]/u.test(word)).length;
}

itInChromium('405 words are in sight in the warning at most, 345 in each guide, 1,800 in all widgets', async () => {
  const words: Record<string, number> = {};
  for (const widget of widgets) words[widget] = await wordsInSight(widget);
  const [warning, guide] = [words['overdose-warning'], words['relapse-guide']];
  expect(warning).to.be.within(200, 405);
  expect(Math.max(guide, await wordsInSight('relapse-guide', {audience: 'supporter'}))).to.be.within(200, 345);
  expect(Object.values(words).reduce((sum, each) => sum + each)).to.be.within(1200, 1800);
});
