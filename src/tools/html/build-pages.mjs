/**
 * Writes the style sheet of fallback content and the frame in dist/cdn. The frame says whom to turn to, in every language: before frame.js
 * replaces that with a widget, and if something prevents it. Languages of the core tier are folded away under their names, so that the list
 * is no taller than most frames. It has no phone number: the page cannot know the country.
 */
import {join} from 'node:path';
import {h} from 'hastscript';
import {isCoreTier} from '../content/tiers.mjs';
import {isEnglishVariant} from '../locales/xliff.mjs';
import {root} from '../project.mjs';
import {fallbackCss} from './fallback-css.mjs';
import {importBuilt, loadTranslator, onLines, staticPage} from './static-page.mjs';
import {write} from '../write-changed.mjs';

// System colors are readable in light and dark; the widget has its own.
const css =
  'body{margin:0;display:flow-root;font:max(16px,1em)/1.5 system-ui,sans-serif;overflow-wrap:anywhere}' +
  'section{padding:1px 1em}section,summary{color:CanvasText;background:Canvas;border:1px solid}' +
  'section+*,summary+section{margin-top:.5em}' +
  'a{color:inherit;padding-block:.8em}' +
  'summary{padding:.8em 1em}' +
  'summary bdi{white-space:nowrap}' +
  ':lang(ko){word-break:keep-all}';

/** @returns {Promise<string>} the page */
async function framePage() {
  const m = await importBuilt('generated/messages/helpline-banner.js');
  const {directionOf, gap} = await importBuilt('core/localize.js');
  const {directory} = await importBuilt('generated/regions/directory.js');
  const {locales} = await importBuilt('generated/locales/helpline-banner.js');
  const {LANGUAGE_NAMES} = await importBuilt('generated/language-names.js');
  const languages = Object.keys(locales)
    // A variant of English would repeat it.
    .filter((name) => !isEnglishVariant(name))
    .sort();
  const target = {href: directory.url, target: '_blank', rel: 'noopener noreferrer'};
  const link = h('a', target, h('bdi', {lang: 'en'}, directory.name));
  const sectionIn = async (/** @type {string} */ lang) => {
    const translate = await loadTranslator(lang, ['helpline-banner']);
    const call = translate(() => m.emergencyQuestion() + gap() + m.sosLocal());
    const elsewhere = translate(() => m.directory(link));
    return h('section', {lang, dir: directionOf(lang)}, onLines([h('p', call), h('p', elsewhere)]));
  };
  const [folded, open] = [true, false].map((isCore) => languages.filter((lang) => isCoreTier(lang) === isCore));
  const sections = await Promise.all(['en', ...open].map(sectionIn));
  const names = folded.flatMap((lang, at) => [at ? ' · ' : '', h('bdi', {lang}, LANGUAGE_NAMES[lang])]);
  const others = h('details', h('summary', names), await Promise.all(folded.map(sectionIn)));
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
    main: folded.length ? [...sections, others] : sections,
  });
}

write(join(root, 'dist/cdn/recovery-widgets.css'), fallbackCss());
write(join(root, 'dist/cdn/frame.html'), await framePage());
