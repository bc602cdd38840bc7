import {defineConfig} from 'vitest/config';

const project = (environment) => ({test: {name: environment, environment, include: ['page.test.js']}});

export default defineConfig({test: {projects: [project('jsdom'), project('happy-dom')]}});
