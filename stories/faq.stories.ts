import type {StoryObj} from '@storybook/web-components-vite';
import '../src/widgets/faq/define.js';
import {metaFor, type Args} from './story.js';

export default {
  title: 'Widgets/FAQ',
  ...metaFor('faq', {
    open: {control: 'text', description: 'Name of a question that is open from the beginning, such as `naloxone`'},
  }),
};

/** All questions closed; the emergency number and what is said of the law are of the country. */
export const UnitedStates: StoryObj<Args> = {args: {region: 'US'}};

/** One question open from the beginning: the law, in the words for the country. */
export const UnitedKingdom: StoryObj<Args> = {args: {region: 'GB', open: 'law'}};

/** A country whose law we say something of. */
export const Canada: StoryObj<Args> = {args: {region: 'CA', open: 'law'}};

/** No region: no number of any country, and nothing of its law. */
export const NoRegion: StoryObj<Args> = {args: {open: 'overdose'}};

/** Dark on a light page. */
export const Dark: StoryObj<Args> = {args: {region: 'US', theme: 'dark', open: 'medicines'}};

/** The deepest heading that there is: the questions have the same level. */
export const LowestHeading: StoryObj<Args> = {args: {region: 'US', 'heading-level': '6'}};
