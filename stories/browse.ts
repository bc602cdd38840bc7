/**
 * Page of `npm run dev` that shows one story, with links to all others: `/stories/?story=faq/UnitedStates&lang=ar`. Storybook has
 * controls, docs and accessibility checks; this page loads in a fraction of the time.
 */
import {html, nothing, render} from 'lit';
import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {directionOf} from '../src/core/localize.js';
import {LANGUAGE_NAMES} from '../src/generated/language-names.js';
import * as files from './index.js';
import type {Args} from './story.js';

const stories = Object.values(files).map(({default: meta, ...named}) => ({
  meta: meta as Meta<Args>,
  widget: meta.component!.replace('recovery-', ''),
  named: named as Record<string, StoryObj<Args>>,
}));

const query = new URLSearchParams(location.search);
const lang = query.get('lang') ?? 'en';
const current = query.get('story') ?? `${stories[0].widget}/${Object.keys(stories[0].named)[0]}`;

/** Renders a link to the page with other parameters. */
const link = (text: string, parameters: Record<string, string>) => {
  const search = new URLSearchParams({story: current, lang, ...parameters});
  const isCurrent = String(search) === String(new URLSearchParams({story: current, lang}));
  return html`<li><a href="?${search}" aria-current=${isCurrent ? 'page' : nothing}>${text}</a></li>`;
};

document.documentElement.lang = lang;
document.documentElement.dir = directionOf(lang);
render(
  html`<nav lang="en" dir="ltr">
      <ul>
        <li>Pages</li>
        <li><a href="/">Demo</a></li>
      </ul>
      <ul>
        <li>Language</li>
        ${Object.entries(LANGUAGE_NAMES).map(([code, name]) => link(name, {lang: code}))}
      </ul>
      ${stories.map(
        ({meta, widget, named}) =>
          html`<ul>
            <li>${meta.title!.replace('Widgets/', '')}</li>
            ${Object.keys(named).map((name) => link(name, {story: `${widget}/${name}`}))}
          </ul>`,
      )}
    </nav>
    <main></main>`,
  document.body,
);

const [widget, name] = current.split('/');
const file = stories.find((each) => each.widget === widget);
const story = file?.named[name];
const main = document.querySelector('main')!;
if (file && story) {
  const renderStory = (story.render ?? file.meta.render) as (args: Args) => unknown;
  render(renderStory({...file.meta.args, ...story.args}), main);
  // The stories use the part of Storybook’s context that this page has.
  await (story.play as ((context: {canvasElement: HTMLElement}) => Promise<void>) | undefined)?.({canvasElement: main});
} else main.textContent = `There is no story “${current}”.`;
