/**
 * `check.js`: says what is wrong with the page it is loaded into. A bookmark or a line on the console loads it; it changes nothing but
 * for one dialog, which it removes again. The command `recovery-widgets check` runs it without the dialog.
 */
import {WIDGET_NAMES} from '../embed/widget-names.js';
import {diagnose, type Finding, type Live} from './diagnose.js';
import {readFacts} from './facts.js';
import {readLive} from './live.js';
import {documentTree} from './tree.js';

declare const __REGIONS__: string;
declare const __REGIONAL__: readonly string[];
declare const __VERSION__: string;

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
  link.textContent = 'Where to click';
  return link;
}

/** Shows the first finding. Styles are set by script, which a strict page allows. */
function show({findings}: Checked): void {
  const [first] = findings;
  const lines = first
    ? [first.problem, first.remedy, `docs/check.md#${first.cause}`]
    : ['The widgets of this page work, as far as this check can see.'];
  const rest = findings.length - 1;
  if (rest > 0) lines.push(`${rest} more after that: check again.`);
  const text = lines.join('\n');
  console.info(text);
  const dialog = document.createElement('dialog');
  if (!dialog.showModal) {
    alert(lines.join('\n\n'));
    return;
  }
  dialog.setAttribute('aria-label', 'recovery-widgets');
  Object.assign(dialog.style, {maxWidth: '40em', font: '18px/1.5 system-ui', color: '#1b2733', background: '#fff'});
  for (const line of lines) {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    dialog.append(paragraph);
  }
  const link = first && linkFor(first.cause);
  if (link) {
    const paragraph = document.createElement('p');
    paragraph.append(link);
    dialog.append(paragraph);
  }
  const button = document.createElement('button');
  button.textContent = 'Close';
  button.onclick = () => {
    dialog.close();
    // Its event comes with the next frame, which a page in the background may not have.
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
