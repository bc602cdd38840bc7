/**
 * The types of the package in the frameworks themselves, with libraries checked too: right use compiles, and a wrong tag,
 * attribute, value or event is an error. TypeScript never checks unknown JSX attributes with a hyphen, so no fixture has one.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {root} from '../../src/tools/project.mjs';
import {AT_NIGHT, isNightly, nightly} from '../support/nightly.mjs';
import {test} from '../support/page.mjs';
import {packagePath, skipUnlessInstalled} from './packages.mjs';
import {temporaryFolder} from '../support/system.mjs';

skipUnlessInstalled();

/** Packages that the project links, from here and from the project itself. */
const HERE = ['@types/react', '@types/prop-types', 'csstype', 'preact', 'solid-js', 'svelte', 'vue'];
const OWN = ['lit', 'lit-html', 'lit-element', '@lit/localize', '@lit/reactive-element', '@types/trusted-types'];

/** Folder of a project with the package and the frameworks installed. */
let folder = '';
test.beforeAll(() => {
  folder = temporaryFolder('frameworks');
  const installed = join(folder, 'node_modules/recovery-widgets');
  const isType = (/** @type {string} */ path) => !/\.(js|json)$/.test(path) || /empty\.js$/.test(path);
  cpSync(join(root, 'dist/npm'), join(installed, 'dist/npm'), {recursive: true, filter: isType});
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  for (const [name, target] of [
    ...HERE.map((each) => [each, packagePath(each)]),
    ...OWN.map((each) => [each, join(root, 'node_modules', each)]),
  ]) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), {recursive: true});
    symlinkSync(target, link, 'junction');
  }
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
});

/** Options of the compiler: strict, and all types but those of TypeScript itself are checked too. */
const STRICT = {
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'bundler',
  lib: ['ES2022', 'DOM', 'DOM.Iterable'],
  types: /** @type {string[]} */ ([]),
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  skipDefaultLibCheck: true,
  allowArbitraryExtensions: true,
  noEmit: true,
};

/** Runs a compiler on a folder of the project, and returns its output. @param {string} name of the folder @param {string[]} program path in a package, and arguments @param {Record<string, unknown>} [options] of the compiler */
function compile(name, [program, ...args], options) {
  const config = {
    compilerOptions: {...STRICT, ...options},
    vueCompilerOptions: {strictTemplates: true},
    include: ['.'],
  };
  writeFileSync(join(folder, name, 'tsconfig.json'), JSON.stringify(config));
  const run = spawnSync(process.execPath, [packagePath(program), ...args], {cwd: folder, encoding: 'utf8'});
  return run.stdout + run.stderr;
}

/** Copies fixtures into a folder of the project. @param {string} name @param {string[]} files */
function copy(name, ...files) {
  mkdirSync(join(folder, name));
  for (const file of files) cpSync(new URL(`types/${file}`, import.meta.url), join(folder, name, file));
}

/** Options of the compiler, by fixture. @type {Record<string, Record<string, unknown>>} */
const JSX = {
  'react-19': {jsx: 'react-jsx', jsxImportSource: 'react'},
  'react-18': {
    jsx: 'react-jsx',
    jsxImportSource: 'react',
    paths: {react: [packagePath('types-react-18')], 'react/*': [packagePath('types-react-18/*')]},
  },
  preact: {jsx: 'react-jsx', jsxImportSource: 'preact'},
  solid: {jsx: 'preserve', jsxImportSource: 'solid-js'},
  astro: {jsx: 'preserve', jsxImportSource: 'astro'},
};

// CI has one framework, whose declarations are made as those of the others are; `unit/package` compiles those of the classes.
for (const [name, options] of Object.entries(nightly(JSX, {'react-19': JSX['react-19']})))
  test(`${name}: right use compiles, wrong use does not`, () => {
    copy(name, `${name}.tsx`, ...(name === 'astro' ? ['astro-jsx.d.ts'] : []));
    assert.equal(compile(name, ['typescript/bin/tsc', '--project', name], options), '');
  });

/** One fault to a file, of each kind that the frameworks check by code of their own; the fixture of React 19 has all kinds. */
const COMPONENTS = {
  vue: {
    compiler: ['vue-tsc/bin/vue-tsc.js', '--project', 'vue'],
    wrap: (/** @type {string} */ markup) =>
      `<script setup lang="ts">\nimport type {} from 'recovery-widgets/vue';\n</script>\n<template>${markup}</template>\n`,
    wrong: {
      tag: '<recovery-helpline-baner region="US" />',
      attribute: '<recovery-helpline-banner hedaing-level="3" />',
      value: '<recovery-helpline-banner variant="tiny" />',
      property: '<recovery-faq :heading-level="9" />',
      event: '<recovery-quick-exit @recovery-exit="(event: MouseEvent) => console.log(event.button)" />',
    },
  },
  svelte: {
    compiler: ['svelte-check/bin/svelte-check', '--workspace', 'svelte', '--tsconfig', 'tsconfig.json'].concat(
      ['--output', 'machine'],
      ['--threshold', 'error'],
    ),
    wrap: (/** @type {string} */ markup) =>
      `<script lang="ts">\nimport type {} from 'recovery-widgets/svelte';\n</script>\n${markup}\n`,
    wrong: {
      tag: '<recovery-helpline-baner region="US" />',
      attribute: '<recovery-helpline-banner hedaing-level="3" />',
      value: '<recovery-helpline-banner variant="tiny" />',
      event: '<recovery-quick-exit onrecovery-exit={(event: MouseEvent) => console.log(event.button)} />',
    },
  },
};

for (const [name, {compiler, wrap, wrong}] of Object.entries(COMPONENTS))
  test(`${name}: right use compiles, wrong use does not`, () => {
    test.skip(!isNightly, AT_NIGHT);
    copy(name, `Right.${name}`);
    for (const [fault, markup] of Object.entries(wrong))
      writeFileSync(join(folder, name, `wrong-${fault}.${name}`), wrap(markup));
    const output = compile(name, compiler);
    // `vue/wrong-tag.vue(4,12): error …`, `1795666561611 ERROR "wrong-tag.svelte" 4:26 …`
    const faulty = [...output.matchAll(/^(?:\d+ ERROR "([^"]+)"|(\S+)\(\d+,\d+\): error)/gm)].map(([, a, b]) =>
      basename(a ?? b),
    );
    const expected = Object.keys(wrong).map((fault) => `wrong-${fault}.${name}`);
    assert.deepEqual([...new Set(faulty)].sort(), expected.sort(), output);
  });
