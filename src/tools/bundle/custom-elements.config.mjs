/** Custom elements manifest of the npm package: paths as the package has them, nothing private. */

const published = (path) => path.replace(/^\/?src\//, '').replace(/\.ts$/, '.js');

/** Names in `static properties` that are state: no attribute, and nobody else's business. */
const stateOf = (ts, node) =>
  node.members
    .filter((member) => member.name?.getText() === 'properties')
    .flatMap(({initializer}) => initializer?.properties ?? [])
    .filter(({initializer}) => initializer?.properties?.some((option) => /^state: true$/.test(option.getText())))
    .map(({name}) => name.getText());

export default {
  globs: ['src/widgets/**/*.ts', 'src/core/recovery-element.ts', 'src/core/plan-element.ts', 'src/core/events.ts'],
  exclude: ['**/*.styles.ts'],
  outdir: 'dist/npm',
  litelement: true,
  packagejson: false,
  quiet: true,
  plugins: [
    {
      name: 'public-only',
      analyzePhase({ts, node, moduleDoc}) {
        if (!ts.isClassDeclaration(node)) return;
        const state = stateOf(ts, node);
        const found = moduleDoc.declarations.find(({name}) => name === node.name.text);
        found.members = found.members?.filter(({name}) => !state.includes(name));
        found.attributes = found.attributes?.filter(({fieldName}) => !state.includes(fieldName));
      },
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
              ({name, privacy, static: isStatic}) =>
                !privacy?.match(/private|protected/) && !name.startsWith('#') && !isStatic,
            );
          // The analyzer takes the browser's own class for one of the module that extends it.
          if (value.superclass?.name === 'Event') value.superclass = {name: 'Event', package: 'global:'};
          Object.values(value).forEach(visit);
        };
        visit(customElementsManifest.modules);
        for (const module of customElementsManifest.modules) module.path = published(module.path);
        customElementsManifest.modules = customElementsManifest.modules.filter(({declarations}) =>
          declarations?.some(({kind}) => kind === 'class'),
        );
        // The order in which a disk lists files differs from machine to machine.
        customElementsManifest.modules.sort((a, b) => (a.path < b.path ? -1 : 1));
      },
    },
  ],
};
