import type {StorybookConfig} from '@storybook/web-components-vite';
import {ledgerPage} from '../src/tools/content/ledger-page.mjs';

/** What stories/docs/Ledger.mdx imports: made anew each time the page is loaded, so that it follows the copy. */
const LEDGER = 'virtual:ledger';

export default {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/docs/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  // Our own toolbar has color scheme and width.
  features: {backgrounds: false, viewport: false},
  core: {disableTelemetry: true, disableWhatsNewNotifications: true},
  viteFinal: (config) => ({
    ...config,
    plugins: [
      ...(config.plugins ?? []),
      {
        // The package names the files that register elements as it ships them; in src nobody names them to the bundler.
        name: 'keep-definitions',
        transform: (_, id) => (/\/src\/(widgets\/[^/]+|entries)\/define\b/.test(id) ? {moduleSideEffects: true} : null),
      },
      {
        name: 'ledger',
        resolveId: (id) => (id === LEDGER ? id : null),
        load: (id) => (id === LEDGER ? `export default ${JSON.stringify(ledgerPage())};` : null),
      },
    ],
  }),
} satisfies StorybookConfig;
