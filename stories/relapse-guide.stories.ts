import type {StoryObj} from '@storybook/web-components-vite';
import '../src/widgets/relapse-guide/define.js';
import {metaFor, type Args} from './story.js';

export default {
  title: 'Widgets/Relapse guide',
  ...metaFor('relapse-guide', {audience: {control: {type: 'select'}, options: ['self', 'supporter']}}),
};

/** For the person who has used, with the line of the country. */
export const Self: StoryObj<Args> = {args: {region: 'US'}};

/** For family and friends. */
export const Supporter: StoryObj<Args> = {args: {region: 'US', audience: 'supporter'}};

/** No region: no number of any country, and a directory. */
export const NoRegion: StoryObj<Args> = {args: {}};

/** The same for family and friends. */
export const SupporterNoRegion: StoryObj<Args> = {args: {audience: 'supporter'}};

/** A country whose line we do not know: its emergency number, and a directory. */
export const NoLine: StoryObj<Args> = {args: {region: 'LU'}};

/** Some steps ticked. No attribute can do that, so the story acts like a reader. */
export const Ticked: StoryObj<Args> = {
  args: {region: 'US'},
  play: async ({canvasElement}) => {
    const guide = canvasElement.querySelector('recovery-relapse-guide')!;
    await guide.updateComplete;
    for (const index of [0, 1, 5]) guide.renderRoot.querySelectorAll('input')[index].click();
  },
};

/** Under a heading of the page; the headings of the steps are one level below. */
export const LowerHeading: StoryObj<Args> = {args: {region: 'US', 'heading-level': '4'}};

/** Dark on a light page. */
export const Dark: StoryObj<Args> = {args: {region: 'US', theme: 'dark'}};
