/**
 * The types of the package in the frameworks themselves, with libraries checked too: right use compiles, and a wrong tag,
 * attribute, value or event is an error. TypeScript never checks unknown JSX attributes with a hyphen, so no fixture has one.
 */
import assert from 'node:assert/strict';
import {mkdirSync, renameSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {nightly} from '../support/nightly.mjs';
import {test} from '../support/page.mjs';
import {packagePath, skipUnlessInstalled} from './packages.mjs';
import {STRICT, compatPackages, makeProject} from './types/project.mjs';

skipUnlessInstalled();
// In one worker, so that all programs share a project and the libraries in it.
test.describe.configure({mode: 'default'});

/** @type {ReturnType<typeof makeProject>} */
let project;
test.beforeAll(() => {
  project = makeProject(
    compatPackages('@types/react', '@types/prop-types', 'csstype', 'preact', 'solid-js', 'svelte', 'vue'),
  );
});
test.afterAll(() => project?.delete());

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
    const further = name === 'astro' ? ['astro-jsx.d.ts'] : [];
    for (const file of [`${name}.tsx`, ...further]) project.copy(file);
    assert.equal(project.compile(`${name}.tsx`, options, further), '');
  });

/** A component with its frame: a misspelled tag and so on, one to a file. @type {Record<string, Record<string, string>>} */
const WRONG = {
  vue: {
    tag: '<recovery-helpline-baner />',
    attribute: '<recovery-helpline-banner varient="compact" />',
    'attribute-with-hyphen': '<recovery-helpline-banner hedaing-level="3" />',
    'attribute-of-another': '<recovery-tolerance-chart region="US" />',
    value: '<recovery-helpline-banner variant="tiny" />',
    region: '<recovery-helpline-banner region="XX" />',
    level: '<recovery-faq heading-level="9" />',
    property: '<recovery-faq :heading-level="9" />',
    event: '<recovery-helpline-banner @recovery-contcat="() => {}" />',
    handler: '<recovery-quick-exit @recovery-exit="(event: MouseEvent) => console.log(event.button)" />',
  },
  svelte: {
    'tag-with-attribute': '<recovery-helpline-baner region="US" />',
    attribute: '<recovery-helpline-banner varient="compact" />',
    'attribute-with-hyphen': '<recovery-helpline-banner hedaing-level="3" />',
    'attribute-of-another': '<recovery-tolerance-chart region="US" />',
    value: '<recovery-helpline-banner variant="tiny" />',
    region: '<recovery-helpline-banner region="XX" />',
    level: '<recovery-faq heading-level="9" />',
    event: '<recovery-helpline-banner onrecovery-contcat={() => {}} />',
    handler: '<recovery-quick-exit onrecovery-exit={(event: MouseEvent) => console.log(event.button)} />',
  },
};

/** @type {Record<string, (markup: string) => string>} */
const componentOf = {
  vue: (markup) =>
    `<script setup lang="ts">\nimport type {} from 'recovery-widgets/vue';\n</script>\n<template>${markup}</template>\n`,
  svelte: (markup) => `<script lang="ts">\nimport type {} from 'recovery-widgets/svelte';\n</script>\n${markup}\n`,
};

/** Checks a folder of components, and returns the output. @type {Record<string, () => string>} */
const check = {
  vue: () => project.run('vue-tsc/bin/vue-tsc.js', '--project', 'vue/tsconfig.json'),
  svelte: () =>
    project.run(
      'svelte-check/bin/svelte-check',
      '--workspace',
      'svelte',
      '--tsconfig',
      'tsconfig.json',
      '--output',
      'machine',
      ...['--threshold', 'error'],
    ),
};

for (const [name, wrong] of Object.entries(nightly(WRONG, {})))
  test(`${name}: right use compiles, wrong use does not`, () => {
    mkdirSync(join(project.folder, name), {recursive: true});
    project.copy(`Right.${name}`);
    renameSync(join(project.folder, `Right.${name}`), join(project.folder, name, `Right.${name}`));
    for (const [fault, markup] of Object.entries(wrong))
      writeFileSync(join(project.folder, name, `wrong-${fault}.${name}`), componentOf[name](markup));
    project.writeJson(`${name}/tsconfig.json`, {
      compilerOptions: {...STRICT, allowArbitraryExtensions: true},
      vueCompilerOptions: {strictTemplates: true},
      include: ['.'],
    });
    const output = check[name]();
    // `vue/wrong-tag.vue(4,12): error …`, `1795666561611 ERROR "wrong-tag.svelte" 4:26 …`
    const faulty = [...output.matchAll(/^(?:\d+ ERROR "([^"]+)"|(\S+)\(\d+,\d+\): error)/gm)].map(([, a, b]) =>
      basename(a ?? b),
    );
    assert.deepEqual(
      [...new Set(faulty)].sort(),
      Object.keys(wrong)
        .map((fault) => `wrong-${fault}.${name}`)
        .sort(),
      output,
    );
  });
