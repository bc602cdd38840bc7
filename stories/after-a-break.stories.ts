/** The widgets together on one page: the article of the demo, in the language of the toolbar. Not a fixture of the tests. */
import type {StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import ar from '../docs/demo/ar/index.html?raw';
import es from '../docs/demo/es/index.html?raw';
import en from '../docs/demo/index.html?raw';
import '../src/entries/define.js';

const pages: Record<string, string> = {en, es, ar};

/** Returns the page in a language; a variant, such as `en-GB`, has no page of its own. */
const pageIn = (language: string): string => pages[language] ?? pages[language.split('-')[0]];

/** Uses the region of the demo, like the fallback content. */
const parts = (page: string): Node[] => {
  const {body} = new DOMParser().parseFromString(page, 'text/html');
  return [...body.querySelectorAll('recovery-quick-exit, main')]
    .filter((each) => !each.parentElement!.closest('main'))
    .map((each) => document.adoptNode(each));
};

export default {
  title: 'Pages/After a break',
  tags: ['!autodocs'],
  argTypes: {},
};

/** All widgets in one article of a fictional county. */
export const Article: StoryObj = {
  render: (_, {globals}) =>
    html`<div class="article" data-recovery-region="US">${parts(pageIn(globals['language'] as string))}</div>`,
};
