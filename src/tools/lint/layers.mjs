/** ESLint rule: which layer of src may import which. See docs/decisions/0007-layers.md. */
import {dirname, relative, resolve, sep} from 'node:path';
import {fileURLToPath} from 'node:url';

/**
 * Imports that each layer of src may have: packages, and paths in src. `<own>` is the name of the widget. Content and generated
 * code import next to nothing and are not linted.
 *
 * @type {Record<string, string[]>}
 */
const allowedImports = {
  // The region index is a table of loaders; it contains no line and no number. The languages are facts from CLDR.
  core: ['lit', '@lit/localize', 'core', 'generated/regions/index.js', 'generated/languages.js'],
  widgets: ['lit', 'core', 'generated/messages/<own>.js', 'generated/regions', 'generated/locales', 'widgets/<own>'],
  entries: ['lit', '@lit/localize', 'core', 'generated', 'widgets', 'entries'],
  check: ['core', 'entries/embed', 'check'],
};

/**
 * Folders of src/tools, from the ground up. A file imports its own folder and folders of lower floors; files beside the folders are for
 * all.
 */
const floors = [
  ['content'],
  ['helplines', 'locales'],
  ['copy'],
  ['review'],
  ['generate', 'ledger', 'lint'],
  ['built'],
  ['html', 'types'],
  ['bundle', 'templates'],
  ['hosting', 'pages', 'site', 'wordpress'],
  ['builder'],
  ['dev', 'tests'],
  ['cli'],
];

/** Number of the floor of a path in src/tools; undefined for a file beside the folders. @param {string} path */
function floorOf(path) {
  const [, folder, ...rest] = path.split('/');
  return rest.length ? floors.findIndex((folders) => folders.includes(folder)) : undefined;
}

/** Whether one tool may import another. @param {string} from @param {string} to paths in src */
function isAbove(from, to) {
  const [own, other] = [floorOf(from), floorOf(to)];
  if (own === -1 || other === -1) return false;
  return other === undefined || (own !== undefined && own > other) || from.split('/')[1] === to.split('/')[1];
}

const src = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string} path @param {string} allowed a file, or a folder or package with everything in it */
const isWithin = (path, allowed) => path === allowed || path.startsWith(`${allowed}/`);

/** @param {string} path */
const belowSrc = (path) => relative(src, path).split(sep).join('/');

/**
 * The specifier of an import; undefined for an expression that only the run time knows.
 *
 * @param {any} source
 * @returns {string | undefined}
 */
function specifierOf(source) {
  if (source.expressions?.length) return undefined;
  const specifier = source.value ?? source.quasis?.[0].value.cooked;
  return typeof specifier === 'string' ? specifier : undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
export const layers = {
  meta: {
    type: 'problem',
    docs: {description: 'Keeps the layers of src apart.'},
    schema: [],
    messages: {
      refused: '{{from}} may not import {{to}}.',
      computed: '{{from}} may not import a path computed at run time.',
    },
  },
  create(context) {
    const [from, own] = belowSrc(context.filename).split('/');
    const allowed = allowedImports[from]?.map((path) => path.replace('<own>', own));

    const check = (/** @type {any} */ node, /** @type {any} */ source) => {
      if (!source) return;
      const specifier = specifierOf(source);
      if (specifier === undefined) {
        if (from === 'core' || from === 'widgets') context.report({node, messageId: 'computed', data: {from}});
        return;
      }
      const isPath = /^[./]/.test(specifier);
      const to = isPath ? belowSrc(resolve(dirname(context.filename), specifier)) : specifier;
      // Tools are Node programs: they import any package, but of src only tools below them. Nothing else in src imports them.
      const isTool = isPath && isWithin(to, 'tools');
      const isFine =
        from === 'tools'
          ? !isPath || (isTool && isAbove(belowSrc(context.filename), to))
          : !isTool && (!allowed || allowed.some((path) => isWithin(to, path)));
      if (!isFine) context.report({node, messageId: 'refused', data: {from: from === '..' ? 'this file' : from, to}});
    };
    return {
      ImportDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (/** @type {any} */ node) => check(node, node.source ?? node.argument?.literal),
    };
  },
};
