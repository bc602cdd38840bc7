/** Runs in the page of ace.test.mjs: renders one story after the other and has IBM’s engine check it. */
import type {RecoveryElement} from '../../src/core/recovery-element.js';
import {element} from '../../stories/story.js';
import {languages, list} from '../browser/stories.js';

interface Result {
  ruleId: string;
  value: [
    policy: 'VIOLATION' | 'RECOMMENDATION' | 'INFORMATION',
    outcome: 'PASS' | 'FAIL' | 'POTENTIAL' | 'MANUAL' | 'ERROR',
  ];
  message: string;
  snippet: string;
}
declare global {
  // Defined by the engine, which the page loads first.
  var ace_ibma: {Checker: new () => {check(node: Node, rulesets: string[]): Promise<{results: Result[]}>}};
  var ace: typeof api;
}

/** Whether a finding is a false positive. */
const isAllowed = ({ruleId, snippet}: Result): boolean =>
  // The engine takes `start` for deprecated: it was in HTML 4, and is not in HTML.
  (ruleId === 'element_attribute_deprecated' && snippet.startsWith('<ol start=')) ||
  // Safari with VoiceOver does not announce a list without markers as a list unless it has the role.
  (ruleId === 'aria_role_redundant' && /^<ul\b[^>]* role="list"/.test(snippet));

async function faultsIn(node: Node): Promise<string[]> {
  const {results} = await new globalThis.ace_ibma.Checker().check(node, ['WCAG_2_2', 'IBM_Accessibility']);
  return results
    .filter((result) => result.value[1] === 'FAIL' && !isAllowed(result))
    .map(({ruleId, message, snippet}) => `${ruleId}: ${message} ${snippet}`);
}

/** Puts an element into a page with the landmark and the title that every page has to have itself. */
function place(el: HTMLElement, language: string): void {
  document.documentElement.lang = language;
  document.title = 'Partner';
  const main = document.createElement('main');
  main.append(el);
  document.body.replaceChildren(main);
}

async function waitFor(condition: () => unknown, what: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`did not happen: ${what}`);
}

const all = <T extends Element>(el: Element, selector: string): T[] => [
  ...el.shadowRoot!.querySelectorAll<T>(selector),
];

const openDetails = (el: Element): void => all<HTMLDetailsElement>(el, 'details').forEach((each) => (each.open = true));

/** Ticks every checkbox and gives each question its third or its last answer: a “No” shows the most text. */
async function answer(el: RecoveryElement): Promise<number> {
  const inputs = all<HTMLInputElement>(el, 'input');
  const chosen = inputs.filter((input) => {
    const group = inputs.filter(({name}) => name === input.name);
    return input.type === 'checkbox' || group.indexOf(input) === Math.min(2, group.length - 1);
  });
  for (const input of chosen) input.click();
  await el.updateComplete;
  openDetails(el);
  return chosen.filter(({checked}) => checked).length;
}

const api = {
  languages,
  stories: list.map(({name}) => name),

  /** Checks a story as it comes and, if it has inputs, once more with all of them answered. */
  async checkStory(index: number, language: string): Promise<{faults: string[]; answers?: number}> {
    const {tag, name, args} = list[index]!;
    const el = element(tag, args) as RecoveryElement;
    place(el, language);
    const wanted = args['lang'] ?? language;
    await waitFor(
      () => el.shadowRoot?.querySelector<HTMLElement>('.root')?.lang === wanted,
      `${name} is shown in ${wanted}`,
    );
    await el.updateComplete;
    openDetails(el);
    const faults = await faultsIn(el);
    if (!all(el, 'input:enabled').length) return {faults};
    const answers = await answer(el);
    return {answers, faults: [...faults, ...(await faultsIn(el)).map((fault) => `answered: ${fault}`)]};
  },

  /** Checks an element with this HTML in its shadow root. */
  checkShadowRoot(html: string): Promise<string[]> {
    const el = document.createElement('div');
    el.attachShadow({mode: 'open'}).innerHTML = html;
    place(el, 'en');
    return faultsIn(el);
  },
};
globalThis.ace = api;
