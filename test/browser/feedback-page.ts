/** How a reader and a form use `<recovery-feedback>`. */
import '../../src/widgets/feedback/define.js';
import type {Feedback} from '../../src/entries/index.js';
import type {Args} from '../../stories/story.js';
import {mount, rendered} from './helpers.js';
import {query, queryAll} from './query.js';

export const feedback = (args: Args = {}) => mount<Feedback>('recovery-feedback', args);
export const radios = (el: Element) => queryAll<HTMLInputElement>(el, 'input');
export const chosen = (el: Element) => radios(el).map(({checked}) => checked);
export const comment = (el: Element) => query<HTMLTextAreaElement>(el, 'textarea');

/** Chooses, as a reader does. */
export async function choose(el: Feedback, index: number): Promise<void> {
  radios(el)[index].click();
  await rendered(el);
}

/** A form with the widget in it, beside a field that always has a value. */
export async function inForm(args: Args = {}, rest = '<button>Send</button>') {
  const form = document.createElement('form');
  form.innerHTML = `<input name="page" value="7">${rest}`;
  document.body.append(form);
  const el = await feedback({name: 'helpful', ...args});
  form.prepend(el);
  await rendered(el);
  /** Form data without the field that is always there. */
  const sent = () => [...new FormData(form)].filter(([name]) => name !== 'page');
  let submits = 0;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submits++;
  });
  return {form, el, sent, submits: () => submits, button: form.querySelector('button')!};
}

export const [YES, NO] = [0, 1];
