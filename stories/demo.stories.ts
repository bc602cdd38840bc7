/** The widgets together: the pages of the demo, in the language of the toolbar. Not a fixture of the tests. */
import type {StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import '../src/entries/define.js';

const pages = import.meta.glob<string>('../docs/demo/**/*.html', {query: '?raw', import: 'default', eager: true});

/** Returns a page in a language; a variant, such as `en-GB`, has no page of its own. */
const pageIn = (language: string, name: string): string =>
  pages[`../docs/demo/${language.split('-')[0]}/${name}.html`] ?? pages[`../docs/demo/${name}.html`];

/** Uses the region of the demo, like the fallback content. */
const parts = (page: string): Node[] => {
  const {body} = new DOMParser().parseFromString(page, 'text/html');
  return [...body.querySelectorAll('recovery-quick-exit, main')]
    .filter((each) => !each.parentElement!.closest('main'))
    .map((each) => document.adoptNode(each));
};

const story = (name: string): StoryObj => ({
  render: (_, {globals}) =>
    html`<div class="article" data-recovery-region="US">${parts(pageIn(globals['language'] as string, name))}</div>`,
});

export default {
  title: 'Pages/Demo',
  tags: ['!autodocs'],
  argTypes: {},
};

/** Overdose and help. */
export const Overdose = story('index');
/** After a return to use. */
export const Again = story('again');
/** Treatment. */
export const Treatment = story('treatment');
