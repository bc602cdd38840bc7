/**
 * Rollup plugin for dist/cdn: Lit without what strict pages refuse or other copies of Lit notice, and without what no widget
 * uses. Each edit is of text that is in Lit's file exactly once; when Lit changes, the build stops here and says so. See
 * docs/decisions/0008-strict-pages.md.
 */
import {readFileSync, readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {faultOf} from './strict-check.mjs';

const npm = resolve('dist/npm');
const builder = join(npm, 'entries/strict/template.js');

/**
 * @typedef {object} Cut
 * @property {RegExp} [unless] what our modules would have if they used it: then it stays. Better once too often.
 * @property {Record<string, [find: string, by: string][]>} edits by file of Lit; ` … ` in `find` stands for anything
 */

/** @type {Cut[]} */
export const cuts = [
  // Trusted Types, markup from strings, and all that is shared with other copies through globals: versions, which make them
  // warn, and hooks, through which a page's polyfill or another Lit would reach into ours.
  {
    edits: {
      'lit-html/lit-html.js': [
        ['const t=globalThis,i=t=>t,s=t.trustedTypes,e=s?s.createPolicy( … r=`<${n}>`,', 'const i=t=>t,'],
        [',f="[ \\t\\n\\f\\r]",v= … |title)$/i,x=', ',x='],
        ['function V(t,i){if(!u(t)|| … function M(', 'import{template as make}from"strict-template";function M('],
        ['{values:i,_$litType$:s}=t,e="number"==typeof s? … ,s);if(', '{values:i}=t,e=this._$AC(t);if('],
        ['C.set(t.strings,i=new S(t))', 'C.set(t.strings,i=make(t.strings,t._$litType$,[H,I,L,z]))'],
        ['M:h,P:o,A:n,C:1,L:N,', ''],
        [',B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");', ';'],
      ],
      'lit-element/lit-element.js': [
        ['const s=globalThis;class', 'class'],
        ['i._$litElement$=!0,i["finalized"]=!0,s.litElementHydrateSupport … ;const n={', 'i["finalized"]=!0;const n={'],
        ['(s.litElementVersions??=[]).push("4.2.2");', ''],
      ],
      '@lit/reactive-element/reactive-element.js': [
        [',a=globalThis,c=a.trustedTypes,l=c?c.emptyScript:"",p=a.reactiveElementPolyfillSupport,', ','],
        ['t=t?l:null', 't=t?"":null'],
        ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
        ['const t=this[Symbol.metadata]; … this._$Eh=new Map;', 'this._$Eh=new Map;'],
        [',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2");', ';'],
      ],
      '@lit/reactive-element/css-tag.js': [
        ['const t=globalThis,e=t.ShadowRoot&& … &&"adoptedStyleSheets"in', 'const e="adoptedStyleSheets"in'],
        // Only in browsers that cannot make style sheets, where it is a <style> that may need one.
        ['n=t.litNonce;void 0!==n&&', 'n=document.querySelector("[nonce]")?.nonce;n&&'],
      ],
    },
  },
  // Style sheets put together from pieces, and the checks of what is given.
  {
    unless: /\bcss`[^`]*\$\{|\bunsafeCSS\b/,
    edits: {
      '@lit/reactive-element/css-tag.js': [
        ['constructor(t,e,o){if(this._$cssResult$=!0,o!==s) … ;this.cssText', 'constructor(t,e){this.cssText'],
        [',i=(t,...e)=>{const o=1===t.length? … ,S=(s,o)', ',i=t=>new n(t[0],t),S=(s,o)'],
        ['t instanceof CSSStyleSheet?t:t.styleSheet', 't.styleSheet'],
        [',c=e?t=>t:t=>t instanceof … ;export{', ',c=t=>t;export{'],
      ],
    },
  },
  // Directives, and being told of connections, which only they are.
  {
    unless: /\/directive/,
    edits: {
      'lit-html/lit-html.js': [
        ['function M(t,i,s=t,e){ … }class R{', 'class R{'],
        ['t=M(this,t,i),a(t)', 'a(t)'],
        ['t=M(this,t,i,0),o=', 'o='],
        ['r=M(this,e[s+n],i,n),', 'r=e[s+n],'],
        ['(t=M(this,t,i,0)??A)', '(t??=A)'],
        ['_$AI(t){M(this,t)}', '_$AI(){}'],
        // Hydration asks.
        ['D:d,V:M,', 'D:d,V:(t,i)=>i,'],
        ['get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t)', 'u(t)'],
        ['get _$AU(){return this._$AM?._$AU??this._$Cv}', ''],
        [',this._$Cv=e?.isConnected??!0', ''],
        ['this._$AP?.(!1,!0,s)', ''],
        [
          'setConnected(t){ … }}class H{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}',
          '}class H{',
        ],
      ],
      'lit-element/lit-element.js': [
        ['this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),', ''],
        ['connectedCallback(){super.connectedCallback(),this._$Do … setConnected(!1)}', ''],
      ],
    },
  },
  // Properties that set their attribute.
  {
    unless: /\b(reflect|useDefault):|\btoAttribute\b/,
    edits: {
      '@lit/reactive-element/reactive-element.js': [
        ['toAttribute(t,s){ … },fromAttribute(t,s){let', 'fromAttribute(t,s){let'],
        ['converter:u,reflect:!1,useDefault:!1,', 'converter:u,'],
        ['this._$Em=null,', ''],
        ['_$ET(t,s){const … _$AK(t,s){', '_$AK(t,s){'],
        ['if(void 0!==e&&this._$Em!==e){', 'if(void 0!==e){'],
        ['this._$Em=e;', ''],
        ['this[e]=r??this._$Ej?.get(e)??r,this._$Em=null', 'this[e]=r'],
        ['!((i.hasChanged??f)(h,s)||i.useDefault&& … )))return', '!(i.hasChanged??f)(h,s))return'],
        ['C(t,s,{useDefault:i,reflect:e,wrapped:h},r){i&& … ||(this._$AL.has(t)', 'C(t,s){(this._$AL.has(t)'],
        ['(this.hasUpdated||i||(s=void 0),', '(this.hasUpdated||(s=void 0),'],
        [',!0===e&&this._$Em!==t&&(this._$Eq??=new Set).add(t))', ')'],
        ['this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),', ''],
      ],
    },
  },
  // Controllers and initializers.
  {
    unless: /\b(add|remove)(Controller|Initializer)\b/,
    edits: {
      '@lit/reactive-element/reactive-element.js': [
        ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}', ''],
        [',void 0!==t.l&&(this.l=[...t.l])', ''],
        [',this.constructor.l?.forEach(t=>t(this))', ''],
        ['addController(t){ … removeController(t){this._$EO?.delete(t)}', ''],
        [',this._$EO?.forEach(t=>t.hostConnected?.())', ''],
        ['this._$EO?.forEach(t=>t.hostDisconnected?.())', ''],
        ['this._$EO?.forEach(t=>t.hostUpdate?.()),', ''],
        ['this._$EO?.forEach(t=>t.hostUpdated?.()),', ''],
      ],
    },
  },
];

const modules = readdirSync(npm, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.js'))
  .map((file) => readFileSync(join(npm, file), 'utf8'));
const unused = cuts.filter(({unless}) => !unless || !modules.some((code) => unless.test(code)));

/**
 * The edits, carried out.
 *
 * @param {string} code
 * @param {[find: string, by: string][]} edits
 * @throws {Error} when a place is not there exactly once
 */
export function edited(code, edits) {
  for (const [find, by] of edits) {
    const [start, end = ''] = find.split(' … ');
    const [before, after, ...more] = code.split(start);
    const until = after?.indexOf(end) ?? -1;
    if (more.length || until < 0)
      throw new Error(`expected once: ${find}\nLit has changed: see docs/decisions/0008-strict-pages.md.`);
    code = before + by + after.slice(until + end.length);
  }
  return code;
}

/** The tagged templates of HTML in a module. */
function* templatesIn(node) {
  if (!node || typeof node !== 'object') return;
  if (node.type === 'TaggedTemplateExpression' && /^(html|svg|mathml)$/.test(node.tag.name))
    yield {tag: node.tag.name, strings: node.quasi.quasis.map(({value}) => value.cooked), at: node.start};
  for (const child of Object.values(node)) yield* templatesIn(child);
}

/** The plugin; to be put after the one that minifies templates. */
export const strictLit = {
  name: 'strict-lit',
  resolveId: (source) => (source === 'strict-template' ? builder : null),
  async transform(code, id) {
    if (id.startsWith(npm)) {
      const {template} = await import(pathToFileURL(builder).href);
      for (const {tag, strings, at} of templatesIn(this.parse(code))) {
        const fault = faultOf(template, strings, tag);
        if (fault) this.error(`${fault}: ${strings.join('${…}')}`, at);
      }
      return null;
    }
    const [, file] = /[\\/]node_modules[\\/](?!.*node_modules)(.+)$/.exec(id) ?? [];
    const edits = unused.flatMap((cut) => cut.edits[file?.replaceAll('\\', '/')] ?? []);
    return edits.length ? {code: edited(code, edits), map: null} : null;
  },
};
