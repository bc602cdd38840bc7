/** Custom elements manifest of the npm package: paths as the package has them, nothing private. */

const published = (path) => path.replace(/^src\//, '').replace(/\.ts$/, '.js');

export default {
  globs: ['src/widgets/**/*.ts', 'src/core/recovery-element.ts', 'src/core/events.ts'],
  exclude: ['**/*.styles.ts'],
  outdir: 'dist/npm',
  litelement: true,
  packagejson: false,
  quiet: true,
  plugins: [
    {
      name: 'public-paths-only',
      packageLinkPhase({customElementsManifest}) {
        const visit = (value) => {
          if (Array.isArray(value)) {
            value.forEach(visit);
            return;
          }
          if (!value || typeof value !== 'object') return;
          if (typeof value.module === 'string') value.module = published(value.module);
          if (Array.isArray(value.members))
            value.members = value.members.filter(
              ({name, privacy, static: isStatic}) => !privacy?.match(/private|protected/) && !name.startsWith('#') && !isStatic && !['contextChanged', 'copyResult'].includes(name),
            );
          Object.values(value).forEach(visit);
        };
        visit(customElementsManifest.modules);
        for (const module of customElementsManifest.modules) module.path = published(module.path);
        customElementsManifest.modules = customElementsManifest.modules.filter(({declarations}) => declarations?.some(({kind}) => kind === 'class'));
      },
    },
  ],
};
