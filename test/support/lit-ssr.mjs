/** Renders tags of the package in a server’s process with `@lit-labs/ssr`, as a site does that has enabled Lit SSR. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {root} from '../../src/tools/project.mjs';
import {callLink} from './helplines.mjs';

const FALLBACK = `<p>Words of the page: ${callLink()}</p>`;

/**
 * Renders tags, one after another, in one process.
 *
 * @param {string[]} tags start tags, with attributes
 * @param {{isReady?: boolean}} [options] whether everything is loaded beforehand
 * @returns {{html: string, inside: string, outside: string}[]} whole, content of the shadow root, and of the tag
 */
export function renderWithLit(tags, {isReady = true} = {}) {
  const code = `
    import {render} from '@lit-labs/ssr';
    import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
    import {html} from 'lit';
    import {unsafeHTML} from 'lit/directives/unsafe-html.js';
    ${isReady ? "import './dist/npm/entries/server.js';" : ''}
    import './dist/npm/entries/define.js';
    const results = [];
    for (const tag of ${JSON.stringify(tags)}) {
      // Lit SSR renders custom elements in templates only, so each tag is one.
      const strings = Object.assign([tag + ${JSON.stringify(FALLBACK)} + '</' + /^<(\\S+)/.exec(tag)[1].replace('>', '') + '>'], {raw: ['']});
      results.push(await collectResult(render(html(strings))));
    }
    console.log(JSON.stringify(results));`;
  const {stdout, stderr} = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
  assert.equal(stderr, '');
  return JSON.parse(stdout).map((/** @type {string} */ html) => {
    const [, inside = '', outside = ''] = /<template shadowroot="open"[^>]*>([^]*)<\/template>([^]*)$/.exec(html) ?? [];
    return {html, inside: inside.replace(/<style>[^]*?<\/style>/, ''), outside};
  });
}
