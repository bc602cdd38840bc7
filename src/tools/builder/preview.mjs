/** Writes the page of the preview: the snippet in an empty page, with files from beside the builder. */

/** Address in the code of the preview, to be replaced by that of the files beside the builder. */
export const PREVIEW_BASE = 'https://preview.invalid/';

/** @param {string} text */
const escape = (text) => text.replace(/[&"<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Lines that load files. Their replacements in the preview also work from a disk, and in a frame of another origin. */
const LOADING =
  /^<link rel="modulepreload"[^>]*>\n|^<script (?!type="application)[^>]*(?:><\/script>|>\n[^]*?<\/script>)\n/gm;

/** The script for a form. Classic ones: a module would need a server, and its permission. @param {string} form @param {string} html */
function scriptOf(form, html) {
  if (!html.includes('<script')) return '';
  if (form === 'frame') return 'frame-parent.js';
  return /<script type="module" src="[^"]*enhance\.js"/.test(html) ? 'enhance.js' : 'all.js';
}

/**
 * Writes the HTML for `srcdoc`.
 *
 * @param {Record<'html' | 'form' | 'files' | 'lang' | 'dir' | 'view' | 'title', string>} page `html`: the snippet, with
 *   {@link PREVIEW_BASE}; `files`: address of the folder with the files; `lang` of the page; `view`: one of VIEWS
 */
export function previewPage({html, form, files, lang, dir, view, title}) {
  const scheme = view === 'dark' ? 'dark' : 'light';
  const script = scriptOf(form, html);
  // The origin of the sandbox is opaque, so no host can allow it.
  const body = html
    .replace(LOADING, '')
    .replace(/ crossorigin(="[^"]*")?/g, '')
    .replaceAll(PREVIEW_BASE, escape(files));
  const scripts =
    view === 'noscript'
      ? ''
      : `<script src="${escape(files)}builder/preview.js"></script>${
          script ? `<script defer src="${escape(files)}${script}"></script>` : ''
        }`;
  // No addresses of its own: the sandbox has none to be relative to.
  return `<!doctype html><html lang="${escape(lang)}" dir="${escape(dir)}" data-scheme="${scheme}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
<title>${escape(title)}</title><link rel="stylesheet" href="${escape(files)}builder/preview.css">${scripts}</head>
<body>
${body}</body></html>`;
}
