/**
 * frame.html in dist/cdn: who to turn to, in every language, as plain words, which are there before frame.js has put a widget
 * in their place and whatever keeps it from doing so. No number: the page cannot know the country.
 */
import {createHash} from 'node:crypto';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

// The colors of the system are readable in light and dark; the widget brings its own.
const css =
  'body{margin:0;display:flow-root;font:max(16px,1em)/1.5 system-ui,sans-serif;overflow-wrap:anywhere}' +
  'section{padding:1px 1em;color:CanvasText;background:Canvas;border:1px solid}' +
  'section+section{margin-top:.5em}' +
  'a{color:inherit;padding-block:.8em}';

// Scripts from any server, but none in the page: in a sandboxed frame WebKit takes 'self' for the origin of the frame, which
// is none, so that nothing would match.
const policy =
  "default-src 'none'; script-src https: http:; " +
  `style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'; base-uri 'none'; form-action 'none'`;

const escape = (/** @type {string} */ text) =>
  text.replace(/[&<>"]/g, (found) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[found]);

/** A message as HTML. @param {any} message text, or a template of Lit with HTML in its places */
const words = (message) =>
  typeof message === 'string' ? escape(message) : String.raw({raw: message.strings}, ...message.values);

/**
 * @param {string} npm folder of the built modules
 * @returns {Promise<string>} the page
 */
export async function framePage(npm) {
  const from = (/** @type {string} */ file) => import(pathToFileURL(join(npm, file)).href);
  const [m, {withTemplates, directionOf}, {directory}] = await Promise.all(
    ['generated/messages/helpline-banner.js', 'core/localize.js', 'generated/regions/directory.js'].map(from),
  );
  const languages = readdirSync(join(npm, 'generated/locales'), {withFileTypes: true})
    .filter((entry) => entry.isDirectory())
    .map(({name}) => name)
    .sort();
  const link = `<a href="${escape(directory.url)}" target="_blank" rel="noopener noreferrer"><bdi lang="en">${escape(directory.name)}</bdi></a>`;
  const sections = ['en', ...languages].map(async (language) => {
    const templates =
      language === 'en' ? undefined : (await from(`generated/locales/${language}/helpline-banner.js`)).templates;
    return withTemplates(
      templates,
      () => `<section lang="${language}" dir="${directionOf(language)}">
<p>${words(m.emergencyLocal())}</p>
<p>${words(m.directory(link))}</p>
</section>`,
    );
  });
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escape(m.heading())}</title>
<link rel="modulepreload" href="recovery-widgets.js">
<script src="frame.js" defer></script>
<style>${css}</style>
</head>
<body>
<main>
${(await Promise.all(sections)).join('\n')}
</main>
</body>
</html>
`;
}
