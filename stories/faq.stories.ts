import type {StoryObj} from '@storybook/web-components-vite';
import '../src/widgets/faq/define.js';
import {QUESTIONS} from '../src/widgets/faq/questions.js';
import {metaFor, type Args} from './story.js';

export default {
  title: 'Widgets/FAQ',
  ...metaFor('faq', {
    open: {control: {type: 'select'}, options: ['none', ...QUESTIONS]},
  }),
};

/** All questions closed, with the emergency number and law of the country. */
export const UnitedStates: StoryObj<Args> = {args: {region: 'US'}};

/** One question open from the start: the law of the country. */
export const UnitedKingdom: StoryObj<Args> = {args: {region: 'GB', open: 'law'}};

/** A country whose law is mentioned. */
export const Canada: StoryObj<Args> = {args: {region: 'CA', open: 'law'}};

/** No region: no number of any country, and no law. */
export const NoRegion: StoryObj<Args> = {args: {open: 'overdose'}};

/** Dark on a light page. */
export const Dark: StoryObj<Args> = {args: {region: 'US', theme: 'dark', open: 'medicines'}};

/** The deepest heading level; the questions share it. */
export const LowestHeading: StoryObj<Args> = {args: {region: 'US', 'heading-level': '6'}};
