/** Reads the choices of the builder back from a snippet, or from a page that has some. Nothing of the source runs. */
import {available, findSnippets, parseLook, readAround, settingsOf} from '../pages/page-tools.mjs';
import {PLATFORMS, initialState} from './state.mjs';

/** @import {State} from './state.mjs' */
/** @import {Around, Found} from '../pages/snippets.mjs' */

/** Maximum number of snippets to read. */
const MAX_SNIPPETS = 50;

const SCRIPT =
  /\ssrc\s*=\s*["']?([^\s"'<>]*?)((?:recovery-widgets(?:\.classic)?|all|enhance|frame-parent)\.js)["'\s>]/i;
/** Address of the builder in the comment of a snippet; that for authors has no script. */
const MADE_WITH = /<!--[^<>]* (\S+)builder\/ -->/;
const FRAME = /<iframe\b[^<>]*?\ssrc\s*=\s*["']?([^\s"'<>]*?)frame\.html\?([^"'<>\s]*)/gi;

/** @param {string} text of an attribute */
const decode = (text) => text.replace(/&(?:amp|#0*38|#x0*26);/gi, '&');

/** Settings of a frame, from its address. @param {string} source @param {number} end index of the content after it */
function frameBefore(source, end) {
  const last = [...source.slice(Math.max(0, end - 5000), end).matchAll(FRAME)].at(-1);
  return last && {base: last[1], parameters: new Map(new URLSearchParams(decode(last[2])))};
}

/** Returns a URL, or an empty string for that of an example. @param {string} base */
const ownBase = (base) => (/\/\/your-site\.example\//.test(base) || !/^(https?:\/\/|\/)./.test(base) ? '' : base);

/** Chooses a platform for a form, and stores its differences in the state. @param {State} state @param {string} form @param {string} file */
function deliver(state, form, file) {
  const platform = Object.keys(PLATFORMS).find((name) => PLATFORMS[name].form === form);
  state.platform = platform ?? 'html';
  if (!platform) state.form = form;
  if (file && !['recovery-widgets.js', 'enhance.js', 'frame-parent.js'].includes(file)) state.file = file;
}

/**
 * @param {Found} found
 * @param {string} source
 * @param {Around} around
 * @returns {Promise<State | undefined>} undefined if they cannot be read: the check says why
 */
async function readOne(found, source, around) {
  const {attributes} = found;
  const frame = found.form === 'below-frame' ? frameBefore(source, found.startTag.start) : undefined;
  const given = frame?.parameters.get('widget') ?? found.given;
  // The address of a frame has the attributes of a tag; the language and the region are also on the element after it.
  const asTag = frame && {
    ...found,
    form: /** @type {const} */ ('tag'),
    given,
    attributes: new Map([...attributes].filter(([name]) => name === 'lang').concat([...frame.parameters])),
  };
  const {settings} = await settingsOf(asTag ?? found, {
    ...around,
    region: attributes.get('data-recovery-region') ?? around.region,
  });
  if (!settings) return undefined;
  const {languages, languagesIn} = await available();
  const row = languagesIn(settings.attributes.languages, languages).join(' ');
  if (row) settings.attributes.languages = row;
  const state = initialState();
  const form = frame ? 'frame' : found.form === 'below-frame' ? 'fallback' : found.form;
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
  if (form === 'tag' || form === 'div') {
    const content = source.slice(found.content?.start, found.content?.end);
    state.code = !found.snippetVersion ? '' : /<\w[^<>]* style=/.test(content) ? 'author' : 'full';
    state.hints = /\srel=["']?modulepreload/i.test(source);
  }
  state.look = /** @type {Record<string, string>} */ (parseLook(attributes.get('style') ?? ''));
  state.base = ownBase(frame?.base ?? script?.[1] ?? MADE_WITH.exec(source)?.[1] ?? '');
  state.integrity = /type\s*=\s*["']?importmap/i.test(source) && /"integrity"/.test(source);
  deliver(state, form, script?.[2] ?? '');
  return state;
}

/** Reads the choices of the snippets in a source. @param {string} source @returns {Promise<State[]>} */
export async function readSnippets(source) {
  const around = readAround(source);
  const found = findSnippets(source).slice(0, MAX_SNIPPETS);
  const states = await Promise.all(found.map((each) => readOne(each, source, around)));
  return states.filter((state) => !!state);
}
