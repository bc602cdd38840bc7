import type {StorybookConfig} from '@storybook/web-components-vite';
import {messages} from '../src/tools/dev/messages-plugin.mjs';
import {ledgerPage} from '../src/tools/ledger/page.mjs';
import {reviewsPage} from '../src/tools/review/report.mjs';

/** Imported by pages in stories/docs; generated on each load of the page, so that they follow the content. */
const DATA: Record<string, () => unknown> = {
  'virtual:ledger': () => ledgerPage(),
  'virtual:reviews': () => reviewsPage(),
};

export default {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/docs/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  // The toolbar of preview.ts has color scheme and width.
  features: {backgrounds: false, viewport: false},
  core: {disableTelemetry: true, disableWhatsNewNotifications: true},
  viteFinal: (config) => ({
    ...config,
    plugins: [
      ...(config.plugins ?? []),
      messages(),
      {
        // package.json lists the side effects of files in dist/ only; these are their sources.
        name: 'keep-definitions',
        transform: (_, id) => (/\/src\/(widgets\/[^/]+|entries)\/define\b/.test(id) ? {moduleSideEffects: true} : null),
      },
      {
        name: 'data-of-pages',
        resolveId: (id) => (Object.hasOwn(DATA, id) ? id : null),
        load: (id) => (Object.hasOwn(DATA, id) ? `export default ${JSON.stringify(DATA[id]())};` : null),
      },
    ],
  }),
} satisfies StorybookConfig;
