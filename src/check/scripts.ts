/** Diagnoses why none of our scripts runs, or more than one. */
import type {Facts, Script} from './facts.js';
import {EXAMPLE_HOST, isJavaScript, originOf, type Add, type Live} from './finding.js';
import {policyFinding, refusedBy} from './policy.js';

/** A finding, in short. */
type Found = Parameters<Add> | undefined;

/** A tool that merges or delays scripts. */
interface Optimizer {
  /** Its name, if the trace is of one alone. */
  name?: string;
  /** Matches its traces in addresses and attributes. */
  pattern: RegExp;
}

const OPTIMIZERS: readonly Optimizer[] = [
  {name: 'Autoptimize', pattern: /autoptimize/i},
  {name: 'WP Rocket', pattern: /wp-rocket|rocketlazyload|data-rocket|cache\/min\//i},
  {name: 'LiteSpeed Cache', pattern: /litespeed/i},
  {name: 'W3 Total Cache', pattern: /w3tc|cache\/minify\//i},
  {name: 'SiteGround Optimizer', pattern: /siteground-optimizer/i},
  {name: 'Jetpack Boost', pattern: /jb_static|jetpack-boost/i},
  {name: 'Fast Velocity Minify', pattern: /cache\/fvm\//i},
  {name: 'Hummingbird', pattern: /hummingbird-assets/i},
  {name: 'Cloudflare Rocket Loader', pattern: /rocket-loader|-(?:text\/javascript|module)$/i},
  {name: 'WP-Optimize', pattern: /wpo-minify/i},
  {name: 'WP Fastest Cache', pattern: /wpfc-minified/i},
  {name: 'Breeze', pattern: /breeze-minification/i},
  {name: 'Perfmatters', pattern: /pmdelayedscript|perfmatters/i},
  {name: 'WP Meteor', pattern: /wpmeteor/i},
  // Of a theme, or of another plugin.
  {pattern: /\btype=\S*(?:delay|lazy|defer)|(?:combined|merged|bundle|aggregate)[-_.\w]*\.js|\/min\/\?f=/i},
];

/** Addresses of merged files, whoever has merged them: below a cache, or named by an MD5 hash. */
const MERGED = /\/cache\/|[/._-][0-9a-f]{32}(?:[._-][\w.-]*)?\.js/i;

/** Scripts that build tools write. */
const BUNDLE = /\/(_next|_nuxt|_astro|_app|assets|build)\/|[-.][\w-]{8,}\.(m?js)$|\/(main|app|index)\.\w+\.js/;

const optimizerIn = (text: string): Optimizer | undefined => OPTIMIZERS.find(({pattern}) => pattern.test(text));

/** Returns the finding for an optimizer. One remedy fits all: excluded files are neither merged nor delayed. */
const optimized = ({name}: Pick<Optimizer, 'name'> = {}, did: 'merged' | 'held-back'): NonNullable<Found> =>
  name ? ['optimizer', did, {optimizer: name}] : ['optimizer', `${did}-unnamed`];

const CONSENT = /^(cookie|cmp|data-consent|optanon|uc-|iubenda|klaro|borlabs)/i;

const COPIED: NonNullable<Found> = ['optimizer', 'copied'];

/** Reports why the widgets are not there. */
export function checkScripts(facts: Facts, live: Live | undefined, add: Add): void {
  const loaders = facts.scripts.filter(({file}) => file !== 'frame-parent.js');
  const found = [
    isCopied(facts) ? COPIED : undefined,
    ...loaders.map(
      (script) =>
        heldBack(script) ??
        wrongTag(script) ??
        refused(script, facts) ??
        wrongAddress(script, facts) ??
        wrongHash(script, facts),
    ),
    ...(live ? observed(live) : []),
  ].filter((each) => !!each);
  for (const each of found) add(...each);
  if (found.length) return;
  const hasLoader = loaders.length > 0;
  if (hasLoader && live && !Object.keys(live.defined).length) add('script', 'script-silent');
  if (hasLoader) return;
  const absent = whyAbsent(facts, live);
  if (absent) add(...absent);
}

/** Reports hashes without effect: such a script runs nevertheless. */
export function readHashes(facts: Facts, add: Add): void {
  for (const found of facts.scripts.map((script) => wrongHash(script, facts))) if (found) add(...found);
}

/** Whether a script in the page is ours. */
const isCopy = ({code}: Facts['inline'][number]): boolean => /recoveryWidgets/.test(code) && code.length > 3000;

/** Whether an optimizer has inlined our script, which then does not find its files. */
const isCopied = ({inline}: Facts): boolean => inline.some(isCopy);

/** Whether a script of the page loads ours: a tag manager’s, or an import. */
const loadsOurs = ({code, type}: Facts['inline'][number]): boolean =>
  isJavaScript(type) &&
  /recovery-widgets[\w./-]*\.js|all\.js/.test(code) &&
  /import\(|createElement|\bsrc\b/.test(code);

/** Explains why there is no script tag of ours. */
function whyAbsent({inline, others, uses}: Facts, live: Live | undefined): Found {
  // A copy that knows where its files are.
  if (inline.some(isCopy)) return undefined;
  const carrier = live?.read.find(({isOurs}) => isOurs);
  if (carrier) return optimized(optimizerIn(carrier.url), 'merged');
  const unread = others.filter((url) => !live?.read.some((each) => each.url === url));
  const isMerged = unread.some((url) => MERGED.test(url));
  // A bundle of the page’s own may have the widgets from the npm package.
  const isBundled = !isMerged && others.some((url) => BUNDLE.test(url)) && uses.every(({form}) => form === 'tag');
  if ((isBundled || inline.some(loadsOurs)) && !live) return undefined;
  const optimizer = [...unread, ...inline.map(({type}) => type)].map(optimizerIn).find(Boolean);
  if (optimizer || isMerged) return optimized(optimizer, 'merged');
  const isTagManaged =
    others.some((url) => /googletagmanager\.com\/gtm|matomo.*container|tealium|adobedtm/.test(url)) ||
    inline.some(({code}) => /googletagmanager\.com\/gtm\.js/.test(code));
  if (isTagManaged && !live) return undefined;
  if (uses.every(({isForAuthors}) => isForAuthors)) return ['author', 'author'];
  return ['script', isTagManaged ? 'script-managed' : 'script'];
}

/** Whether the tag is one that browsers run. */
const isHeld = ({attributes, type}: Script): boolean => !attributes.src || !isJavaScript(type);

function heldBack(script: Script): Found {
  if (!isHeld(script)) return undefined;
  const {attributes, type} = script;
  const all = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
  const optimizer = optimizerIn(`${all.join(' ')} ${type}`);
  if (optimizer) return optimized(optimizer, 'held-back');
  const asksConsent =
    type === 'text/plain' || Object.keys(attributes).some((name) => CONSENT.test(name) || CONSENT.test(name.slice(5)));
  return asksConsent ? ['consent', 'consent'] : undefined;
}

function wrongTag(script: Script): Found {
  const {attributes, type, file} = script;
  if (isHeld(script)) return attributes.src ? ['type', 'other-type', {type}] : ['type', 'no-src'];
  if (file === 'recovery-widgets.js' && type !== 'module') return ['type', 'no-module', {file}];
  return 'nomodule' in attributes ? ['type', 'nomodule'] : undefined;
}

function refused({attributes, url}: Script, facts: Facts): Found {
  const directive = refusedBy(facts.policies, 'script', url, facts.url, attributes.nonce);
  return directive ? policyFinding(url, directive) : undefined;
}

function wrongAddress({src, url}: Script, facts: Facts): Found {
  if (EXAMPLE_HOST.test(src)) return ['address', 'address-example', {src}];
  if (/^(file:|[a-z]:[\\/])/i.test(src)) return ['address', 'address-disk', {src}];
  const isMixed = facts.url.startsWith('https:') && url.startsWith('http:');
  return isMixed ? ['address', 'address-http'] : undefined;
}

function wrongHash({attributes, url, type}: Script, facts: Facts): Found {
  const {integrity, crossorigin} = attributes;
  if (integrity === undefined) return undefined;
  const isForeign = !!facts.url && originOf(url) !== originOf(facts.url);
  if (isForeign && crossorigin === undefined && type !== 'module') return ['integrity', 'integrity-crossorigin'];
  if (/^\s*(sha(256|384|512)-[\w+/]+={0,2}\s*)+$/.test(integrity)) return undefined;
  return ['integrity', 'integrity-value'];
}

/** Lists the failures of our files in a browser. */
function observed({refused, responses, defined}: Live): Found[] {
  if (refused.length) return refused.map(({url, directive}) => policyFinding(url, directive));
  return [
    ...responses.map(wrongAnswer),
    ...Object.entries(defined).map(([name, by]) => (by === 'other' ? otherDefinition(`recovery-${name}`) : undefined)),
  ];
}

const wrongAnswer = ({url, status, type}: Live['responses'][number]): NonNullable<Found> =>
  status >= 400
    ? ['address', 'address-status', {url, status}]
    : ['mime', 'mime', {file: url.split('/').pop() ?? url, type}];

const otherDefinition = (tag: string): NonNullable<Found> => ['other-definition', 'other-definition', {tag}];

/** Reports several copies, and definitions of others that the source shows. */
export function readCopies(facts: Facts, live: Live | undefined, add: Add): void {
  const loaders = facts.scripts.filter((script) => /^(recovery-widgets|all)/.test(script.file) && !isHeld(script));
  const urls = [...new Set(loaders.map(({url}) => url.replace(/[?#].*/, '')))];
  const versions = [...new Set(live?.versions ?? [])];
  if (versions.length > 1) add('copies', 'copies-versions', {versions: versions.join(', ')});
  else if (urls.length > 1) add('copies', 'copies', {count: urls.length, urls: urls.join(', ')});
  const definition = facts.inline.find(
    ({code, type}) => isJavaScript(type) && /define\(\s*['"`]recovery-/.test(code) && !/recoveryWidgets/.test(code),
  );
  const [, name] = /define\(\s*['"`](recovery-[a-z-]+)/.exec(definition?.code ?? '') ?? [];
  if (name && !live && facts.uses.some((use) => `recovery-${use.name}` === name)) add(...otherDefinition(name));
}
