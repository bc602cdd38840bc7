/** Parts of partners’ pages for the check: snippets as they are printed, and pages that do one thing to them. */
import {snippetFromArgs} from '../../src/tools/pages/snippet-args.mjs';

/** Folder of our files. */
export const BASE = 'https://cdn.example/widgets/1.0.0/';
/** Address of the partner’s page. */
export const PAGE = 'https://partner.example/';
/** Lines of a snippet that load the script. */
export const LOADER = `<script type="module" src="${BASE}recovery-widgets.js"></script>\n`;

/** Prints a snippet. @param {string} line arguments, each without spaces */
export const print = async (line) => (await snippetFromArgs([...line.split(' '), '--base', BASE])).html;

/** Writes a page. @param {string} body @param {{lang?: string, head?: string, region?: string}} [options] */
export const page = (body, {lang = 'en', head = '', region = ''} = {}) =>
  `<!doctype html>\n<html lang="${lang}"${region && ` data-recovery-region="${region}"`}>\n<head>\n<meta charset="utf-8">\n<title>Partner</title>\n${head}\n</head>\n<body>\n<h1>Partner</h1>\n${body}\n</body>\n</html>\n`;

/** Writes a Content Security Policy for the head of a page. @param {string} policy */
export const csp = (policy) => `<meta http-equiv="Content-Security-Policy" content="${policy}">`;

/** Replaces a part of a text. @param {string} text @param {string | RegExp} part @param {string} by @throws {Error} if it is not there */
export function swap(text, part, by) {
  const result = text.replace(part, by);
  if (result === text) throw new Error(`${part} is not in the page.`);
  return result;
}

/** Writes a page with another script in the snippet, or without one. @param {string} html @param {string} [script] */
export const withScript = (html, script = '') => page(swap(html, LOADER, script));

/** Prints the snippets that most pages are made of. */
export async function printSnippets() {
  const [div, spanish, tag, frame, finished, whole, linked, author] = await Promise.all(
    [
      'helpline-banner --region US --form div --code full',
      'helpline-banner --region US --lang es --form div --variant compact --code full',
      'helpline-banner --region US --code full',
      'helpline-banner --region US --form frame',
      'overdose-warning --region GB --form static',
      'helpline-banner --region US --form div --file all.js',
      'helpline-banner --region US --form div',
      'overdose-warning --region US --code author',
    ].map(print),
  );
  return {div, spanish, tag, frame, finished, whole, linked, author};
}
