import type {StoryObj} from '@storybook/web-components-vite';
import '../src/widgets/trigger-checklist/define.js';
import {metaFor, type Args} from './story.js';

export default {title: 'Widgets/Trigger checklist', ...metaFor('trigger-checklist')};

/** Nothing ticked: no button, and the plan says that it is empty. */
export const Empty: StoryObj<Args> = {args: {}};

/** Some triggers ticked. No attribute can do that, so the story acts like a reader. */
export const WithPlan: StoryObj<Args> = {
  args: {},
  play: async ({canvasElement}) => {
    const checklist = canvasElement.querySelector('recovery-trigger-checklist')!;
    await checklist.updateComplete;
    for (const index of [0, 3, 6]) checklist.renderRoot.querySelectorAll('input')[index].click();
  },
};

/** Under a heading of the page; the plan is one level below. */
export const LowerHeading: StoryObj<Args> = {args: {'heading-level': '4'}};

/** Dark on a light page. */
export const Dark: StoryObj<Args> = {args: {theme: 'dark'}};
