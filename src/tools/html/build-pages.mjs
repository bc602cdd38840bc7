/**
 * Writes the style sheet of fallback content and the frame in dist/cdn. The frame says whom to turn to, in every language: before frame.js
 * replaces that with a widget, and if something prevents it. It has no phone number: the page cannot know the country.
 */
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {h} from 'hastscript';
import {isEnglishVariant} from '../locales/xliff.mjs';
import {root} from '../project.mjs';
import {fallbackCss} from './fallback-css.mjs';
import {importBuilt, loadTranslator, onLines, staticPage} from './static-page.mjs';

// System colors are readable in light and dark; the widget has its own.
const css =
  'body{margin:0;display:flow-root;font:max(16px,1em)/1.5 system-ui,sans-serif;overflow-wrap:anywhere}' +
  'section{padding:1px 1em;color:CanvasText;background:Canvas;border:1px solid}' +
  'section+section{margin-top:.5em}' +
  'a{color:inherit;padding-block:.8em}';

/** @returns {Promise<string>} the page */
async function framePage() {
  const [m, {directionOf, gap}, {directory}] = await Promise.all(
    ['generated/messages/helpline-banner.js', 'core/localize.js', 'generated/regions/directory.js'].map(importBuilt),
  );
  const {locales} = await importBuilt('generated/locales/helpline-banner.js');
  const languages = Object.keys(locales)
    // A variant of English would repeat it.
    .filter((name) => !isEnglishVariant(name))
    .sort();
  const link = h(
    'a',
    {href: directory.url, target: '_blank', rel: 'noopener noreferrer'},
    h('bdi', {lang: 'en'}, directory.name),
  );
  const sections = ['en', ...languages].map(async (lang) => {
    const translate = await loadTranslator(lang, ['helpline-banner']);
    const paragraphs = [
      translate(() => m.emergencyQuestion() + gap() + m.sosLocal()),
      translate(() => m.directory(link)),
    ];
    return h('section', {lang, dir: directionOf(lang)}, onLines(paragraphs.map((nodes) => h('p', nodes))));
  });
  return staticPage({
    lang: 'en',
    dir: 'ltr',
    title: m.heading(),
    css,
    // Any server, but nothing inline. Not 'self': in a sandboxed frame WebKit compares it with the frame’s opaque origin, which
    // matches nothing.
    scriptSource: 'https: http:',
    scripts: [
      h('link', {rel: 'modulepreload', href: 'recovery-widgets.js'}),
      h('script', {src: 'frame.js', defer: true}),
    ],
    main: await Promise.all(sections),
  });
}

const cdn = join(root, 'dist/cdn');
mkdirSync(cdn, {recursive: true});
writeFileSync(join(cdn, 'recovery-widgets.css'), fallbackCss());
writeFileSync(join(cdn, 'frame.html'), await framePage());
