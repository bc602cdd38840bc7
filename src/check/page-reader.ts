/** Extracts the facts about widgets from a page. */
import {normalizeCode} from '../core/normalize.js';
import {parseWidgetName} from '../entries/embed/parse-widget-name.js';
import type {Facts} from './facts.js';
import {SCRIPT_ATTRIBUTES, SOURCES} from './script-attributes.js';
import type {Tree} from './tree.js';

/** Files that a script tag may name. `all.js` is a common name: it is ours only beside another sign of us. */
const FILE = /(?:^|\/)((?:recovery-widgets(?:\.classic)?|enhance|frame-parent|all)\.js)(?:[?#]|$)/;

/** Quotation marks that do not delimit values in HTML. */
const CURLY = /^[\u2018-\u201f\u2032\u2033\u00ab\u00bb]/;

function absolute(src: string, base: string): string {
  try {
    return new URL(src, base || undefined).href;
  } catch {
    return src;
  }
}

/** Maximum number of ancestors to search. No page nests deeper, but hostile source may. */
const MAX_DEPTH = 200;

/** Yields an element and its ancestors. */
function* ancestorsOf<N>(tree: Tree<N>, node: N | undefined): Generator<N> {
  let depth = 0;
  for (let each = node; each !== undefined && depth++ < MAX_DEPTH; each = tree.parent(each)) yield each;
}

/** Returns the value of an attribute on the closest inclusive ancestor. */
function closestAttributeValue<N>(tree: Tree<N>, node: N | undefined, name: string): string {
  for (const each of ancestorsOf(tree, node)) {
    const value = tree.attribute(each, name);
    if (value) return value;
  }
  return '';
}

const rankOf = (tag: string): number => Number(/^h([1-6])$/.exec(tag)?.[1] ?? 0);

/** Elements whose text is about code. */
const isAboutCode = (tag: string): boolean => /^(pre|code|textarea|xmp|samp|kbd)$/.test(tag);

function isInside<N>(tree: Tree<N>, node: N, test: (tag: string) => boolean): boolean {
  for (const each of ancestorsOf(tree, node)) if (test(tree.tag(each))) return true;
  return false;
}

/** Attributes of a widget that the check reads. */
const WIDGET_ATTRIBUTES = ['heading-level', 'theme', 'variant', 'phone', 'phone-name', 'operator', 'hours'];

/** Style sheets that an optimizer has merged: ours may be among them. */
const MERGED_CSS = /autoptimize|\/cache\/|litespeed|\/min\/|combined|jb_static|siteground-optimizer|[0-9a-f]{32}/i;

/** Style of the first block of author code, as KSES and browsers write it. */
const AUTHOR_STYLE = /^\s*padding:\s*12px 16px;\s*border:\s*2px solid/;

const OUR_CODE =
  /<\s*(?:div|span|section)[^<>]*data-recovery-widget|<\s*recovery-[a-z-]+[\s>]|<\s*script[^<>]*recovery-widgets/i;
const OUR_CSS = /recovery-[a-z-]+\s*\{\s*display:\s*flow-root|--_rw-in\s*:/;

/** Maximum number of widgets to read. No page has more, but hostile source may. */
const MAX_USES = 300;

/** Reads elements in document order, as those before a widget matter. */
class PageReader<N> {
  readonly facts: Facts;
  #baseUrl: string;
  /** The page’s own style sheets so far, and the addresses of others. */
  #styles = '';
  #heading = 0;

  constructor(
    private tree: Tree<N>,
    private names: readonly string[],
  ) {
    const {elements, tag, url} = tree;
    const root = elements.find((node) => tag(node) === 'html');
    const base = elements.find((node) => tag(node) === 'base' && tree.attribute(node, 'href'));
    this.#baseUrl = base ? absolute(tree.attribute(base, 'href')!, url) : url;
    this.facts = {
      url,
      lang: (root && tree.attribute(root, 'lang')) || '',
      scripts: [],
      inline: [],
      others: [],
      uses: [],
      frames: [],
      policies: [],
      showsCode: false,
      explainsCode: false,
      showsCss: false,
      colors: {},
      sheets: [],
    };
  }

  #attribute(node: N, name: string): string {
    return this.tree.attribute(node, name) ?? '';
  }

  read(node: N, index: number): void {
    const tag = this.tree.tag(node);
    this.#readColors(this.#attribute(node, 'style'));
    if (tag === 'script') this.#readScript(node);
    else if (tag === 'style') this.#readStyle(this.tree.code(node));
    else if (tag === 'link') this.#readLink(node);
    else if (tag === 'iframe') this.#readFrame(node);
    else if (tag === 'body') this.#readVisible(node);
    else if (tag === 'meta' && /^content-security-policy$/i.test(this.#attribute(node, 'http-equiv')))
      this.facts.policies.push(this.#attribute(node, 'content'));

    const rawName = this.tree.attribute(node, 'data-recovery-widget');
    const isTag = tag.startsWith('recovery-') && this.names.includes(tag.slice('recovery-'.length));
    const rank = rankOf(tag);
    if (rawName === null && !isTag && !rank) return;
    // The script has put the tag into the placeholder.
    if (this.#hasPlaceAround(node) || isInside(this.tree, node, isAboutCode)) return;
    if (rank) this.#heading = rank;
    else if (this.facts.uses.length < MAX_USES) this.#readUse(node, index, rawName ?? tag, isTag);
  }

  #hasPlaceAround(node: N): boolean {
    const {tree} = this;
    for (const each of ancestorsOf(tree, tree.parent(node)))
      if (tree.attribute(each, 'data-recovery-widget') !== null || tree.tag(each).startsWith('recovery-')) return true;
    return false;
  }

  #readColors(css: string): void {
    for (const [, name, value] of css.matchAll(/--recovery-color-([a-z-]+)\s*:\s*([^;}]+)/g))
      this.facts.colors[name] = value.trim();
  }

  #readStyle(css: string): void {
    this.#styles += ` ${css} `;
    this.#readColors(css);
    for (const use of this.facts.uses) if (use.style === 'none' && this.#hasStyle(use.name)) use.style = 'after';
  }

  #hasStyle(name: string | undefined): boolean {
    return (
      /recovery-widgets\.css/.test(this.#styles) ||
      MERGED_CSS.test(this.#styles) ||
      (!!name && new RegExp(`recovery-${name}\\b|data-recovery-widget=["']?${name}\\b`).test(this.#styles))
    );
  }

  #readLink(node: N): void {
    if (!/\bstylesheet\b/i.test(this.#attribute(node, 'rel'))) return;
    const href = this.#attribute(node, 'href');
    if (/recovery-widgets\.css|^data:text\/css,recovery-/.test(href))
      this.facts.sheets.push(absolute(href, this.#baseUrl));
    this.#readStyle(safeDecode(href));
  }

  #readScript(node: N): void {
    const attributes = Object.fromEntries(
      SCRIPT_ATTRIBUTES.flatMap((name) => {
        const value = this.tree.attribute(node, name);
        return value === null ? [] : [[name, value]];
      }),
    );
    const type = (attributes.type ?? '').trim().toLowerCase();
    const src = SOURCES.map((name) => attributes[name]).find(Boolean) ?? '';
    const url = src && absolute(src, this.#baseUrl);
    const [, file = ''] = FILE.exec(src) ?? [];
    const isOurs = file && (file !== 'all.js' || /recovery|widgets/.test(url) || !!attributes.integrity);
    if (isOurs) this.facts.scripts.push({src, url, file, type, attributes});
    else if (src) this.facts.others.push(url);
    else this.facts.inline.push({code: this.tree.code(node), type, nonce: attributes.nonce ?? ''});
  }

  #readFrame(node: N): void {
    const src = this.#attribute(node, 'src');
    if (!/\/frame\.html\?(.*&)?widget=/.test(src)) return;
    const height =
      /^\d+/.exec(this.#attribute(node, 'height'))?.[0] ??
      /[^-]height:\s*(\d+)px/.exec(` ${this.#attribute(node, 'style')}`)?.[1];
    this.facts.frames.push({
      src: absolute(src, this.#baseUrl),
      parameters: Object.fromEntries(new URLSearchParams(src.slice(src.indexOf('?') + 1))),
      sandbox: this.tree.attribute(node, 'sandbox')?.toLowerCase().split(/\s+/).filter(Boolean),
      height: Number(height ?? 0),
    });
  }

  #readUse(node: N, index: number, rawName: string, isTag: boolean): void {
    const {tree} = this;
    const name = parseWidgetName(rawName, this.names);
    const valueOf = (each: string) => tree.attribute(node, `data-${each}`) ?? tree.attribute(node, each);
    const {inside, after} = this.#contentOf(node, index);
    const links = inside.filter((each) => tree.tag(each) === 'a');
    const hrefOf = (each: N) => this.#attribute(each, 'href').trim();
    const content = tree.text(node).trim();
    const parent = tree.parent(node);
    const isInParagraph = isTag && !content && parent !== undefined && tree.tag(parent) === 'p';
    this.facts.uses.push({
      form: isTag ? 'tag' : 'div',
      rawName,
      name,
      attributes: Object.fromEntries(
        WIDGET_ATTRIBUTES.flatMap((each) => {
          const value = valueOf(each);
          return value === null ? [] : [[each, value]];
        }),
      ),
      region: normalizeCode(
        valueOf('region') || closestAttributeValue(tree, tree.parent(node), 'data-recovery-region'),
      ),
      content,
      links: links.flatMap((each) => {
        const [, digits] = /^(?:tel|sms):([^?;]+)/i.exec(hrefOf(each)) ?? [];
        return digits ? [{digits: safeDecode(digits).replace(/[^\d+]/g, ''), text: tree.text(each).trim()}] : [];
      }),
      deadLinks: links
        .filter((each) => !/^(https?:|tel:|sms:|mailto:|[#/.])/i.test(hrefOf(each)))
        .map((each) => tree.text(each).trim()),
      heading: inside.map((each) => rankOf(tree.tag(each))).find(Boolean) ?? 0,
      headingBefore: this.#heading,
      isStatic: tree.attribute(node, 'data-recovery-finished') !== null,
      isForAuthors: inside.some((each) => AUTHOR_STYLE.test(this.#attribute(each, 'style'))),
      isByPlugin: tree.attribute(node, 'data-recovery-fallback') !== null,
      hasCurlyQuotes: links.some((each) => CURLY.test(hrefOf(each))),
      isClosed: tree.isClosed(node),
      isContentOutside: isInParagraph && after.some((each) => /^(tel|sms):/.test(hrefOf(each))),
      style: this.#hasStyle(name) || this.#isShort(inside, after) ? 'before' : 'none',
    });
  }

  /** Returns whether elements in and after a widget are those of short code, whose style sheet follows the text and stops the parser. */
  #isShort(inside: readonly N[], [next]: readonly N[]): boolean {
    const {tag} = this.tree;
    return (
      inside.every((each) => /^(a|bdi|br|p|recovery-.+)$/.test(tag(each))) &&
      !!next &&
      tag(next) === 'link' &&
      /recovery-widgets\.css/.test(this.#attribute(next, 'href'))
    );
  }

  /** Returns the elements inside an element, and some after it. */
  #contentOf(node: N, index: number): {inside: readonly N[]; after: readonly N[]} {
    const {elements, parent} = this.tree;
    const within = new Set<N | undefined>([node]);
    let end = index + 1;
    for (; end < elements.length && within.has(parent(elements[end])); end++) within.add(elements[end]);
    return {inside: elements.slice(index + 1, end), after: elements.slice(end, end + 60)};
  }

  #readVisible(body: N): void {
    const {elements, tag, text} = this.tree;
    const all = text(body);
    // Pages that explain how to embed a widget show code on purpose.
    const examples = elements.filter((node) => isAboutCode(tag(node))).map(text);
    const visible = examples.reduce((rest, example) => (example ? rest.replace(example, '') : rest), all);
    this.facts.showsCode = OUR_CODE.test(visible);
    this.facts.explainsCode = !this.facts.showsCode && OUR_CODE.test(all);
    this.facts.showsCss = OUR_CSS.test(visible);
  }
}

/** Reads a page. `names` are those of all widgets. */
export function readFacts<N>(tree: Tree<N>, names: readonly string[]): Facts {
  const reader = new PageReader(tree, names);
  tree.elements.forEach((node, index) => reader.read(node, index));
  return reader.facts;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
