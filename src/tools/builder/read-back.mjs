/** Reads the choices of the builder back from a snippet, or from a page that has some. Nothing of the source runs. */
import {
  VERSION_ATTRIBUTE,
  dataDate,
  findSnippets,
  isNewer,
  parseLook,
  parseVersionStamp,
  readAround,
  settingsOf,
  silentParts,
  version,
} from '../pages/page-tools.mjs';
import {PLATFORMS, initialState} from './state.mjs';

/**
 * @typedef {import('./state.mjs').State} State
 * @typedef {import('../pages/snippets.mjs').Found} Found
 *
 * @typedef {object} ReadBack One snippet
 * @property {string} given name of the widget, as it is written
 * @property {State} [state]
 * @property {import('../pages/decisions.mjs').Problem} [problem] why there are no choices
 * @property {string} [newer] version of the snippet, if it is newer than ours
 * @property {boolean} [isUnknown] whether it does not say which version it is of
 */

/** Maximum number of snippets to read. */
export const MAX_SNIPPETS = 50;

const SCRIPT =
  /\ssrc\s*=\s*["']?([^\s"'<>]*?)((?:recovery-widgets(?:\.classic)?|all|enhance|frame-parent)\.js)["'\s>]/i;
const FRAME = /<iframe\b[^<>]*?\ssrc\s*=\s*["']?([^\s"'<>]*?)frame\.html\?([^"'<>\s]*)/gi;
const SHEET = /<link\b[^<>]*\shref\s*=\s*["']?[^"'<>]*recovery-widgets\.css/i;

/** @param {string} text of an attribute */
const decode = (text) => text.replace(/&(?:amp|#0*38|#x0*26);/gi, '&');

/** Settings of a frame, from its address. @param {string} source @param {number} end index of the content after it */
function frameBefore(source, end) {
  const from = Math.max(0, end - 5000);
  const last = [...source.slice(from, end).matchAll(FRAME)].at(-1);
  if (!last) return undefined;
  return {index: from + last.index, base: last[1], parameters: new Map(new URLSearchParams(decode(last[2])))};
}

/** Finds frames that have lost the fallback content after them, and treats it as empty. @param {string} source @param {Found[]} others @returns {Found[]} */
function loneFrames(source, others) {
  const known = others
    .filter(({form}) => form === 'below-frame')
    .map(({startTag}) => frameBefore(source, startTag.start)?.index);
  const silent = silentParts(source);
  return [...source.matchAll(FRAME)]
    .filter(({index}) => !known.includes(index) && !silent.some(({start, end}) => start <= index && index < end))
    .map(({index, 0: {length}}) => ({
      form: 'below-frame',
      given: '',
      tagName: 'div',
      attributes: new Map(),
      attributeSpans: new Map(),
      startTag: {start: index + length, end: index + length},
      end: index + length,
    }));
}

/**
 * Returns a URL, or an empty string for that of an example.
 *
 * @param {string} base
 */
const ownBase = (base) => (/\/\/your-site\.example\//.test(base) || !/^(https?:\/\/|\/)./.test(base) ? '' : base);

/**
 * Chooses a platform for a form, and stores its differences in the state.
 *
 * @param {State} state
 * @param {string} form
 * @param {{file: string, linkStyle: boolean}} delivery
 */
function deliver(state, form, {file, linkStyle}) {
  const platform = Object.keys(PLATFORMS).find(
    (name) => PLATFORMS[name].form === form && (form !== 'tag' || PLATFORMS[name].linkStyle === linkStyle),
  );
  state.platform = platform ?? 'html';
  const usual = PLATFORMS[state.platform];
  if (usual.form !== form) state.form = form;
  if (file && !['recovery-widgets.js', 'enhance.js', 'frame-parent.js'].includes(file)) state.file = file;
  const isStyled = form === 'tag' || form === 'div';
  if (isStyled && linkStyle !== !!usual.linkStyle) state.linkStyle = linkStyle;
}

/**
 * @param {Found} found
 * @param {string} source
 * @param {import('../pages/snippets.mjs').Around} around
 * @returns {Promise<ReadBack>}
 */
async function readOne(found, source, around) {
  const {stamp, attributes} = found;
  const frame = found.form === 'below-frame' ? frameBefore(source, found.startTag.start) : undefined;
  const given = frame?.parameters.get('widget') ?? found.given;
  // The address of a frame has the attributes of a tag; the language and the region are also on the element after it.
  const asTag = frame && {
    ...found,
    form: /** @type {const} */ ('tag'),
    given,
    attributes: new Map([...attributes].filter(([name]) => name === 'lang').concat([...frame.parameters])),
  };
  const {settings, problem} = await settingsOf(asTag ?? found, {
    ...around,
    region: attributes.get('data-recovery-region') ?? around.region,
  });
  const about = {
    given,
    ...(stamp && isNewer(stamp.version, version) && {newer: stamp.version}),
    ...((!stamp || !parseVersionStamp(attributes.get(VERSION_ATTRIBUTE) ?? '')) && {isUnknown: true}),
  };
  if (!settings) return {...about, problem};
  const state = initialState();
  const form = frame ? 'frame' : found.form === 'below-frame' ? 'words' : found.form;
  const script = SCRIPT.exec(source);
  state.widget = settings.name;
  state.region = settings.region;
  state.langs = [settings.lang ?? 'en'];
  // In their order in the snippet, so that it is printed as it was.
  const order = [...(asTag ?? found).attributes.keys()].map((name) => name.replace(/^data-/, ''));
  state.attributes = Object.fromEntries(
    Object.entries(settings.attributes)
      .filter(([name]) => name !== 'form')
      .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)),
  );
  state.look = /** @type {Record<string, string>} */ (parseLook(attributes.get('style') ?? ''));
  state.base = ownBase(frame?.base ?? script?.[1] ?? '');
  state.integrity = /type\s*=\s*["']?importmap/i.test(source) && /"integrity"/.test(source);
  deliver(state, form, {file: script?.[2] ?? '', linkStyle: SHEET.test(source)});
  return {...about, given: settings.name, state};
}

/** Whether two snippets differ in their language alone. @param {State} a @param {State} b */
const isTranslation = (a, b) => JSON.stringify({...a, langs: 0}) === JSON.stringify({...b, langs: 0});

/**
 * Reads all snippets in a source.
 *
 * @param {string} source
 * @returns {Promise<{own: {version: string, date: string}, snippets: ReadBack[], count: number, isAlone: boolean, together?: State}>}
 *   `count` of those that there are; `isAlone`: whether there is fallback content of ours without a tag; `together`: if they are one widget in
 *   several languages, the choices of all
 */
export async function readSnippets(source) {
  const around = readAround(source);
  const withWords = findSnippets(source);
  const all = [...withWords, ...loneFrames(source, withWords)].sort((a, b) => a.startTag.start - b.startTag.start);
  /** @type {ReadBack[]} */
  const snippets = [];
  for (const found of all.slice(0, MAX_SNIPPETS)) snippets.push(await readOne(found, source, around));
  const states = snippets.flatMap(({state}) => state ?? []);
  const [first] = states;
  const langs = [...new Set(states.flatMap((state) => state.langs))];
  const isOne =
    states.length > 1 && langs.length === states.length && states.every((state) => isTranslation(state, first));
  return {
    own: {version, date: dataDate()},
    snippets,
    count: all.length,
    isAlone: !all.length && source.includes('data-recovery-numbers'),
    ...(isOne && {together: {...first, langs}}),
  };
}
