/**
 * Lint rules: those of ESLint, TypeScript, Lit and custom elements. Layers import in one direction (docs/decisions/0007-layers.md), and
 * nothing leaves the page.
 */
import {readdirSync} from 'node:fs';
import prettier from 'eslint-config-prettier';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import {builtinRules} from 'eslint/use-at-your-own-risk';
import tseslint from 'typescript-eslint';

const recommended = Object.fromEntries(
  [...builtinRules].filter(([, rule]) => rule.meta?.docs?.recommended).map(([name]) => [name, 'error']),
);

/** Unused parameters and destructured values need a name that starts with `_`. */
const unusedVars = [
  'error',
  {
    argsIgnorePattern: '^_',
    varsIgnorePattern: '^_',
    destructuredArrayIgnorePattern: '^_',
    caughtErrorsIgnorePattern: '^_',
    ignoreRestSiblings: true,
  },
];

const asGlobals = (/** @type {string[]} */ names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

/** Recommended rules of a plugin, whose types allow several shapes. @param {{configs?: any}} plugin @param {string} name */
const rulesOf = ({configs}, name) => configs[name].rules;

/** Ways to send, store or fetch. */
const LEAVING = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'WebTransport',
  'EventSource',
  'RTCPeerConnection',
  'BroadcastChannel',
  'SharedWorker',
  'Image',
  'Audio',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'caches',
  'cookieStore',
];

/** A function stays on one screen. */
const LONGEST_FUNCTION = {max: 50, skipComments: true, skipBlankLines: true, IIFEs: true};

const nothingLeaves = 'Nothing is sent, stored or fetched beside our own files.';
const noMarkup = 'Markup from strings is a way in for scripts, and strict pages refuse it: use a template.';

const MARKUP = {
  selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$|^srcdoc$/]',
  message: noMarkup,
};
const UNSAFE = {group: ['lit/directives/unsafe-*', 'lit-html/directives/unsafe-*'], message: noMarkup};

const upwards = 'Layers import in one direction: docs/architecture.md.';
/** Refuses imports that match a pattern. @param {string} regex */
const refuse = (regex) => ({'no-restricted-imports': ['error', {patterns: [UNSAFE, {regex, message: upwards}]}]});

/** Configuration of a layer. @param {string} files @param {string[]} allowed beginnings of imports, as patterns */
const layer = (files, ...allowed) => ({files: [files], rules: refuse(`^(?!${allowed.join('|')})`)});

const LIT = 'lit($|/)';
// The region index is a table of loaders; it contains no line and no number. The languages are facts from CLDR.
const FOR_CORE = 'generated/(regions/index|languages|language-names)\\.js$';

/**
 * Folders of src/tools, from the ground up. A file imports its own folder and folders of lower floors; files beside the folders are for
 * all.
 */
const FLOORS = [
  ['content'],
  ['helplines', 'locales'],
  ['copy'],
  ['review'],
  ['generate', 'ledger'],
  ['built'],
  ['html', 'types'],
  ['bundle', 'templates'],
  ['hosting', 'pages', 'site', 'wordpress'],
  ['builder'],
  ['dev', 'tests'],
  ['cli'],
];

for (const {name} of readdirSync('src/tools', {withFileTypes: true}).filter((entry) => entry.isDirectory()))
  if (!FLOORS.flat().includes(name)) throw new Error(`src/tools/${name} has no floor in eslint.config.mjs`);

/** Layers of src: what each may import. */
const LAYERS = [
  {files: ['stories/**'], rules: refuse('/tools/')},
  layer('src/core/*', '\\./', LIT, '@lit/localize', `\\.\\./${FOR_CORE}`),
  layer('src/core/*/*', '\\./', '\\.\\./(?!\\.\\.)', LIT, '@lit/localize', `\\.\\./\\.\\./${FOR_CORE}`),
  ...readdirSync('src/widgets').map((name) =>
    layer(
      `src/widgets/${name}/**`,
      ...[
        '\\./',
        LIT,
        '\\.\\./\\.\\./core/',
        `\\.\\./\\.\\./generated/(regions/|locales/|(messages|pictures)/${name}\\.js$)`,
      ],
    ),
  ),
  layer(
    'src/entries/**',
    LIT,
    '@lit/localize',
    '\\./',
    '(\\.\\./)+(core|generated|widgets|entries|embed|enhance)/',
    '\\.\\./[\\w-]+\\.js$',
  ),
  layer('src/check/**', '\\./', '\\.\\./(core|entries/embed)/'),
  ...FLOORS.flatMap((folders, floor) =>
    folders.map((name) => {
      const others = FLOORS.slice(floor)
        .flat()
        .filter((other) => other !== name);
      const outside = '\\.\\./\\.\\./(\\.\\./|core/|widgets/|entries/|check/|generated/)';
      return {files: [`src/tools/${name}/**`], rules: refuse(`^(\\.\\./)+(${others.join('|') || '-'})/|^${outside}`)};
    }),
  ),
];

export default [
  {
    ignores: ['dist/', 'coverage/', 'test-results/', 'src/generated/', 'custom-elements.json'],
  },
  {
    rules: {...recommended, 'no-unused-vars': unusedVars},
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {globals: asGlobals(Object.getOwnPropertyNames(globalThis))},
  },
  {
    // Functions in these files run in a page.
    files: ['bench/**', 'test/**/*.{js,mjs}', '.storybook/**'],
    languageOptions: {
      globals: asGlobals([
        'customElements',
        'document',
        'getComputedStyle',
        'HTMLElement',
        'innerWidth',
        'innerHeight',
        'location',
        'matchMedia',
        'MutationObserver',
        'PerformanceObserver',
        'requestAnimationFrame',
        'scrollTo',
        'window',
      ]),
    },
  },
  {
    // Served to a browser as it is.
    files: ['src/tools/hosting/server-check/*.js', 'src/tools/site/assets/*.js'],
    languageOptions: {
      globals: asGlobals([
        'addEventListener',
        'document',
        'location',
        'parent',
        'removeEventListener',
        'ResizeObserver',
      ]),
    },
  },
  {
    // Bundled for a browser.
    files: ['src/tools/builder/**'],
    languageOptions: {
      globals: asGlobals([
        'addEventListener',
        'document',
        'history',
        'location',
        'navigator',
        'parent',
        'ResizeObserver',
      ]),
    },
    rules: {
      'no-restricted-globals': ['error', ...LEAVING.map((name) => ({name, message: nothingLeaves}))],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$/]',
          message: noMarkup,
        },
      ],
    },
  },

  // Code for the browser, its stories and its tests.
  ...tseslint.configs.recommended.map((config) => ({...config, files: ['**/*.ts']})),
  ...tseslint.configs.recommendedTypeCheckedOnly.map((config) => ({...config, files: ['src/**/*.ts']})),
  {files: ['**/*.ts'], rules: {'@typescript-eslint/no-unused-vars': unusedVars}},
  {
    files: ['src/**/*.ts'],
    languageOptions: {
      parserOptions: {project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname, jsDocParsingMode: 'none'},
    },
    rules: {
      // Lit binds the listeners in templates to the element.
      '@typescript-eslint/unbound-method': 'off',
      // A page may set a property to anything; it is made a string on purpose.
      '@typescript-eslint/no-base-to-string': 'off',
    },
  },
  {
    // Types of frameworks, which are not installed here: test/compat compiles them.
    files: ['src/tools/types/frameworks/*.d.ts', 'test/compat/types/*.d.ts'],
    rules: {
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'stories/**/*.ts', 'test/**/*.ts'],
    plugins: {lit, wc, 'lit-a11y': litA11y},
    settings: {
      lit: {elementBaseClasses: ['RecoveryElement', 'PlanElement', 'FormFieldElement']},
      wc: {elementBaseClasses: ['LitElement', 'RecoveryElement', 'PlanElement', 'FormFieldElement']},
    },
    rules: {
      ...rulesOf(lit, 'flat/recommended'),
      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-invalid-escape-sequences': 'error',
      'lit/no-legacy-imports': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/prefer-nothing': 'error',
      ...rulesOf(wc, 'flat/best-practice'),
      // Our base class has them all.
      'wc/guard-super-call': 'off',
      ...litA11y.configs.recommended.rules,
      // `role="list"` keeps a list a list where its bullets are styled away.
      'lit-a11y/no-redundant-role': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    // `expect(x).to.be.true` is an expression.
    rules: {'@typescript-eslint/no-unused-expressions': 'off'},
  },

  // Ours.
  ...LAYERS,
  {
    // What is imported is seen in the code.
    files: ['src/core/**', 'src/widgets/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        MARKUP,
        {selector: 'ImportExpression:not([source.value=/^\\.\\//])', message: upwards},
      ],
    },
  },
  {
    files: ['src/core/**', 'src/widgets/**', 'src/entries/**', 'src/check/**'],
    // Objects that also expose the restricted globals.
    languageOptions: {globals: asGlobals(['window', 'self', 'document'])},
    rules: {
      'no-restricted-globals': [
        'error',
        {
          checkGlobalObject: true,
          globals: [...LEAVING, 'Worker'].map((name) => ({name, message: nothingLeaves})),
        },
      ],
      'no-restricted-properties': [
        'error',
        ...['sendBeacon', 'cookie', 'serviceWorker'].map((property) => ({property, message: nothingLeaves})),
        ...['insertAdjacentHTML', 'setHTMLUnsafe', 'createContextualFragment'].map((property) => ({
          property,
          message: noMarkup,
        })),
        ...['write', 'writeln'].map((property) => ({object: 'document', property, message: noMarkup})),
      ],
    },
  },
  {files: ['src/entries/**', 'src/check/**'], rules: {'no-restricted-syntax': ['error', MARKUP]}},
  {
    files: ['src/core/**/*.ts', 'src/widgets/**/*.ts', 'src/entries/**/*.ts', 'src/check/**/*.ts'],
    rules: {
      // Strict pages refuse inline style and inline listeners.
      'lit/ban-attributes': ['error', 'style', 'onclick', 'onload', 'onerror', '.innerhtml', '.outerhtml', '.srcdoc'],
    },
  },
  {
    files: ['src/**', 'bench/**', 'stories/**', '.storybook/**', 'test/support/**', '*.mjs'],
    rules: {'max-lines-per-function': ['error', LONGEST_FUNCTION]},
  },
  {files: ['src/**', 'test/**'], rules: {'max-lines': ['error', 400]}},
  {
    // Scripts that run as they are: a function around all of each keeps its names out of the page. Those inside are short.
    files: [
      'src/wordpress/block/editor.js',
      'src/tools/hosting/server-check/server-check.js',
      'test/support/*-probe.js',
    ],
    rules: {'max-lines-per-function': ['error', {...LONGEST_FUNCTION, IIFEs: false}]},
  },
  prettier,
];
