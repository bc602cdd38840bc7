import type {StoryObj} from '@storybook/web-components-vite';
import '../src/entries/define/care-gaps.js';
import {metaFor, type Args} from './story.js';

export default {title: 'Widgets/Care gaps', ...metaFor('care-gaps')};

/** As it comes. */
export const Plain: StoryObj<Args> = {args: {}};

/** Under a heading of the page's own. */
export const LowerHeading: StoryObj<Args> = {args: {'heading-level': '4'}};
