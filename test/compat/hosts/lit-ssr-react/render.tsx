import '@lit-labs/ssr-react/enable-lit-ssr.js';
import {mkdirSync, writeFileSync} from 'node:fs';
import {renderToString} from 'react-dom/server';
import 'recovery-widgets/define.js';
import 'recovery-widgets/server.js';
import {Page} from './Page';

// Without fallback content: `ssr-react` cannot render a widget together with `dangerouslySetInnerHTML`.
mkdirSync('dist', {recursive: true});
writeFileSync(
  'dist/index.html',
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Support</title><link rel="icon" href="data:,"><link rel="stylesheet" href="./main.css"><script type="module" src="./main.js"></script></head><body><div id="root">${renderToString(<Page />)}</div></body></html>`,
);
