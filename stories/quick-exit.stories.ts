import type {StoryObj} from '@storybook/web-components-vite';
import '../src/widgets/quick-exit/define.js';
import {metaFor, type Args} from './story.js';

export default {
  title: 'Widgets/Quick exit',
  ...metaFor('quick-exit', {
    href: {control: 'text', description: 'The page to open, an address that begins with `https://`'},
    placement: {control: {type: 'select'}, options: ['inline', 'fixed']},
  }),
};

/** Inline in the page. Try it: Back does not return here. */
export const Inline: StoryObj<Args> = {args: {}};

/** A bar that stays at the top of the window. */
export const Fixed: StoryObj<Args> = {args: {placement: 'fixed'}};

/** Shift has been pressed once. No attribute can do that, so the story acts like a reader. */
export const ShiftPressed: StoryObj<Args> = {
  args: {},
  play: async ({canvasElement}) => {
    await canvasElement.querySelector('recovery-quick-exit')!.updateComplete;
    for (const type of ['keydown', 'keyup']) window.dispatchEvent(new KeyboardEvent(type, {key: 'Shift'}));
  },
};

/** A page that the partner chose. */
export const OwnPage: StoryObj<Args> = {args: {href: 'https://www.weather.gov/'}};

/** Dark on a light page. */
export const Dark: StoryObj<Args> = {args: {theme: 'dark'}};
