import {html, type TemplateResult} from 'lit';
import type {ArgTypes, Meta} from '@storybook/web-components-vite';

/** The arguments of a story: attributes of the element, and its fallback content. */
export interface Args {
  [attribute: string]: string | boolean | undefined;
}

/** Controls that all widgets have. */
export const sharedArgTypes: ArgTypes = {
  region: {control: 'text', description: 'ISO 3166-1 alpha-2 or ISO 3166-2 code, such as `US` or `CA-ON`'},
  lang: {control: 'text', description: 'BCP 47 tag; default: the page’s'},
  'heading-level': {control: {type: 'select'}, options: ['1', '2', '3', '4', '5', '6']},
  languages: {control: 'text', description: 'BCP 47 tags of languages to choose from, such as `es ar`'},
  theme: {control: {type: 'select'}, options: ['auto', 'light', 'dark']},
  'no-events': {control: 'boolean'},
};

/** Creates the element of a story; omits arguments that are undefined or false. */
export function element(tag: string, args: Args, fallback = ''): HTMLElement {
  const el = document.createElement(tag);
  for (const [attribute, value] of Object.entries(args))
    if (value !== undefined && value !== false) el.setAttribute(attribute, value === true ? '' : value);
  el.textContent = fallback;
  return el;
}

/** The default export of a story file, without `title`, which Storybook reads from the file without running it. */
export function metaFor(name: string, argTypes: ArgTypes = {}): Meta<Args> {
  const tag = `recovery-${name}`;
  return {
    component: tag,
    argTypes: {...argTypes, ...sharedArgTypes},
    render: (args: Args): TemplateResult => html`${element(tag, args)}`,
  };
}
