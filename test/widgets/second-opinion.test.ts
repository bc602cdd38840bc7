/**
 * Each story before a second checker that shares no code with axe: IBM's Equal Access engine, by WCAG 2.2 A and AA and by IBM's
 * own requirements. Only Chromium: what it reads is the same in all engines.
 */
import 'accessibility-checker-engine/ace-window.js';
import {expect} from '@open-wc/testing';
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import {element} from '../../stories/story.js';
import {all, itInChromium, one, shown, until} from './helpers.js';
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

describe('a second checker', () => {
  afterEach(() => {
    document.body.replaceChildren();
    document.documentElement.lang = '';
    document.documentElement.dir = '';
  });

  for (const {tag, name, args} of list)
    for (const language of languages)
      itInChromium(`${name}, ${language}: finds no fault`, async () => {
        document.documentElement.lang = language;
        document.title = 'Partner';
        // What holds a widget on a page: that there is a landmark is the page's affair.
        const main = document.createElement('main');
        document.body.append(main);
        const made = element(tag, args) as RecoveryElement;
        main.append(made);
        await shown(made);
        await until(() => one(made, '.root').lang === (args['lang'] ?? language), `words in ${language}`);
        for (const details of all<HTMLDetailsElement>(made, 'details')) details.open = true;
        const {results} = await new ace.Checker().check(made, ['WCAG_2_2', 'IBM_Accessibility']);
        const faults = results
          .filter(({value: [, found]}) => found === 'FAIL')
          // It takes `start` for deprecated; it was so in HTML 4, and is not in HTML.
          .filter(
            ({ruleId, snippet}) => ruleId !== 'element_attribute_deprecated' || !snippet.startsWith('<ol start='),
          );
        expect(faults.map(({ruleId, message, snippet}) => `${ruleId}: ${message} ${snippet}`)).to.eql([]);
      });
});
