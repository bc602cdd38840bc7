/** Renders every widget in jsdom, in which partners test their own pages: without a real layout, and without all of a form’s API. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {root} from '../../src/tools/project.mjs';
import {WIDGETS, test} from '../support/page.mjs';
import {packagePath, skipUnlessInstalled} from './packages.mjs';

skipUnlessInstalled();

test('every widget is defined, rendered and removed without an error', () => {
  // In a process of its own: jsdom’s globals would stay, and Lit decides while it loads.
  const code = `
    const {JSDOM, VirtualConsole} = await import(${JSON.stringify(pathToFileURL(packagePath('jsdom/lib/api.js')).href)});
    const errors = [];
    process.on('unhandledRejection', (error) => errors.push(String(error?.stack ?? error)));
    const virtualConsole = new VirtualConsole().on('jsdomError', (error) => errors.push(String(error)));
    const {window} = new JSDOM('<!doctype html><html lang="en"><body><form></form></body></html>', {url: 'https://partner.example/', pretendToBeVisual: true, virtualConsole});
    for (const name of Object.getOwnPropertyNames(window))
      if (!(name in globalThis)) globalThis[name] = window[name];
    // Node has events of its own, which jsdom refuses.
    for (const name of ['Event', 'EventTarget', 'FormData', 'addEventListener', 'removeEventListener'])
      globalThis[name] = typeof window[name] === 'function' && /^[a-z]/.test(name) ? window[name].bind(window) : window[name];
    await import(${JSON.stringify(pathToFileURL(join(root, 'dist/npm/entries/define.js')).href)});
    const rendered = {};
    for (const name of ${JSON.stringify(WIDGETS)}) {
      const el = document.createElement('recovery-' + name);
      el.setAttribute('region', 'US');
      el.setAttribute('name', 'field');
      document.querySelector('form').append(el);
      await el.updateComplete;
      rendered[name] = el.shadowRoot.querySelector('[part=base]')?.textContent.trim().length ?? 0;
      el.remove();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    console.log(JSON.stringify({errors, rendered}));
    process.exit();`;
  const {stdout, stderr} = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {encoding: 'utf8'});
  assert.match(stdout, /^\{/, stderr);
  const {errors, rendered} = JSON.parse(stdout);
  assert.deepEqual(errors, [], stderr);
  for (const [name, length] of Object.entries(rendered)) assert.ok(length > 50, `${name}: ${length} characters`);
});
