/** Rules for what the platform has of the stories (tree.py), and so for what any screen reader gets, whatever it makes of it. */
import {join} from 'node:path';
import {startDevServer} from '../../src/tools/dev/server.mjs';
import {languagesOf} from '../../src/tools/locales/xliff.mjs';
import {root} from '../../src/tools/project.mjs';

/** @typedef {{depth: number, role: string, name: string, states: string[], relations: string[], runs: [string, string][], children: Node[], story?: string}} Node */

/** Pages: language, whether folds are open, and languages of the banner and the warning alone; without them, all stories are there. */
const PAGES =
  `en open|en closed|es open|es closed|ar open|en open ${languagesOf(join(root, 'src/locales')).join(' ')}`.split('|');

/** Breaks each rule once: a rule that no longer finds its fault is one itself. */
const BROKEN = `<article aria-label="Broken"><button></button><p>First.<b>Next</b></p><fieldset><p>One</p></fieldset><p aria-label="Two"></p>
<ul><li>One</ul><p lang="ar">Some words</p><button aria-label="▸">More</button><p>٩١١</p><fieldset><button>More</button></fieldset><label>One</label> <input><p role="status">One</p></article>`;

/** Sentences, or words or a number after a stop, comma or colon, without a space. The capitals of “U.S.” have none, and Chinese has none after 。. */
const GLUED = [
  /([\p{Ll}\p{Lo}\p{M}\d)”»]|\p{Lu}(?!\.\p{Lu}\.))[.?!…؟۔][”»)]?[“«(]?[\p{Lu}\p{Lo}]/u,
  /[\p{L}”»]([,:;،؛]\p{L}|[.?!…؟۔,:;،؛]\d)|[\p{L}\d][.?!…,;:”»)]*[¿¡]/u,
];

/** Returns whether a text is glued. The signs around words that run the other way are no space. @param {string} text */
export const isGlued = (text) => GLUED.some((pattern) => pattern.test(text.replace(/[\u2066-\u2069]/g, '')));

const ownText = (/** @type {Node} */ {runs}) => runs.map(([text]) => text).join('');
const wordsOf = (/** @type {string} */ text) => text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** Returns the text of a node and all in it, a line for each block. @param {Node} node @returns {string} */
function textOf(node) {
  const children = node.children.values();
  return ownText(node).replace(/\uFFFC/g, () => {
    const {value: child} = children.next();
    const text = child ? textOf(child) : '';
    // These objects lie in the line of the text around them.
    return child && ['link', 'static', 'label', 'text'].includes(child.role) ? text : `\n${text}\n`;
  });
}

/** A fold is a group without a name, which Orca leaves out. @param {Node} node @returns {boolean} */
const isFold = ({children: [first]}) => !!first && (first.states.includes('EXPANDABLE') || isFold(first));

/** Letters that tell the script of a language; capitals, brands and addresses are Latin in any. @type {Record<string, RegExp>} */
const LETTERS = {
  Arab: /\p{Script=Arabic}/u,
  Cyrl: /\p{Script=Cyrillic}/u,
  Hans: /\p{Script=Han}/u,
  Hant: /\p{Script=Han}/u,
  Kore: /\p{Script=Hangul}/u,
  Latn: /[a-z]+ [a-z]+/i,
};

/** Returns whether a text is in another script than the platform has its language in. @param {[string, string]} run */
function isForeign([text, language]) {
  const own = language && LETTERS[new Intl.Locale(language).maximize().script ?? ''];
  return !own || Object.values(LETTERS).some((letters) => String(letters) !== String(own) && letters.test(text));
}

/** Rules; each returns whether a node breaks it. @type {Record<string, (node: Node) => unknown>} */
const RULES = {
  'has no name': ({role, name, states}) =>
    (role === 'image' || states.includes('FOCUSABLE')) && !name && !role.startsWith('document'),
  'has sentences without a space': (node) => isGlued(textOf(node)),
  'is a group without a name': (node) =>
    ['panel', 'landmark', 'tool bar', 'table'].includes(node.role) && !node.name && !isFold(node),
  'is empty': (node) =>
    ['paragraph', 'heading', 'list item', 'label', 'link'].includes(node.role) && !textOf(node).trim(),
  'is announced without need': ({role}) => ['status bar', 'alert', 'notification', 'separator'].includes(role),
  'is a list of one': ({role, children}) => role === 'list' && children.length < 2,
  // The local line of that story has words of the page’s own.
  'is in another language': ({runs, story}) => !story?.endsWith('LocalLine') && runs.some(isForeign),
  // Telephones have 0 to 9, and voices read them in any language.
  'has digits of another script': (node) => /(?![0-9])\p{Nd}/u.test(node.name + ownText(node)),
  'has a sign in its name': ({name, states}) => states.includes('FOCUSABLE') && /[▸◂▾▴•■→←]/.test(name),
  'has words that its name has not': (node) =>
    node.states.includes('FOCUSABLE') && !wordsOf(node.name).includes(wordsOf(textOf(node))),
  'is a fold without a state': ({role, children: [first]}) =>
    role === 'panel' && first?.role.endsWith('button') && !first.states.includes('EXPANDABLE'),
  'is a field without a label': ({role, relations}) =>
    ['check box', 'entry'].includes(role) && !relations.includes('labelled-by'),
};

/** Returns the faults in a tree, each with the stories that have it. @param {string} tree JSON lines */
function faultsIn(tree) {
  /** @type {Node[]} */
  const path = [];
  /** @type {Map<string, Set<string | undefined>>} */
  const faults = new Map();
  const nodes = tree
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      /** @type {Node} */
      const node = {...JSON.parse(line), children: []};
      path.length = node.depth;
      const parent = path.at(-1);
      parent?.children.push(node);
      node.story = node.role === 'article' ? node.name : parent?.story;
      path.push(node);
      return node;
    });
  if (!nodes.some(({story}) => story)) return ['There is no story.'];
  for (const node of nodes.filter(({story}) => story))
    for (const [rule, isBroken] of Object.entries(RULES))
      if (isBroken(node)) {
        const fault = `${rule}: ${node.role} ${JSON.stringify(node.name || textOf(node).trim().slice(0, 80))}`;
        faults.set(fault, (faults.get(fault) ?? new Set()).add(node.story));
      }
  return [...faults].map(([fault, stories]) => `${fault} in ${[...stories].join('; ')}`);
}

/** A page with stories, from the development server. @param {string} base @param {boolean} isOpen @param {string[]} languages */
const storiesPage = (base, isOpen, languages) => `<script type="module">
import * as files from '${base}/stories/index.ts';
import {render} from '${base}/node_modules/lit/index.js';
window.stories = (async () => {
  for (const lang of ${JSON.stringify(languages.length ? languages : [''])})
    for (const {default: meta, ...stories} of Object.values(files))
      for (const [name, {render: renderStory = meta.render, args, play}] of Object.entries(stories)) {
        if (lang && !(name === 'UnitedStates' && /banner|warning/.test(meta.title))) continue;
        const canvasElement = document.body.appendChild(document.createElement('article'));
        canvasElement.ariaLabel = [lang, meta.title, name].join(' ');
        render(renderStory({...meta.args, ...args, ...(lang && {lang})}), canvasElement);
        await play?.({canvasElement});
      }
  for (const widget of document.querySelectorAll('article *')) {
    await widget.updateComplete;
    for (const details of widget.shadowRoot?.querySelectorAll('details') ?? []) details.open ||= ${isOpen};
  }
})();</script>`;

/**
 * Returns the faults in the trees of all stories, by page.
 *
 * @param {{open: (html: string) => Promise<void>, tree: () => Promise<string>}} orca
 * @returns {AsyncGenerator<[page: string, faults: string[]]>}
 */
export async function* checkTrees(orca) {
  const server = await startDevServer(6100);
  const show = async (/** @type {string} */ lang, /** @type {string} */ body) => {
    const dir = lang === 'ar' ? 'rtl' : 'ltr';
    await orca.open(
      `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>Stories</title></head>${body}`,
    );
    return faultsIn(await orca.tree());
  };
  try {
    const found = (await show('en', BROKEN)).join('\n');
    yield ['broken', Object.keys(RULES).filter((rule) => !found.includes(rule))];
    for (const page of PAGES) {
      const [lang, folds, ...languages] = page.split(' ');
      yield [page, await show(lang, storiesPage(`http://127.0.0.1:${server.port}`, folds === 'open', languages))];
    }
  } finally {
    await server.close();
  }
}
