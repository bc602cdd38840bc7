import type {StoryObj} from '@storybook/web-components-vite';
import '../src/widgets/helpline-banner/define.js';
import {metaFor, type Args} from './story.js';

export default {
  title: 'Widgets/Helpline banner',
  ...metaFor('helpline-banner', {
    variant: {control: {type: 'select'}, options: ['full', 'compact']},
    phone: {control: 'text'},
    'phone-name': {control: 'text'},
    operator: {control: 'text'},
    hours: {control: 'text'},
  }),
};

/** A region with a line for help with drug use and a crisis line. */
export const UnitedStates: StoryObj<Args> = {args: {region: 'US'}};

/** One line. */
export const Compact: StoryObj<Args> = {args: {region: 'US', variant: 'compact'}};

/** Lines with opening hours, and one that serves a province only. */
export const Ontario: StoryObj<Args> = {args: {region: 'CA-ON'}};

/** Text by the operator, in the operator’s language. */
export const France: StoryObj<Args> = {args: {region: 'FR'}};

/** A country whose lines we could not confirm: emergency number and directory. */
export const NoLines: StoryObj<Args> = {args: {region: 'LU'}};

/** No region: no number of any country. */
export const NoRegion: StoryObj<Args> = {args: {}};

/** The page's own line beside the public ones. */
export const OwnLine: StoryObj<Args> = {
  args: {
    region: 'US',
    phone: '(555) 010-0199',
    'phone-name': 'Millbrook County recovery line',
    operator: 'Millbrook County Health Department',
    hours: 'Monday to Friday, 9 am to 5 pm',
  },
};
