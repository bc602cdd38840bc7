import type {StoryObj} from '@storybook/web-components-vite';
import '../src/widgets/treatment-explainer/define.js';
import {metaFor, type Args} from './story.js';

export default {title: 'Widgets/Treatment explainer', ...metaFor('treatment-explainer')};

/** All parts closed. */
export const Closed: StoryObj<Args> = {args: {}};

/** Under a heading of the page. */
export const LowerHeading: StoryObj<Args> = {args: {'heading-level': '4'}};

/** The deepest heading level; subheadings share it. */
export const LowestHeading: StoryObj<Args> = {args: {'heading-level': '6'}};

/** Dark on a light page. */
export const Dark: StoryObj<Args> = {args: {theme: 'dark'}};
