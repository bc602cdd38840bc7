import type {StoryObj} from '@storybook/web-components-vite';
import '../src/widgets/tolerance-chart/define.js';
import {metaFor, type Args} from './story.js';

export default {title: 'Widgets/Tolerance chart', ...metaFor('tolerance-chart')};

/** As it comes. */
export const Plain: StoryObj<Args> = {args: {}};

/** Under a heading of the page's own. */
export const LowerHeading: StoryObj<Args> = {args: {'heading-level': '4'}};

/** The deepest heading that there is: what is below it has the same level. */
export const LowestHeading: StoryObj<Args> = {args: {'heading-level': '6'}};

/** Dark on a light page. */
export const Dark: StoryObj<Args> = {args: {theme: 'dark'}};
