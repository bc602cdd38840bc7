import type {StorybookConfig} from '@storybook/web-components-vite';

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
        transform: (_, id) => (id.includes('/src/entries/define/') ? {moduleSideEffects: true} : null),
      },
    ],
  }),
} satisfies StorybookConfig;
