/**
 * Each story before a second checker that shares no code with axe: IBM's Equal Access engine, by WCAG 2.2 A and AA and by IBM's
 * own requirements. Only Chromium: what it reads is the same in all engines.
 */
import 'accessibility-checker-engine/ace-window.js';
import {expect} from '@open-wc/testing';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import {element} from '../../stories/story.js';
import {itInChromium, query, queryAll, rendered, until} from './helpers.js';
import {languages, list} from './stories.js';

interface Result {
  ruleId: string;
  value: [
    policy: 'VIOLATION' | 'RECOMMENDATION' | 'INFORMATION',
    found: 'PASS' | 'FAIL' | 'POTENTIAL' | 'MANUAL' | 'ERROR',
  ];
  message: string;
  snippet: string;
  path: {dom: string};
}
const {ace_ibma: ace} = window as unknown as {
  ace_ibma: {Checker: new () => {check(node: Node, rulesets: string[]): Promise<{results: Result[]}>}};
};

/** What it takes for a fault, and is none. */
const isAllowed = ({ruleId, snippet}: Result): boolean =>
  // It takes `start` for deprecated; it was so in HTML 4, and is not in HTML.
  (ruleId === 'element_attribute_deprecated' && snippet.startsWith('<ol start=')) ||
  // Not for nothing: Safari with VoiceOver takes a list without markers for none unless it is told.
  (ruleId === 'aria_role_redundant' && /^<ul\b[^>]* role="list"/.test(snippet));

const faultsIn = async (node: Node): Promise<string[]> => {
  const {results} = await new ace.Checker().check(node, ['WCAG_2_2', 'IBM_Accessibility']);
  return results
    .filter((result) => result.value[1] === 'FAIL' && !isAllowed(result))
    .map(({ruleId, message, snippet}) => `${ruleId}: ${message} ${snippet}`);
};

/** Ticks all that can be ticked, and gives each question its third answer or its last: the widgets say most of a “no”. */
const answer = async (el: RecoveryElement): Promise<number> => {
  const inputs = queryAll<HTMLInputElement>(el, 'input');
  const chosen = inputs.filter((input) => {
    const group = inputs.filter(({name}) => name === input.name);
    return input.type === 'checkbox' || group.indexOf(input) === Math.min(2, group.length - 1);
  });
  for (const input of chosen) input.click();
  await el.updateComplete;
  for (const details of queryAll<HTMLDetailsElement>(el, 'details')) details.open = true;
  return chosen.filter(({checked}) => checked).length;
};

describe('a second checker', () => {
  afterEach(() => {
    document.body.replaceChildren();
    document.documentElement.lang = '';
    document.documentElement.dir = '';
  });

  /** What holds a widget on a page: that there is a landmark is the page's affair. */
  const place = (language: string, el: HTMLElement) => {
    document.documentElement.lang = language;
    document.title = 'Partner';
    const main = document.createElement('main');
    main.append(el);
    document.body.append(main);
  };

  for (const {tag, name, args} of list)
    for (const language of languages)
      itInChromium(`${name}, ${language}: finds no fault, before answers and after`, async () => {
        const el = element(tag, args) as RecoveryElement;
        place(language, el);
        await rendered(el);
        await until(() => query(el, '.root').lang === (args['lang'] ?? language), `words in ${language}`);
        for (const details of queryAll<HTMLDetailsElement>(el, 'details')) details.open = true;
        expect(await faultsIn(el)).to.eql([]);
        if (!queryAll(el, 'input:enabled').length) return;
        expect(await answer(el)).to.be.above(0);
        expect(await faultsIn(el)).to.eql([]);
      });

  itInChromium('finds a fault in a shadow root', async () => {
    const el = document.createElement('div');
    el.attachShadow({mode: 'open'}).innerHTML = '<p>Words</p><img src="data:,">';
    place('en', el);
    expect((await faultsIn(el)).map((fault) => fault.split(':')[0])).to.eql(['img_alt_valid']);
  });
});
