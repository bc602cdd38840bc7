import type {StoryObj} from '@storybook/web-components-vite';
import '../src/widgets/overdose-warning/define.js';
import {metaFor, type Args} from './story.js';

export default {title: 'Widgets/Overdose warning', ...metaFor('overdose-warning')};

/** Country-specific text for step 4, and the law. */
export const UnitedStates: StoryObj<Args> = {args: {region: 'US'}};

/** Country-specific text for step 4, how long naloxone lasts, and the law. */
export const UnitedKingdom: StoryObj<Args> = {args: {region: 'GB'}};

/** Neutral text for step 4, and the law. */
export const Canada: StoryObj<Args> = {args: {region: 'CA'}};

/** Neutral text; no statement about the law. */
export const Germany: StoryObj<Args> = {args: {region: 'DE'}};

/** No region: no number of any country, and a directory. */
export const NoRegion: StoryObj<Args> = {args: {}};

/** Two signs and three steps, above the whole. */
export const Compact: StoryObj<Args> = {args: {region: 'US', variant: 'compact'}};

/** A row of languages at the top. */
export const Languages: StoryObj<Args> = {args: {region: 'US', variant: 'compact', languages: 'es ar en-GB'}};

/** Dark on a light page. */
export const Dark: StoryObj<Args> = {args: {region: 'US', theme: 'dark'}};

/** The deepest heading level; subheadings share it. */
export const LowestHeading: StoryObj<Args> = {args: {region: 'US', 'heading-level': '6'}};
