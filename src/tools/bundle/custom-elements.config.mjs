/** Configuration of the custom elements manifest in the npm package. */
import {manifestPlugin} from '../types/manifest-plugin.mjs';

export default {
  globs: ['src/widgets/**/*.ts', 'src/core/recovery-element.ts', 'src/core/plan-element.ts', 'src/core/events.ts'],
  exclude: ['**/*.styles.ts'],
  outdir: 'dist/npm',
  litelement: true,
  packagejson: false,
  quiet: true,
  plugins: [manifestPlugin],
};
