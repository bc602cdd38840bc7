import * as stories from '../../stories/index.js';
import {LANGUAGE_NAMES} from '../../src/generated/language-names.js';
import type {Args} from '../../stories/story.js';

/** All languages, English first. */
export const languages = Object.keys(LANGUAGE_NAMES);

/** Languages without variants of English: their texts are as long, and laid out alike. */
export const distinctLanguages = languages.filter((tag) => !tag.startsWith('en-'));

/** Returns whether a widget has a language. */
export const hasLanguage = (tag: string, language: string): boolean =>
  language === 'en' || language in (customElements.get(tag) as unknown as {locales: object}).locales;

/** Names of the story that shows a widget as it comes. */
const PLAIN = ['Closed', 'Empty', 'Inline', 'Plain', 'Self', 'UnitedStates', 'YesNo'];

/** Every story of every widget, for tests that loop over all of them; one of each widget is plain. */
export const list = Object.values(stories).flatMap(({default: meta, ...named}) =>
  Object.entries(named as Record<string, {args?: Args}>).map(([name, {args = {}}]) => ({
    isPlain: PLAIN.includes(name),
    tag: meta.component!,
    name: `${meta.title!.replace('Widgets/', '')}, ${name}`,
    args: {...meta.args, ...args} as Args,
  })),
);
