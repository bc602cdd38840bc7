/** Finds out why no script of ours runs, or more than one. */
import type {Facts, Script} from './facts.js';
import {EXAMPLE_HOST, isJavaScript, originOf, type Add, type Finding, type Live} from './finding.js';
import {refusedBy} from './policy.js';

/** A finding, in short. */
type Found = [cause: Finding['cause'], problem: string, remedy: string] | undefined;

/** Stands for an optimizer whose name is not known. */
const UNNAMED = 'an optimizer';

/** Optimizers, by what they leave in a page. */
const OPTIMIZERS: readonly [name: string, pattern: RegExp][] = [
  ['Autoptimize', /autoptimize/i],
  ['WP Rocket', /wp-rocket|rocketlazyload|data-rocket|cache\/min\//i],
  ['LiteSpeed Cache', /litespeed/i],
  ['W3 Total Cache', /w3tc|cache\/minify\//i],
  ['SiteGround Optimizer', /siteground-optimizer/i],
  ['Jetpack Boost', /jb_static|jetpack-boost/i],
  ['Fast Velocity Minify', /cache\/fvm\//i],
  ['Hummingbird', /hummingbird-assets/i],
  ['Cloudflare Rocket Loader', /rocket-loader|-(?:text\/javascript|module)$/i],
  ['Perfmatters', /pmdelayedscript|perfmatters/i],
  ['WP Meteor', /wpmeteor/i],
  // Of a theme, or of another plugin.
  [UNNAMED, /\btype=\S*(?:delay|lazy|defer)|(?:combined|merged|bundle|aggregate)[-_.\w]*\.js|\/min\/\?f=/i],
];

/** Scripts that build tools write. */
const BUNDLE = /\/(_next|_nuxt|_astro|_app|assets|build)\/|[-.][\w-]{8,}\.(m?js)$|\/(main|app|index)\.\w+\.js/;

const optimizerIn = (text: string): string | undefined => OPTIMIZERS.find(([, pattern]) => pattern.test(text))?.[0];

/** Says where to exclude the script. One remedy fits all: what is left alone is neither merged nor held back. */
const excludeIn = (optimizer: string): string =>
  `Exclude recovery-widgets.js in the settings of ${optimizer === UNNAMED ? 'the optimizer' : optimizer}, and empty its cache.`;

const CONSENT = /^(cookie|cmp|data-consent|optanon|uc-|iubenda|klaro|borlabs)/i;

const COPIED: NonNullable<Found> = [
  'optimizer',
  'An optimizer has copied the script into the page, so it cannot find its other files.',
  excludeIn(UNNAMED),
];
const NO_MODULE_REMEDY = 'Use recovery-widgets.classic.js, which needs none.';
const REPRINT = 'Print the snippet anew for the version on the server, or put that version there.';

/** Reports why the widgets are not there. */
export function readScripts(facts: Facts, live: Live | undefined, add: Add): void {
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
  const isThere = loaders.length > 0;
  if (isThere && live && !Object.keys(live.defined).length)
    add(
      'script',
      'The script is on the page and has not run; the browser says nothing about why.',
      'Open the console (F12), reload, and look for errors before ours.',
    );
  if (isThere) return;
  const absent = whyAbsent(facts, !!live);
  if (absent) add(...absent);
}

/** Reports hashes that check nothing: such a script runs all the same. */
export function readHashes(facts: Facts, add: Add): void {
  for (const found of facts.scripts.map((script) => wrongHash(script, facts))) if (found) add(...found);
}

/** Whether a script in the page is ours. */
const isCopy = ({code}: Facts['inline'][number]): boolean => /recoveryWidgets/.test(code) && code.length > 3000;

/** Whether an optimizer has put our script into the page, where it does not find its files. */
const isCopied = ({inline, scripts}: Facts): boolean =>
  inline.some(isCopy) && !scripts.some(({attributes}) => attributes['data-recovery-base']);

/** Whether a script of the page loads ours: a tag manager’s, or an import. */
const loadsOurs = ({code, type}: Facts['inline'][number]): boolean =>
  isJavaScript(type) &&
  /recovery-widgets[\w./-]*\.js|all\.js/.test(code) &&
  /import\(|createElement|\bsrc\b/.test(code);

/** Explains why there is no script tag of ours. */
function whyAbsent(facts: Facts, isLive: boolean): Found {
  const {inline, others, places} = facts;
  // A copy that knows where its files are.
  if (inline.some(isCopy)) return undefined;
  // A bundle of the page’s own may have the widgets from the npm package.
  const isBundled = others.some((url) => BUNDLE.test(url)) && places.every(({form}) => form === 'tag');
  if ((isBundled || inline.some(loadsOurs)) && !isLive) return undefined;
  const optimizer = [...others, ...inline.map(({type}) => type)].map(optimizerIn).find(Boolean);
  if (optimizer)
    return [
      'optimizer',
      `Our script is not on the page, but a file that ${optimizer} has merged from several is.`,
      excludeIn(optimizer),
    ];
  const isTagManaged =
    others.some((url) => /googletagmanager\.com\/gtm|matomo.*container|tealium|adobedtm/.test(url)) ||
    inline.some(({code}) => /googletagmanager\.com\/gtm\.js/.test(code));
  if (isTagManaged && !isLive) return undefined;
  return [
    'script',
    isTagManaged
      ? 'The script is not on the page. A tag manager may wait for consent to cookies.'
      : 'The line with our script is not on the page.',
    'Add the last line of the snippet, once, anywhere on the page or site; for authors an administrator has to.',
  ];
}

/** Whether the tag is one that browsers run. */
const isHeld = ({attributes, type}: Script): boolean => !attributes.src || !isJavaScript(type);

function heldBack(script: Script): Found {
  if (!isHeld(script)) return undefined;
  const {attributes, type} = script;
  const all = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
  const optimizer = optimizerIn(`${all.join(' ')} ${type}`);
  if (optimizer)
    return [
      'optimizer',
      `${optimizer === UNNAMED ? 'An optimizer' : optimizer} holds the script back until somebody uses the page.`,
      excludeIn(optimizer),
    ];
  const asksConsent =
    type === 'text/plain' || Object.keys(attributes).some((name) => CONSENT.test(name) || CONSENT.test(name.slice(5)));
  if (asksConsent)
    return [
      'consent',
      'The script waits for consent to cookies. It sets none and stores nothing.',
      'Let your consent tool list it as necessary, or take the script out of it.',
    ];
  return undefined;
}

function wrongTag(script: Script): Found {
  const {attributes, type, file} = script;
  if (isHeld(script))
    return [
      'type',
      `The script has ${attributes.src ? `type="${type}"` : 'no src'}, so browsers do not run it.`,
      'Paste the script line again, with type="module" and src.',
    ];
  if (/^(recovery-widgets|widgets\/[a-z-]+)\.js$/.test(file) && type !== 'module')
    return ['type', `The editor has removed type="module" from the line with ${file}.`, NO_MODULE_REMEDY];
  if ('nomodule' in attributes) return ['type', 'The script has nomodule, so browsers skip it.', 'Remove nomodule.'];
  return undefined;
}

function refused({attributes, url}: Script, facts: Facts): Found {
  const directive = refusedBy(facts.policies, 'script', url, facts.url, attributes.nonce);
  if (!directive) return undefined;
  return ['csp', `The security header refuses the script: ${directive}.`, `Add ${originOf(url)} to script-src.`];
}

function wrongAddress({src, url}: Script, facts: Facts): Found {
  if (EXAMPLE_HOST.test(src))
    return [
      'address',
      `The address of the script is the one of the example: ${src}.`,
      'Put the address of the folder with your files there: --base.',
    ];
  if (/^(file:|[a-z]:[\\/])/i.test(src))
    return [
      'address',
      `The address of the script is a file on one computer: ${src}.`,
      'Put the files on a web server, and its address there.',
    ];
  if (facts.url.startsWith('https:') && url.startsWith('http:'))
    return [
      'address',
      'The page is read by https, the script would be by http: browsers refuse it.',
      'Write https:// into the address of the script.',
    ];
  return undefined;
}

function wrongHash({attributes, url, type}: Script, facts: Facts): Found {
  const {integrity, crossorigin} = attributes;
  if (integrity === undefined) return undefined;
  const isForeign = !!facts.url && originOf(url) !== originOf(facts.url);
  if (isForeign && crossorigin === undefined && type !== 'module')
    return [
      'integrity',
      'The script has integrity without crossorigin, so browsers cannot check it.',
      'Add crossorigin="anonymous".',
    ];
  if (/^\s*(sha(256|384|512)-[\w+/]+={0,2}\s*)+$/.test(integrity)) return undefined;
  return ['integrity', 'The value of integrity is no hash.', 'Paste the snippet again, with the hash.'];
}

/** Lists what happened to our files in a browser. */
function observed({refused, answers, messages, defined}: Live): Found[] {
  if (refused.length)
    return refused.map(({url, directive}) => [
      'csp',
      `The security header refuses ${url}: ${directive}.`,
      `Add ${originOf(url)} to script-src.`,
    ]);
  const said = messages.join('\n');
  const isDigest = /digest in the 'integrity'|integrity' attribute/i.test(said);
  return [
    ...answers.map((answer) => wrongAnswer(answer, said)),
    isDigest ? ['integrity', 'The bytes of a file are not those that the page asks for.', REPRINT] : undefined,
    /import\.meta/.test(said)
      ? ['type', 'The editor has removed type="module" from the script line.', NO_MODULE_REMEDY]
      : undefined,
    /does not know where its files are/.test(said) ? COPIED : undefined,
    ...Object.entries(defined).map(([name, by]) => (by === 'other' ? otherDefinition(`recovery-${name}`) : undefined)),
  ];
}

function wrongAnswer({url, status, type}: Live['answers'][number], said: string): Found {
  const file = url.split('/').pop() ?? url;
  if (status >= 400)
    return ['address', `${url} answers ${status}.`, 'Put the whole folder of the files there, or correct the address.'];
  if (status)
    return /javascript/i.test(type)
      ? undefined
      : [
          'mime',
          `The server sends ${file} as “${type || 'nothing'}”, so browsers do not run it.`,
          'Let it send .js files as text/javascript.',
        ];
  if (/CORS|Access-Control/i.test(said))
    return [
      'cors',
      `${originOf(url)} does not let this page read ${file}.`,
      'Let that server send Access-Control-Allow-Origin: * for the folder.',
    ];
  if (/integrity/i.test(said))
    return ['integrity', `The bytes of ${file} are not those that the page asks for.`, REPRINT];
  return ['address', `${url} could not be reached.`, 'Correct the address, or wait until that server answers.'];
}

const otherDefinition = (tag: string): NonNullable<Found> => [
  'other-definition',
  `Another script of the page defines <${tag}>; ours does not replace it.`,
  'Remove the other script, or let it use another name.',
];

/** Reports several copies, and definitions of others that the source shows. */
export function readCopies(facts: Facts, live: Live | undefined, add: Add): void {
  const loaders = facts.scripts.filter((script) => /^(recovery-widgets|all)/.test(script.file) && !isHeld(script));
  const urls = [...new Set(loaders.map(({url}) => url.replace(/[?#].*/, '')))];
  const versions = [...new Set(live?.versions ?? [])];
  if (versions.length > 1)
    add(
      'copies',
      `The page loads versions ${versions.join(' and ')}. The first one works.`,
      'Remove the script line of the older one.',
    );
  else if (urls.length > 1)
    add(
      'copies',
      `The page loads our script from ${urls.length} addresses: ${urls.join(', ')}.`,
      'Keep one script line; it serves all widgets.',
    );
  const definition = facts.inline.find(
    ({code, type}) => isJavaScript(type) && /define\(\s*['"`]recovery-/.test(code) && !/recoveryWidgets/.test(code),
  );
  const [, name] = /define\(\s*['"`](recovery-[a-z-]+)/.exec(definition?.code ?? '') ?? [];
  if (name && !live && facts.places.some((place) => `recovery-${place.name}` === name)) add(...otherDefinition(name));
}
