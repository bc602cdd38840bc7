import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {render} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
import {html} from 'lit';
import 'recovery-widgets/define.js';
import 'recovery-widgets/server.js';

// Lit SSR renders templates, so the body of the page is one.
const [head, body] = readFileSync('index.html', 'utf8').split('<body>');
const template = html(Object.assign([body], {raw: [body]}));
mkdirSync('dist', {recursive: true});
writeFileSync('dist/index.html', `${head}<body>${await collectResult(render(template))}`);
