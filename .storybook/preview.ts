/** The toolbar sets the page around a widget: its language, direction, region, color scheme and width. */
import {directionOf} from '../src/core/localize.js';
import {LANGUAGE_NAMES} from '../src/generated/language-names.js';
import {setCustomElementsManifest, type Preview} from '@storybook/web-components-vite';
import {html} from 'lit';
import './preview.css';

// Written by `npm run build` and `npm run storybook`; without it the docs have no tables.
const [manifest] = Object.values(
  import.meta.glob<Record<string, unknown>>('../dist/npm/custom-elements.json', {eager: true, import: 'default'}),
);
if (manifest) setCustomElementsManifest(manifest);

const item = (value: string, title: string) => ({value, title});

const SCHEMES: Record<string, string> = {auto: 'light dark', light: 'only light', dark: 'only dark'};

export default {
  tags: ['autodocs'],
  parameters: {
    controls: {expanded: true, sort: 'none'},
    options: {storySort: {order: ['Introduction', 'Pages', 'Widgets']}},
    a11y: {test: 'error'},
  },
  globalTypes: {
    language: {
      description: 'Language of the page',
      toolbar: {
        title: 'Language',
        icon: 'globe',
        items: Object.entries(LANGUAGE_NAMES).map(([tag, name]) => item(tag, name)),
        dynamicTitle: true,
      },
    },
    direction: {
      description: 'Direction of the page',
      toolbar: {
        title: 'Direction',
        icon: 'transfer',
        items: [item('auto', 'Direction: of the language'), item('ltr', 'Left to right'), item('rtl', 'Right to left')],
        dynamicTitle: true,
      },
    },
    region: {
      description: 'Region of the page; a story that names its own keeps it',
      toolbar: {
        title: 'Region',
        icon: 'location',
        items: [
          item('', 'No region'),
          item('US', 'United States'),
          item('CA-ON', 'Canada, Ontario'),
          item('GB', 'United Kingdom'),
          item('FR', 'France'),
          item('CH', 'Switzerland'),
        ],
        dynamicTitle: true,
      },
    },
    theme: {
      description: 'Color scheme of the page',
      toolbar: {
        title: 'Color scheme',
        icon: 'contrast',
        items: [item('auto', 'Scheme: of the system'), item('light', 'Light'), item('dark', 'Dark')],
        dynamicTitle: true,
      },
    },
    width: {
      description: 'Width of the place the widget stands in',
      toolbar: {
        title: 'Width',
        icon: 'grow',
        items: [item('100%', 'Full width'), item('600px', '600 px'), item('320px', '320 px'), item('240px', '240 px')],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: {language: 'en', direction: 'auto', region: '', theme: 'auto', width: '100%'},
  decorators: [
    (story, {globals}) => {
      const page = document.documentElement;
      page.lang = globals.language;
      page.dir = globals.direction === 'auto' ? directionOf(globals.language) : globals.direction;
      page.dataset.recoveryRegion = globals.region;
      page.style.colorScheme = SCHEMES[globals.theme];
      return html`<div class="place" style="inline-size: ${globals.width}">${story()}</div>`;
    },
  ],
} satisfies Preview;
