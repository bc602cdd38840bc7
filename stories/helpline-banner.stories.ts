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
export const LocalLine: StoryObj<Args> = {
  args: {
    region: 'US',
    phone: '(555) 010-0199',
    'phone-name': 'Millbrook County recovery line',
    operator: 'Millbrook County Health Department',
    hours: 'Monday to Friday, 9 am to 5 pm',
  },
};

/** Freezes the clock of a story, so that it always looks the same. */
const at = (time: string): (() => () => void) => {
  const {now} = Date;
  return () => {
    Date.now = () => Date.parse(time);
    return () => {
      Date.now = now;
    };
  };
};

/** A line with limited hours, while it is usually open. */
export const OpenNow: StoryObj<Args> = {args: {region: 'PL'}, beforeEach: at('2026-11-26T17:00Z')};

/** A line with limited hours, while it is usually closed, beside one that is open. */
export const ClosedNow: StoryObj<Args> = {args: {region: 'IE'}, beforeEach: at('2026-11-26T20:00Z')};

/** A day that may be a holiday: the hours, and no answer. */
export const PerhapsOpen: StoryObj<Args> = {args: {region: 'IE'}, beforeEach: at('2026-11-26T12:00Z')};

/** A number with a key to press after the call was answered. */
export const KeyToPress: StoryObj<Args> = {args: {region: 'PE'}};

/** A line that may send help without consent, and needs no name. */
export const SendsHelp: StoryObj<Args> = {args: {region: 'CL'}};

/** Other ways to reach a line, each with its own language and hours. */
export const OtherWays: StoryObj<Args> = {args: {region: 'FI'}};
