/** Evaluates a Content-Security-Policy: the parts of https://www.w3.org/TR/CSP3/ that apply to our files. */

import {originOf, type Add} from './finding.js';

type Kind = 'script' | 'style' | 'frame';

const DIRECTIVES: Record<Kind, readonly string[]> = {
  script: ['script-src-elem', 'script-src', 'default-src'],
  style: ['style-src-elem', 'style-src', 'default-src'],
  frame: ['frame-src', 'child-src', 'default-src'],
};

/** Parses the directives of one policy; the first of a name counts. */
function parse(policy: string): Map<string, string[]> {
  const directives = new Map<string, string[]>();
  for (const part of policy.split(';')) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (name && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  return directives;
}

function matches(source: string, url: URL, page: URL | undefined): boolean {
  const text = source.toLowerCase();
  if (text === "'self'") return !!page && url.origin === page.origin;
  if (text === '*') return /^(https?|wss?):$/.test(url.protocol) || url.protocol === page?.protocol;
  if (/^[a-z][a-z\d+.-]*:$/.test(text)) return url.protocol === text || (text === 'http:' && url.protocol === 'https:');
  const [, scheme, host, port, path = ''] =
    /^(?:([a-z][a-z\d+.-]*):\/\/)?([^/:]+)(?::(\d+|\*))?(\/.*)?$/i.exec(source) ?? [];
  if (!host) return false;
  const wantedScheme = scheme ? `${scheme.toLowerCase()}:` : page?.protocol;
  if (wantedScheme && url.protocol !== wantedScheme && !(wantedScheme === 'http:' && url.protocol === 'https:'))
    return false;
  const name = host.toLowerCase();
  if (name.startsWith('*.') ? !url.hostname.endsWith(name.slice(1)) : url.hostname !== name) return false;
  if (port && port !== '*' && port !== (url.port || (url.protocol === 'https:' ? '443' : '80'))) return false;
  if (!port && url.port) return false;
  return !path || (path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path);
}

/**
 * Returns the directive that refuses something, such as `script-src 'self'`; undefined if all policies allow it.
 *
 * @param nonce of the element
 */
export function refusedBy(
  policies: readonly string[],
  kind: Kind,
  address: string,
  pageUrl: string,
  nonce = '',
): string | undefined {
  let url: URL;
  let page: URL | undefined;
  try {
    page = pageUrl ? new URL(pageUrl) : undefined;
    url = new URL(address, page);
  } catch {
    // Without the address of the page, a path may lead anywhere.
    return undefined;
  }
  for (const policy of policies) {
    const directives = parse(policy);
    const name = DIRECTIVES[kind].find((each) => directives.has(each));
    const sources = name ? directives.get(name)! : undefined;
    if (!name || !sources) continue;
    const isStrict = kind === 'script' && sources.some((source) => /^'strict-dynamic'$/i.test(source));
    const isAllowed =
      (nonce && sources.includes(`'nonce-${nonce}'`)) ||
      (!isStrict && sources.some((source) => matches(source, url, page)));
    if (!isAllowed) return [name, ...sources].join(' ');
  }
  return undefined;
}

/**
 * Returns the finding for a file that a policy refuses. Beside `'strict-dynamic'` browsers ignore addresses.
 *
 * @param directive as {@link refusedBy} returns it
 */
export const policyFinding = (url: string, directive: string): Parameters<Add> =>
  /'strict-dynamic'/i.test(directive)
    ? ['csp', 'csp-nonce', {directive}]
    : ['csp', 'csp-file', {url, directive, origin: originOf(url), name: directive.split(' ')[0]}];
