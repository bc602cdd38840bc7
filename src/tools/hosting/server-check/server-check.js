/**
 * Script of the server check: requests the hosted files from beside the page, compares their bytes with integrity.json, and reads
 * the headers that pages of readers depend on. A classic script, because a server with wrong types would not run a module.
 *
 * The same file runs in a sandboxed frame of this page, whose origin is opaque: its requests are like those of a page on another
 * host.
 */
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const {probe} = script.dataset;
  if (probe) {
    const answer = (/** @type {boolean} */ isAllowed) => parent.postMessage({isAllowed}, '*');
    fetch(probe, {cache: 'no-store'}).then(
      ({ok}) => answer(ok),
      () => answer(false),
    );
    return;
  }

  /**
   * @typedef {{title: string, isWrong: boolean, text: string, items?: string[]}} Result
   * @typedef {Awaited<ReturnType<typeof request>>} Loaded
   * @typedef {{version: string, files: Record<string, string>}} Integrity
   * @typedef {{version: string, evergreen?: string, pages: string[]}} Release
   */

  const folder = new URL('./', location.href);
  /** Requests at a time, as a browser makes them. */
  const AT_ONCE = 6;
  /** Status codes of servers that limit or refuse many requests. */
  const SLOWING = [403, 429, 503];
  /** Seconds to wait for such a server, if it does not say: the first time, then twice as long, up to the maximum. */
  const WAIT = {first: 5, max: 20};
  /** Files that pages and the builder load first: some 30 of a folder. */
  const FIRST = /^([^/]+|builder\/(index\.html|builder\.\w+)|current\/(?!locales|regions|texts).+)$/;
  /** Milliseconds for the frame to answer; only a policy of the host that stops its script lets this pass. */
  const PATIENCE = 10_000;
  /** Maximum number of seconds for which browsers may keep a number. */
  const MAX_LIFETIME = 3600;
  /** Types by ending: in a page of another charset, a browser would misread all.js. @type {Record<string, RegExp>} */
  const TYPES = {
    js: /^(text|application)\/(x-)?javascript\b.*charset="?utf-8/i,
    css: /^text\/css\b.*charset="?utf-8/i,
    html: /^text\/html\b.*charset="?utf-8/i,
  };

  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const count = (/** @type {number} */ number, /** @type {string} */ one, many = `${one}s`) =>
    `${number} ${number === 1 ? one : many}`;

  /** @param {string} title @param {string} text what to do @param {string[]} [items] @returns {Result} */
  const wrong = (title, text, items) => ({title, isWrong: true, text, items});
  /** @param {string} title @param {string} right @param {string} remedy @param {string[]} faults none if all is right @returns {Result} */
  const verdict = (title, right, remedy, faults) =>
    faults.length ? wrong(title, remedy, faults) : {title, isWrong: false, text: right};

  /** Status with which the server has slowed this check down; 0 if it has not. */
  let slowed = 0;
  /** Status codes that waiting does not change. @type {Set<number>} */
  let final = new Set();
  /** The latest request, once they go one at a time. @type {Promise<any>} */
  let turn = Promise.resolve();

  const isSlowing = (/** @type {Loaded} */ {status}) => SLOWING.includes(status) && !final.has(status);

  /** Requests a file as for the first time; its status is 0 if there was no answer. @param {string} path below the folder */
  async function request(path) {
    try {
      const response = await fetch(new URL(path, folder), {cache: 'no-store'});
      const {ok: isLoaded, status, headers} = response;
      return {path, isLoaded, status, headers, bytes: await response.arrayBuffer()};
    } catch {
      return {path, isLoaded: false, status: 0, headers: new Headers(), bytes: new ArrayBuffer(0)};
    }
  }

  /** Requests a file until the server sends it, or waiting is of no use. @param {string} path @returns {Promise<Loaded>} */
  async function insist(path) {
    for (let wait = WAIT.first; ; wait *= 2) {
      const file = await request(path);
      if (wait > WAIT.max) final.add(file.status);
      if (!isSlowing(file)) return file;
      const seconds = Number(file.headers.get('retry-after')) || wait;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  }

  /** Requests a file; where the server slows the check down, after a wait, and one at a time. @param {string} path @returns {Promise<Loaded>} */
  async function load(path) {
    if (!slowed) {
      const file = await request(path);
      if (!isSlowing(file)) return file;
      slowed = file.status;
      showStatus(`Your server slows this check down: it answers ${slowed}. Going on after a wait, one file at a time.`);
    }
    return (turn = turn.then(() => insist(path)));
  }

  /** Requests files, some at a time. @param {string[]} paths @param {number} atOnce @returns {Promise<Loaded[]>} in the same order */
  async function loadAll(paths, atOnce) {
    /** @type {Loaded[]} */
    const loaded = [];
    const rest = paths.entries();
    const work = async () => {
      for (const [index, path] of rest) loaded[index] = await load(path);
    };
    await Promise.all(Array.from({length: atOnce}, work));
    return loaded;
  }

  /** Parses a JSON file. @param {Loaded} file @returns {any} undefined if it is not valid */
  function parse({isLoaded, bytes}) {
    try {
      return isLoaded ? JSON.parse(new TextDecoder().decode(bytes)) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Hashes a file. @param {Loaded} file @returns {Promise<string>} as in integrity.json */
  async function hashOf({bytes}) {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
    return `sha384-${btoa(String.fromCharCode(...hash))}`;
  }

  /** Returns the seconds for which browsers keep a file; undefined if the server does not say. @param {Loaded} file */
  function lifetimeOf({headers}) {
    const control = headers.get('cache-control') ?? '';
    const [, seconds] = /\bmax-age\s*=\s*"?(\d+)/i.exec(control) ?? [];
    return /\bno-(store|cache)\b/i.test(control) ? 0 : seconds === undefined ? undefined : Number(seconds);
  }

  /**
   * Checks that the requested files are there, byte for byte.
   *
   * @param {Release} release
   * @param {Map<string, Integrity | undefined>} lists by folder
   * @param {Loaded[]} loaded
   */
  async function checkFiles(release, lists, loaded) {
    const title = 'The files are there';
    const names = [...lists.keys()];
    const unlisted = names.filter((name) => !lists.get(name)?.files).map((name) => `${name}/integrity.json`);
    if (unlisted.length)
      return wrong(title, 'Some lists of files cannot be read. Upload the whole folder again.', unlisted);
    const missing = loaded.filter(({isLoaded}) => !isLoaded);
    const isRefused = missing.some(({status}) => SLOWING.includes(status));
    if (missing.length)
      return wrong(
        title,
        isRefused
          ? 'Your server refuses files, also after a wait. A firewall or a limit on requests does that: ask your host for an exception for this folder. Readers load 10 to 20 files with a page.'
          : `${count(missing.length, 'file is', 'files are')} not there. Upload the folders ${[...names, 'print'].join('/, ')}/ again, with all folders in them; an upload may have broken off. Capital and small letters in names must stay as they are.`,
        missing.map(({path, status}) => `${path}: ${status || 'no answer'}`),
      );
    const stale = names.find((name) => lists.get(name)?.version !== release.version);
    if (stale)
      return wrong(
        title,
        `The folder ${stale}/ holds version ${lists.get(stale)?.version}, not ${release.version}. Upload it too.`,
      );
    if (!globalThis.crypto?.subtle)
      return wrong(
        title,
        'Their bytes cannot be compared on a page without https. Open this page with https: pages with https need the files with https in any case.',
      );
    const damaged = [];
    for (const file of loaded) {
      const [name] = file.path.split('/', 1);
      const expected = lists.get(name)?.files[file.path.slice(name.length + 1)];
      if (expected && expected !== (await hashOf(file))) damaged.push(file.path);
    }
    return verdict(
      title,
      `${loaded.length} files of ${names.join(' and ')} are there, byte for byte.`,
      `${count(damaged.length, 'file has', 'files have')} other bytes than were made. Upload again in binary mode: in text mode some programs change the ends of lines. Or something on the way rewrites scripts, such as an optimizer: switch it off for this folder.`,
      damaged,
    );
  }

  /** Checks the answer for a file that is missing. @param {Loaded} file */
  const checkMissing = ({path, status, isLoaded}) =>
    verdict(
      'A missing file is reported as missing',
      `The server answers ${status || 'nothing'}.`,
      isLoaded
        ? `For a file that does not exist the server answers ${status}, with something else. A browser would run that as a script. Switch off the rule that sends a page of the site for unknown addresses, for this folder.`
        : `For a file that does not exist the server answers ${status || 'nothing'}. It should answer 404.`,
      [404, 410].includes(status) ? [] : [path],
    );

  /** @param {Loaded[]} loaded */
  function checkTypes(loaded) {
    const others = loaded.flatMap(({path, headers}) => {
      const ending = path.slice(path.lastIndexOf('.') + 1);
      const type = headers.get('content-type') ?? '';
      return TYPES[ending]?.test(type) === false ? `.${ending} comes as ${type || 'no type'}` : [];
    });
    return verdict(
      'Each file has its type',
      'Scripts, styles and pages come with their types, as UTF-8.',
      'Browsers refuse a script or a style sheet of another type, and misread one in another charset. The server must send Content-Type: text/javascript; charset=utf-8 for .js, text/css; charset=utf-8 for .css, text/html; charset=utf-8 for .html.',
      [...new Set(others)],
    );
  }

  /** Requests a file as a page on another host does. @param {string} path @returns {Promise<boolean>} whether it may read it */
  function isAllowedElsewhere(path) {
    return new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.sandbox.add('allow-scripts');
      frame.hidden = true;
      const inner = document.createElement('script');
      inner.src = script.src;
      inner.dataset.probe = new URL(path, folder).href;
      frame.srcdoc = inner.outerHTML;
      const finish = (/** @type {boolean} */ isAllowed) => {
        removeEventListener('message', listen);
        clearTimeout(timer);
        frame.remove();
        resolve(isAllowed);
      };
      const listen = (/** @type {MessageEvent} */ {source, data}) => {
        if (source === frame.contentWindow) finish(data?.isAllowed === true);
      };
      const timer = setTimeout(() => finish(false), PATIENCE);
      addEventListener('message', listen);
      document.body.append(frame);
    });
  }

  /** Checks whether pages on other hosts may use the files. @param {Loaded[]} loaded */
  async function checkElsewhere(loaded) {
    const without = loaded.filter(({headers}) => headers.get('access-control-allow-origin') !== '*');
    // Some servers send the header only to pages on other hosts.
    const path = (without.find((file) => file.path.endsWith('.js')) ?? without.at(0))?.path;
    return verdict(
      'Pages on other hosts may use the files',
      path
        ? `The server allows it when a page on another host asks (tried with ${path}).`
        : 'Every file comes with Access-Control-Allow-Origin: *.',
      'The server must send Access-Control-Allow-Origin: * with every file. Without it browsers refuse the scripts on pages of other hosts, and files with integrity everywhere else. If all your pages are on this very host, with the same name and https, they work as it is.',
      path && !(await isAllowedElsewhere(path))
        ? [`${without.length} of ${loaded.length} files come without, such as ${path}`]
        : [],
    );
  }

  /** Checks the cache lifetime of files that a release replaces. @param {Loaded[]} files */
  function checkFollowed(files) {
    const kept = files.flatMap((file) => {
      const seconds = lifetimeOf(file);
      if (seconds === undefined) return `${file.path}: no lifetime, so browsers guess`;
      return seconds > MAX_LIFETIME ? `${file.path}: ${Math.round(seconds / 60)} minutes` : [];
    });
    return verdict(
      'A changed number reaches readers soon',
      'Browsers ask again for the files that a release replaces within an hour.',
      'Browsers keep these files for so long that readers may see an old number. The server should send Cache-Control: public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400.',
      kept,
    );
  }

  /** Checks whether every site may frame frame.html. @param {Loaded[]} frames */
  function checkFrame(frames) {
    const forbidding = frames.flatMap(({path, headers}) =>
      ['x-frame-options', 'content-security-policy'].flatMap((name) => {
        const value = headers.get(name);
        return value && (name === 'x-frame-options' || /frame-ancestors/i.test(value))
          ? `${path}: ${name}: ${value}`
          : [];
      }),
    );
    return verdict(
      'Every site may show the frame',
      'No header forbids it.',
      'A rule of the site forbids other sites to show frame.html in a frame, which it is made for. Take the header away for this file. If you use no frame, leave it as it is.',
      forbidding,
    );
  }

  /** @param {Result} result */
  function show({title, isWrong, text, items = []}) {
    const add = (/** @type {Element} */ to, /** @type {string} */ name, content = '') => {
      const element = to.appendChild(document.createElement(name));
      element.textContent = content;
      return element;
    };
    const entry = add(byId('results'), 'li');
    entry.className = isWrong ? 'wrong' : 'right';
    const heading = add(entry, 'h2');
    add(heading, 'span', isWrong ? 'Fix this: ' : 'OK: ').className = 'verdict';
    heading.append(title);
    add(entry, 'p', text);
    if (!items.length) return;
    const list = add(entry, 'ul');
    // Hundreds of missing files say no more than the first ones.
    for (const item of items.slice(0, 12)) add(list, 'li', item);
    if (items.length > 12) add(list, 'li', `and ${items.length - 12} more`);
  }

  /** Leads on to the builder of this folder, which knows its address. @param {Release} release @param {number} faults */
  function leadOn({version, evergreen}, faults) {
    byId('builder').setAttribute('href', new URL(`${evergreen ?? version}/builder/index.html`, folder).href);
    byId('next').className = faults ? '' : 'ready';
    byId('next').hidden = false;
  }

  const showStatus = (/** @type {string} */ text) => (byId('status').textContent = text);

  /** Requests the files of a release: those that pages load first, or all, one at a time. @param {Release} release @param {boolean} isAll */
  async function loadRelease({version, evergreen, pages}, isAll) {
    const names = [version, ...(evergreen ? [evergreen] : [])];
    /** By folder. @type {Map<string, Integrity | undefined>} */
    const lists = new Map();
    for (const name of names) lists.set(name, parse(await load(`${name}/integrity.json`)));
    const listed = names.flatMap((name) =>
      [...Object.keys(lists.get(name)?.files ?? {}), 'integrity.json'].map((path) => ({name, path})),
    );
    const first = listed.filter(({path}) => isAll || FIRST.test(path)).map(({name, path}) => `${name}/${path}`);
    const all = [...listed, ...pages];
    // Of the pages, one shows whether they are there.
    const chosen = [...first, ...(isAll ? pages : pages.slice(0, 1))];
    byId('all').textContent = `Check all ${all.length} files`;
    return {lists, loaded: await loadAll(chosen, isAll ? 1 : AT_ONCE)};
  }

  /** Checks a release, shows the results with the faults first, and leads on. @param {Release} release @param {boolean} isAll */
  async function checkRelease(release, isAll) {
    const {version} = release;
    const {lists, loaded} = await loadRelease(release, isAll);
    const there = loaded.filter(({isLoaded}) => isLoaded);
    const followed = there.filter(({path}) => !path.startsWith(`${version}/`) && !path.includes('/assets-'));
    const results = [
      await checkFiles(release, lists, loaded),
      checkMissing(await load(`${version}/no-such-file.js`)),
      checkTypes(there),
      ...(there.length ? [await checkElsewhere(there)] : []),
      checkFollowed(followed),
      checkFrame(there.filter(({path}) => path.endsWith('/frame.html'))),
    ];
    results.sort((a, b) => Number(b.isWrong) - Number(a.isWrong));
    results.forEach(show);
    const faults = results.filter(({isWrong}) => isWrong).length;
    showStatus(
      `Version ${version}, ${count(results.length, 'check')}: ${faults ? count(faults, 'fault') : 'no fault'}.${slowed ? ` Your server slows this check down: it answered ${slowed}.` : ''}`,
    );
    leadOn(release, faults);
  }

  async function check(isAll = false) {
    byId('buttons').hidden = true;
    byId('next').hidden = true;
    byId('results').replaceChildren();
    slowed = 0;
    final = new Set();
    showStatus('Checking. This takes a few seconds.');
    const file = await load('server-check/release.json');
    /** @type {Release | undefined} */
    const release = parse(file);
    if (release?.version) await checkRelease(release, isAll);
    else {
      show(
        wrong(
          'The list of the release is there',
          'server-check/release.json cannot be read. Upload the folder server-check/ with everything in it. If it is there, the server refuses .json files: allow them.',
          [`server-check/release.json: ${file.status || 'no answer'}`],
        ),
      );
      showStatus('One fault; the rest could not be checked.');
    }
    byId('buttons').hidden = false;
  }

  // From a disk there is no server to ask; the page says so without this script.
  if (location.protocol === 'file:') return;
  byId('again').addEventListener('click', () => check());
  byId('all').addEventListener('click', () => check(true));
  check();
})();
