/**
 * Lint rules. Beside the usual ones, two that are ours: which layer may import which, and no way out of the page.
 */
import {dirname, relative, resolve, sep} from 'node:path';
import {fileURLToPath} from 'node:url';
import prettier from 'eslint-config-prettier';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import {builtinRules} from 'eslint/use-at-your-own-risk';
import tseslint from 'typescript-eslint';

/**
 * What each layer of src may import: packages, and paths in src. `<own>` is the widget's name. Content and generated code do
 * not import anything of note and are not linted.
 */
const layers = {
  // The index of regions is a table of loaders; it holds no line and no number.
  core: ['lit', '@lit/localize', 'core', 'generated/regions/index.js'],
  widgets: [
    'lit',
    'core',
    'generated/messages/<own>.js',
    'generated/messages/shared.js',
    'generated/regions',
    'generated/locales',
    'widgets/<own>',
  ],
  entries: ['lit', '@lit/localize', '@lit-labs/ssr-client', 'core', 'generated', 'widgets', 'entries'],
};

const srcFolder = fileURLToPath(new URL('src', import.meta.url));

/** @param {string} path @param {string} allowed a file, or a folder or package with all that is in it */
const isWithin = (path, allowed) => path === allowed || path.startsWith(`${allowed}/`);

/** @type {import('eslint').Rule.RuleModule} */
const layerRule = {
  meta: {
    type: 'problem',
    docs: {description: 'Keeps the layers of src apart.'},
    schema: [],
    messages: {
      refused: '{{from}} may not import {{to}}.',
      computed: '{{from}} may not import a path that is worked out at run time.',
    },
  },
  create(context) {
    const inSrc = (/** @type {string} */ path) => relative(srcFolder, path).split(sep).join('/');
    const file = inSrc(context.filename);
    const [from, own] = file.split('/');
    const allowed = layers[from]?.map((path) => path.replace('<own>', own));

    const check = (node, source) => {
      if (!source) return;
      const specifier = source.value ?? source.quasis?.[0].value.cooked;
      if (typeof specifier !== 'string' || source.expressions?.length) {
        if (from === 'core' || from === 'widgets') context.report({node, messageId: 'computed', data: {from}});
        return;
      }
      const isPath = /^[./]/.test(specifier);
      const to = isPath ? inSrc(resolve(dirname(context.filename), specifier)) : specifier;
      // Tools are programs for Node: they take any package, but of src only each other. Nothing else takes them.
      const isTool = isPath && isWithin(to, 'tools');
      const isFine =
        from === 'tools' ? !isPath || isTool : !isTool && (!allowed || allowed.some((path) => isWithin(to, path)));
      if (!isFine) context.report({node, messageId: 'refused', data: {from: from === '..' ? 'this file' : from, to}});
    };
    return {
      ImportDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal),
    };
  },
};

const recommended = Object.fromEntries(
  [...builtinRules].filter(([, rule]) => rule.meta?.docs?.recommended).map(([name]) => [name, 'error']),
);

/** What is left out of a destructured value has to be named, if only `_`. */
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

const nothingLeaves = 'Nothing is sent, stored or fetched beside our own files.';
const noMarkup = 'Markup from strings is a way in for scripts, and strict pages refuse it: use a template.';

export default [
  {
    ignores: ['dist/', 'coverage/', 'test-results/', 'storybook-static/', 'src/generated/', 'custom-elements.json'],
  },
  {rules: {...recommended, 'no-unused-vars': unusedVars}},
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

  // Code for the browser, its stories and its tests.
  ...tseslint.configs.recommended.map((config) => ({...config, files: ['**/*.ts']})),
  ...tseslint.configs.recommendedTypeCheckedOnly.map((config) => ({...config, files: ['src/**/*.ts']})),
  {files: ['**/*.ts'], rules: {'@typescript-eslint/no-unused-vars': unusedVars}},
  {
    files: ['src/**/*.ts'],
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    rules: {
      // Lit binds the listeners in templates to the element.
      '@typescript-eslint/unbound-method': 'off',
      // A page may set a property to anything; it is made a string on purpose.
      '@typescript-eslint/no-base-to-string': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'stories/**/*.ts', 'test/**/*.ts'],
    plugins: {lit, wc, 'lit-a11y': litA11y},
    settings: {
      lit: {elementBaseClasses: ['RecoveryElement', 'TakeAwayElement']},
      wc: {elementBaseClasses: ['LitElement', 'RecoveryElement', 'TakeAwayElement']},
    },
    rules: {
      ...lit.configs['flat/recommended'].rules,
      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-invalid-escape-sequences': 'error',
      'lit/no-legacy-imports': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/prefer-nothing': 'error',
      ...wc.configs['flat/best-practice'].rules,
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
  {
    files: ['src/**', 'stories/**'],
    plugins: {recovery: {rules: {layers: layerRule}}},
    rules: {'recovery/layers': 'error'},
  },
  {
    files: ['src/core/**', 'src/widgets/**', 'src/entries/**'],
    // By these names, too, the restricted ones are reached.
    languageOptions: {globals: asGlobals(['window', 'self', 'document'])},
    rules: {
      'no-restricted-globals': [
        'error',
        {
          checkGlobalObject: true,
          globals: [
            'fetch',
            'XMLHttpRequest',
            'WebSocket',
            'WebTransport',
            'EventSource',
            'RTCPeerConnection',
            'BroadcastChannel',
            'Worker',
            'SharedWorker',
            'Image',
            'Audio',
            'localStorage',
            'sessionStorage',
            'indexedDB',
            'caches',
            'cookieStore',
          ].map((name) => ({name, message: nothingLeaves})),
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
      'no-restricted-syntax': [
        'error',
        {
          selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$|^srcdoc$/]',
          message: noMarkup,
        },
      ],
      'no-restricted-imports': [
        'error',
        {patterns: [{group: ['lit/directives/unsafe-*', 'lit-html/directives/unsafe-*'], message: noMarkup}]},
      ],
    },
  },
  {
    files: ['src/core/**/*.ts', 'src/widgets/**/*.ts', 'src/entries/**/*.ts'],
    // Strict pages refuse inline style and inline listeners.
    rules: {
      'lit/ban-attributes': ['error', 'style', 'onclick', 'onload', 'onerror', '.innerhtml', '.outerhtml', '.srcdoc'],
    },
  },
  prettier,
];
