/** Parts of partners’ pages for the check: a snippet as it is printed, in a page that does one thing to it. */
import {hashContent} from '../../../src/tools/html/snippet-version.mjs';
import {snippetFromArgs} from '../../../src/tools/pages/snippet-args.mjs';
import {withOtherNumber} from '../helplines.mjs';

/** Folder of our files. */
export const BASE = 'https://cdn.example/widgets/1.0.0/';
/** Address of the partner’s page. */
export const PAGE = 'https://partner.example/';
/** Lines of a snippet that load the script. */
export const LOADER = `<script type="module" src="${BASE}recovery-widgets.js"></script>\n`;

/**
 * @typedef {object} Host
 * @property {string} name
 * @property {string} [cause] the first finding; undefined for a sound page
 * @property {'source' | 'browser'} way of seeing it: by the source alone, or in a browser
 * @property {string} html
 * @property {Record<string, string>} [headers] of the page
 * @property {(path: string) => 'fail' | {type?: string, cors?: false, body?: string} | undefined} [answer] how the host of our files
 *   answers for a path below its folder
 *
 * @typedef {Awaited<ReturnType<typeof printSnippets>>} Snippets
 */

/** Prints a snippet. @param {string} line arguments, each without spaces */
export const print = async (line) => (await snippetFromArgs([...line.split(' '), '--base', BASE])).html;

/** Writes a page. @param {string} body @param {{lang?: string, head?: string, region?: string}} [options] */
export const page = (body, {lang = 'en', head = '', region = ''} = {}) =>
  `<!doctype html>\n<html lang="${lang}"${region && ` data-recovery-region="${region}"`}>\n<head>\n<meta charset="utf-8">\n<title>Partner</title>\n${head}\n</head>\n<body>\n<h1>Partner</h1>\n${body}\n</body>\n</html>\n`;

/** Writes a Content Security Policy for the head of a page. @param {string} policy */
export const csp = (policy) => `<meta http-equiv="Content-Security-Policy" content="${policy}">`;

/** Writes markup as text. @param {string} html */
export const escapeMarkup = (html) => html.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * Replaces a part of a text.
 *
 * @param {string} text
 * @param {string | RegExp} part
 * @param {string} by
 * @throws {Error} if the part is not there
 */
export function swap(text, part, by) {
  const result = text.replace(part, by);
  if (result === text) throw new Error(`${part} is not in the page.`);
  return result;
}

/** Removes the script from a snippet. @param {string} html */
export const removeLoader = (html) => swap(html, LOADER, '');

/** Writes a page with another script in the snippet. @param {string} html @param {string} script */
export const replaceLoader = (html, script) => page(swap(html, LOADER, script));

/** Makes fallback content that of an older release. @param {string} html */
function makeOlder(html) {
  const old = withOtherNumber(html);
  const fallback = /<div data-recovery-widget[^>]*>([^]*?)<\/div>\n<script/.exec(old)?.[1] ?? '';
  return old.replace(
    /data-recovery-version="[^"]*"/,
    `data-recovery-version="0.0.9+2026-01-01.${hashContent(fallback)}"`,
  );
}

/** Prints the snippets that the pages are made of. */
export async function printSnippets() {
  const [div, spanish, tag, frame, finished, whole, warning, linked, arabic] = await Promise.all(
    [
      'helpline-banner --region US --form div',
      'helpline-banner --region US --lang es --form div --variant compact',
      'helpline-banner --region US',
      'helpline-banner --region US --form frame',
      'overdose-warning --region GB --form static',
      'helpline-banner --region US --form div --file all.js --link-style',
      'overdose-warning --region GB --form div',
      'helpline-banner --region US --form div --link-style',
      'faq --region CA-ON --lang ar --form div',
    ].map(print),
  );
  return {div, spanish, tag, frame, finished, whole, warning, linked, arabic, older: makeOlder(div)};
}
