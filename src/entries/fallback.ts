/**
 * Adapts the fallback content of a widget, which is in files of this package, to the attributes of its tag. Text in, text out: for
 * servers, builds and pages alike. See docs/frameworks.md for reading the files in each framework.
 */
import {displayHost} from '../core/display-host.js';
import {trimQuotes} from '../core/normalize.js';
import {QUESTIONS, type QuestionName} from '../widgets/faq/questions.js';
import {localLine} from '../widgets/helpline-banner/local-line.js';
import {DEFAULT_URL, parseExitUrl} from '../widgets/quick-exit/leave.js';

/** Attributes that change the fallback content and are not part of a file name, by their HTML names. */
export interface FallbackAttributes {
  /** Level of the first heading, 1 to 6. Default: 2. */
  'heading-level'?: string | number | null | undefined;
  /** Name of the question of `recovery-faq` that is open at first. */
  open?: string | null | undefined;
  /** Page that `recovery-quick-exit` opens. */
  href?: string | null | undefined;
  /** The page’s local line, in `helpline-banner.local.html` and `helpline-banner.compact.local.html`. */
  phone?: string | null | undefined;
  'phone-name'?: string | null | undefined;
  operator?: string | null | undefined;
  hours?: string | null | undefined;
  /** All others are ignored, so that all attributes of the tag may be passed. */
  [attribute: string]: unknown;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc]/;

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\u00a0', '&nbsp;');
const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('\u00a0', '&nbsp;');

const fail = (message: string): never => {
  throw new TypeError(`recovery-widgets/fallback.js: ${message}`);
};

function withHeadingLevel(html: string, value: unknown): string {
  const level = Number(value);
  if (!/^[1-6]$/.test(String(value))) fail(`invalid value "${String(value)}" for “heading-level”. Allowed: 1 to 6.`);
  const first = Number(/<h([1-6])>/.exec(html)?.[1] ?? level);
  return html.replace(/(<\/?h)([1-6])>/g, (_, tag, own) => `${tag}${Math.min(Number(own) + level - first, 6)}>`);
}

function withOpenQuestion(html: string, name: string): string {
  if (name === 'none') return html;
  const index = QUESTIONS.indexOf(name as QuestionName);
  if (index < 0) fail(`invalid value "${name}" for “open”. Allowed: none, ${QUESTIONS.join(', ')}.`);
  let count = 0;
  return html.replace(/^( *)<details>$/gm, (tag, indent) => (count++ === index ? `${indent}<details open>` : tag));
}

function withExitPage(html: string, href: string): string {
  const url =
    parseExitUrl(trimQuotes(href)) ??
    fail(`invalid value "${href}" for “href”. Allowed: an address that begins with https://.`);
  return html.replace(/"(https:[^"]*)"|([\w-]+\.)+[a-z]+/g, (found, address: string | undefined) =>
    address === DEFAULT_URL
      ? `"${escapeAttribute(url)}"`
      : found === displayHost(DEFAULT_URL)
        ? displayHost(url)
        : found,
  );
}

/** Fills in the page’s local line. Its texts may run in the other direction, and may contain anything. */
function withLocalLine(html: string, {phone, operator, hours, 'phone-name': phoneName}: FallbackAttributes): string {
  const host = {localName: 'recovery-helpline-banner', phone, phoneName, operator, hours};
  const line =
    localLine(host as unknown as Parameters<typeof localLine>[0], '') ??
    fail('a local line requires “phone”, a number that can be dialed, and “operator”, the name of who runs it.');
  const values: Record<string, string> = {
    tel: line.tel!.slice('tel:'.length),
    phone: line.number!,
    'phone-name': line.name,
    operator: line.operator,
    hours: line.hours,
  };
  const timed = line.hours ? html : html.replace(/ *<p>[^\n]*\{hours\}[^\n]*<\/p>\n/, '');
  const filled = line.operator ? timed : timed.replace(/ *<p>[^\n]*\{operator\}[^\n]*\n/, '');
  // In one pass: the texts may contain marks, too.
  return filled.replace(
    /"([^"]*)"|(<bdi[^>]*>\u200e?)?\{([\w-]+)\}/g,
    (_, attribute: string | undefined, isolation: string | undefined, name: string) => {
      if (attribute !== undefined)
        return `"${attribute.replace(/\{([\w-]+)\}/g, (_mark, mark: string) => escapeAttribute(values[mark]))}"`;
      const text = escapeText(values[name]);
      return isolation || !RIGHT_TO_LEFT.test(text) ? `${isolation ?? ''}${text}` : `<bdi>${text}</bdi>`;
    },
  );
}

/**
 * Returns the fallback content of a widget with these attributes.
 *
 * @param html of a file below `recovery-widgets/fallback/`, unchanged
 * @param attributes of the tag
 * @throws {TypeError} for a value that the widget would not understand
 */
export function adaptFallback(html: string, attributes: FallbackAttributes = {}): string {
  // Bundlers without a loader for the file return its URL, or an object.
  if (typeof html !== 'string' || !html.includes('<'))
    fail('the first argument must be the content of a file of fallback HTML.');
  const {'heading-level': level, open, href, phone} = attributes;
  let result = html;
  if (level != null) result = withHeadingLevel(result, level);
  if (open != null) result = withOpenQuestion(result, open);
  if (href != null) result = withExitPage(result, href);
  if (phone != null || /\{phone\}/.test(html)) {
    if (!/\{phone\}/.test(html)) fail('a local line requires the file whose name ends in .local.html.');
    result = withLocalLine(result, attributes);
  }
  return result;
}
