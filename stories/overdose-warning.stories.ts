import type {StoryObj} from '@storybook/web-components-vite';
import '../src/widgets/overdose-warning/define.js';
import {metaFor, type Args} from './story.js';

export default {title: 'Widgets/Overdose warning', ...metaFor('overdose-warning')};

/** Own words for step 4, and what is said of the law. */
export const UnitedStates: StoryObj<Args> = {args: {region: 'US'}};

/** Own words for step 4, how long naloxone lasts, and the law. */
export const UnitedKingdom: StoryObj<Args> = {args: {region: 'GB'}};

/** The neutral words for step 4, and what is said of the law. */
export const Canada: StoryObj<Args> = {args: {region: 'CA'}};

/** The neutral words; nothing is said of the law. */
export const Germany: StoryObj<Args> = {args: {region: 'DE'}};

/** No region: no number of any country, and a directory. */
export const NoRegion: StoryObj<Args> = {args: {}};

/** Dark on a light page. */
export const Dark: StoryObj<Args> = {args: {region: 'US', theme: 'dark'}};

/** The deepest heading that there is: what is below it has the same level. */
export const LowestHeading: StoryObj<Args> = {args: {region: 'US', 'heading-level': '6'}};
