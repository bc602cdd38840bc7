import type {StorybookConfig} from '@storybook/web-components-vite';
// @ts-expect-error JavaScript, whose types src/tools/tsconfig.json checks.
import {messages} from '../src/tools/dev/messages-plugin.mjs';

export default {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/docs/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  // The toolbar of preview.ts has color scheme and width; the checklist advertises.
  features: {backgrounds: false, viewport: false, sidebarOnboardingChecklist: false},
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
    ],
  }),
} satisfies StorybookConfig;
