import type {StoryObj} from '@storybook/web-components-vite';
import '../src/entries/define/relapse-factors.js';
import {metaFor, type Args} from './story.js';

export default {title: 'Widgets/Relapse factors', ...metaFor('relapse-factors')};

/** As it comes. */
export const Plain: StoryObj<Args> = {args: {}};

/** Under a heading of the page's own. */
export const LowerHeading: StoryObj<Args> = {args: {'heading-level': '4'}};
