/**
 * `check.js`: diagnoses the page it is loaded into. A bookmark or a line on the console loads it; it adds one dialog, which it
 * removes again, and changes nothing else. The command `recovery-widgets check` runs it without the dialog.
 */
import {WIDGET_NAMES} from '../embed/widget-names.js';
import {diagnose, type Finding, type Live} from './diagnose.js';
import {readFacts} from './page-reader.js';
import {readLive} from './live.js';
import {DIALOG, fill, TEXTS, type Values} from './texts.js';
import {documentTree} from './tree.js';

declare const __REGIONS__: string;
declare const __REGIONAL__: readonly string[];
declare const __VERSION__: string;
/** Findings and texts of the dialog by language, from the messages of the builder, such as `{es: {'finding.name': ['…', '…']}}`. */
declare const __TRANSLATIONS__: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export interface Checked {
  live: Live;
  findings: readonly Finding[];
}

/** Checks the page. */
export async function check(): Promise<Checked> {
  const live = await readLive();
  const findings = diagnose(
    readFacts(documentTree(document), WIDGET_NAMES),
    {widgets: WIDGET_NAMES, regional: __REGIONAL__, regions: __REGIONS__.split(' '), version: __VERSION__},
    live,
  );
  return {live, findings};
}

/** Address of this script, if it has one: the builder is beside it. */
const {src} = (document.currentScript as HTMLScriptElement | null) ?? {};

/** Link to the builder, which says where to click, in the language of the browser. */
function linkFor(cause: string): HTMLAnchorElement | undefined {
  if (!src) return undefined;
  const link = document.createElement('a');
  link.href = new URL(`builder/index.html#fix=${cause}`, src).href;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.textContent = dialogText('where');
  return link;
}

// Used once, because the build inlines all texts here.
const TRANSLATIONS = __TRANSLATIONS__;

/** Language of the browser, as far as there is one; English has no texts of its own. */
const [lang = 'en'] = navigator.languages.flatMap((tag) => {
  const [primary] = tag.split('-');
  return tag in TRANSLATIONS ? tag : primary === 'en' || primary in TRANSLATIONS ? primary : [];
});

const dialogText = (key: keyof typeof DIALOG): string => String(TRANSLATIONS[lang]?.[`dialog.${key}`] ?? DIALOG[key]);

type Line = [text: string, values?: Values];

/** Returns the lines of the dialog: the first finding. */
function linesFor(findings: readonly Finding[]): Line[] {
  const [first] = findings;
  if (!first) return [[dialogText('fine')]];
  const {key, values} = first.message;
  const texts = TRANSLATIONS[lang]?.[`finding.${key}`] ?? TEXTS[key];
  const rest = findings.length - 1;
  return [
    ...[...texts].map((text): Line => [text, values]),
    ...(rest ? [[dialogText('more'), {count: rest}] as Line] : []),
  ];
}

/** Creates a paragraph in which each text has its own base direction, and code that of code. */
function paragraphOf([text, values = {}]: Line): HTMLElement {
  const paragraph = document.createElement('p');
  paragraph.dir = 'auto';
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
function show({findings}: Checked): void {
  const [first] = findings;
  const lines = linesFor(findings);
  const texts = lines.map(([text, values = {}]) => fill(text, values));
  console.info([...texts, ...(first ? [`docs/check.md#${first.cause}`] : [])].join('\n'));
  const dialog = document.createElement('dialog');
  if (!dialog.showModal) {
    alert(texts.join('\n\n'));
    return;
  }
  dialog.lang = lang;
  dialog.dir = 'auto';
  dialog.setAttribute('aria-label', 'recovery-widgets');
  Object.assign(dialog.style, {maxWidth: '40em', font: '18px/1.5 system-ui', color: '#1b2733', background: '#fff'});
  const link = first && linkFor(first.cause);
  if (first && !link) lines.push([`docs/check.md#${first.cause}`]);
  dialog.append(...lines.map(paragraphOf));
  if (link) {
    const paragraph = document.createElement('p');
    paragraph.dir = 'auto';
    paragraph.append(link);
    dialog.append(paragraph);
  }
  const button = document.createElement('button');
  button.textContent = dialogText('close');
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

const page = globalThis as {recoveryWidgetsCheck?: unknown};
if (page.recoveryWidgetsCheck === 'quiet') page.recoveryWidgetsCheck = check;
else void check().then(show);
