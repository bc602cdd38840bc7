import type {StoryObj} from '@storybook/web-components-vite';
import {html, type TemplateResult} from 'lit';
import '../src/widgets/feedback/define.js';
import {element, metaFor, type Args} from './story.js';

export default {
  title: 'Widgets/Feedback',
  ...metaFor('feedback', {
    scale: {control: {type: 'select'}, options: ['yes-no', 'stars']},
    comment: {control: 'boolean'},
    name: {control: 'text'},
    required: {control: 'boolean'},
    disabled: {control: 'boolean'},
  }),
};

/** Yes or no, without a form. */
export const YesNo: StoryObj<Args> = {args: {}};

/** One to five stars, each with text. */
export const Stars: StoryObj<Args> = {args: {scale: 'stars'}};

/** With a box for a comment. */
export const Comment: StoryObj<Args> = {args: {scale: 'stars', comment: true}};

/** Something is chosen. No attribute can do that, so the story acts like a reader. */
export const Chosen: StoryObj<Args> = {
  args: {scale: 'stars'},
  play: async ({canvasElement}) => {
    const feedback = canvasElement.querySelector('recovery-feedback')!;
    await feedback.updateComplete;
    feedback.renderRoot.querySelectorAll('input')[3].click();
  },
};

/** A field of a form, which is not sent before something is chosen. */
export const InAForm: StoryObj<Args> = {
  args: {name: 'helpful', required: true, comment: true},
  render: (args: Args): TemplateResult =>
    html`<form method="dialog">${element('recovery-feedback', args)}<button>Send</button></form>`,
};

/** Someone tried to send the form without an answer. */
export const Missed: StoryObj<Args> = {
  args: {name: 'helpful', required: true},
  play: async ({canvasElement}) => {
    const feedback = canvasElement.querySelector('recovery-feedback')!;
    await feedback.updateComplete;
    feedback.reportValidity();
  },
};

/** Nothing can be chosen. */
export const Disabled: StoryObj<Args> = {args: {disabled: true, comment: true}};

/** Under a heading of the page. */
export const LowerHeading: StoryObj<Args> = {args: {'heading-level': '4'}};

/** Dark on a light page. */
export const Dark: StoryObj<Args> = {args: {theme: 'dark', scale: 'stars', comment: true}};
