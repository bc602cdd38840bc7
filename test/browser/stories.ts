import * as stories from '../../stories/index.js';
import type {Args} from '../../stories/story.js';

const {targetLocales} = (await (await fetch('/src/locales/lit-localize.json')).json()) as {targetLocales: string[]};

/** All languages, English first. */
export const languages = ['en', ...targetLocales];

/** Every story of every widget, for tests that loop over all of them; `isFirst` marks the plainest of a widget. */
export const list = Object.values(stories).flatMap(({default: meta, ...named}) =>
  Object.entries(named as Record<string, {args?: Args}>).map(([name, {args = {}}], index) => ({
    isFirst: !index,
    tag: meta.component!,
    name: `${meta.title!.replace('Widgets/', '')}, ${name}`,
    args: {...meta.args, ...args} as Args,
  })),
);
