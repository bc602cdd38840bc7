import type {StoryObj} from '@storybook/web-components-vite';
import '../src/widgets/care-gaps/define.js';
import {metaFor, type Args} from './story.js';

type Story = StoryObj<Args>;

export default {title: 'Widgets/Care gaps', ...metaFor('care-gaps')};

/** Answers by number, in the order of the questions. No attribute can set them, so the story acts like a reader. */
const answering =
  (answers: readonly (number | undefined)[]): Story['play'] =>
  async ({canvasElement}) => {
    const widget = canvasElement.querySelector('recovery-care-gaps')!;
    await widget.updateComplete;
    const questions = widget.renderRoot.querySelectorAll('[part=question]');
    answers.forEach((answer, index) => {
      if (answer !== undefined) questions[index].querySelectorAll('input')[answer].click();
    });
  };

/** Nothing answered: no button, and the list says that it is empty. */
export const Empty: Story = {args: {region: 'US'}};

/** Some of each: covered, partly, not, not known, not answered. */
export const WithGaps: Story = {args: {region: 'US'}, play: answering([2, 1, 3, 0, 0, undefined, 2, 3, undefined, 1])};

/** Nothing is missing: a picture, and no gap. */
export const AllCovered: Story = {args: {region: 'US'}, play: answering(Array(10).fill(0))};

/** Nothing is known: ten questions to ask. */
export const AllUnknown: Story = {args: {region: 'US'}, play: answering(Array(10).fill(3))};

/** Everything is missing: the longest list. */
export const NothingCovered: Story = {args: {region: 'US'}, play: answering(Array(10).fill(2))};

/** No region: a directory of helplines instead of a line. */
export const NoRegion: Story = {args: {}};

/** A region whose line is not free to call, or may not be. */
export const NotFree: Story = {args: {region: 'DE'}};

/** Under a heading of the page; the list is one level below. */
export const LowerHeading: Story = {args: {'heading-level': '4'}};

/** Dark on a light page. */
export const Dark: Story = {args: {theme: 'dark', region: 'US'}};
