/**
 * `check.js`: diagnoses the page it is loaded into. A bookmark or a line on the console loads it; it adds one dialog, which it
 * removes again, and changes nothing else.
 */
import {WIDGET_NAMES} from '../entries/embed/widget-names.js';
import {diagnose, type Finding} from './diagnose.js';
import {readFacts} from './page-reader.js';
import {readLive} from './live.js';
import {AROUND, fill, TEXTS, type Translation, type Values} from './texts.js';
import {documentTree} from './tree.js';

declare const __REGIONS__: string;
declare const __REGIONAL__: readonly string[];
declare const __VERSION__: string;
/** By language. */
declare const __TRANSLATIONS__: Readonly<Record<string, Translation>>;

/** The hosted folder from whose version this script comes: it has the guides. */
const [, folder] =
  /^(https?:.+\/)\d+(?:\.\d+){0,2}\/check\.js/.exec((document.currentScript as HTMLScriptElement | null)?.src ?? '') ??
  [];

/** Checks the page. */
async function check(): Promise<readonly Finding[]> {
  const facts = readFacts(documentTree(document), WIDGET_NAMES);
  return diagnose(
    facts,
    {widgets: WIDGET_NAMES, regional: __REGIONAL__, regions: __REGIONS__.split(' '), version: __VERSION__},
    await readLive(facts.others),
  );
}

// Used once, because the build inlines all texts here.
const TRANSLATIONS = __TRANSLATIONS__;

/** Language of the browser, as far as there is one; English has no texts of its own. */
const [lang = 'en'] = navigator.languages.flatMap((tag) => {
  const [primary] = tag.split('-');
  return tag in TRANSLATIONS ? tag : primary === 'en' || primary in TRANSLATIONS ? primary : [];
});

const textAround = (key: keyof typeof AROUND): string => TRANSLATIONS[lang]?.around?.[key] ?? AROUND[key];

type Line = [text: string, values?: Values];

/** Returns the lines of the dialog: the first finding. */
function linesFor(findings: readonly Finding[]): Line[] {
  const [first] = findings;
  if (!first) return [[textAround('fine')]];
  const {key, values} = first.message;
  const [problem, remedy] = TRANSLATIONS[lang]?.findings[key] ?? TEXTS[key];
  const rest = findings.length - 1;
  return [
    [problem, values],
    [first.isByPlugin ? textAround('plugin') : remedy, values],
    ...(rest ? [[textAround('more'), {count: rest}] as Line] : []),
    [`${folder ? `${folder}guides/check.html` : 'docs/check.md'}#${first.cause}`],
  ];
}

/** Creates a paragraph in which each text has its own base direction, and code that of code; an address is a link. */
function paragraphOf([text, values = {}]: Line): HTMLElement {
  const paragraph = document.createElement('p');
  paragraph.dir = 'auto';
  if (/^https?:/.test(text)) {
    const link = document.createElement('a');
    Object.assign(link, {href: text, textContent: text, target: '_blank', rel: 'noopener'});
    paragraph.append(link);
    return paragraph;
  }
  for (const part of text.split(/(`[^`]*`|\{\w+\})/)) {
    const isCode = part.startsWith('`');
    if (!isCode && !part.startsWith('{')) paragraph.append(part);
    else {
      const element = document.createElement(isCode ? 'code' : 'bdi');
      if (isCode) element.dir = 'ltr';
      element.style.overflowWrap = 'anywhere';
      element.textContent = fill(part, values);
      paragraph.append(element);
    }
  }
  return paragraph;
}

/** Shows the first finding. Styles are set by script, which a strict page allows. */
function show(findings: readonly Finding[]): void {
  const lines = linesFor(findings);
  const texts = lines.map(([text, values = {}]) => fill(text, values));
  console.info(texts.join('\n'));
  const dialog = document.createElement('dialog');
  if (!dialog.showModal) {
    alert(texts.join('\n\n'));
    return;
  }
  dialog.lang = lang;
  dialog.dir = 'auto';
  dialog.setAttribute('aria-label', 'recovery-widgets');
  Object.assign(dialog.style, {maxWidth: '40em', font: '18px/1.5 system-ui', color: '#1b2733', background: '#fff'});
  dialog.append(...lines.map(paragraphOf));
  const button = document.createElement('button');
  button.textContent = textAround('close');
  button.onclick = () => {
    dialog.close();
    // `close` fires with the next frame, which a background page may not have.
    dialog.remove();
  };
  dialog.onclose = () => dialog.remove();
  dialog.append(button);
  document.body.append(dialog);
  dialog.showModal();
}

void check().then(show);
