/**
 * Script of the start page: requests the hosted files from beside the page, compares their bytes with integrity.json, and reads
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
   * @typedef {'right' | 'wrong' | 'better'} State
   * @typedef {{state: State, title: string, text: string, items?: string[]}} Result
   *
   * @typedef {object} Loaded A requested file
   * @property {string} path below the folder
   * @property {boolean} isThere
   * @property {number} status 0 if there was no answer
   * @property {Headers} headers
   * @property {ArrayBuffer} bytes
   *
   * @typedef {{version: string, files: Record<string, string>}} Integrity
   * @typedef {{version: string, evergreen?: string, pages: string[]}} Release
   */

  const folder = new URL('./', location.href);
  const VERDICTS = {right: 'Right', wrong: 'Put this right', better: 'Could be better'};
  /** Requests at a time. */
  const AT_ONCE = 8;
  /** Milliseconds for the frame to answer; only a policy of the host that stops its script lets this pass. */
  const PATIENCE = 10_000;
  /** Types by ending; those of scripts and styles decide whether a browser uses the file. @type {Record<string, RegExp>} */
  const TYPES = {
    js: /^(text|application)\/(x-)?javascript\b/i,
    css: /^text\/css\b/i,
    html: /^text\/html\b/i,
    json: /^application\/json\b/i,
    txt: /^text\/plain\b/i,
  };
  const DAY = 86_400;

  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const endingOf = (/** @type {string} */ path) => path.slice(path.lastIndexOf('.') + 1);
  const count = (/** @type {number} */ number, /** @type {string} */ one, many = `${one}s`) =>
    `${number} ${number === 1 ? one : many}`;

  /** Requests a file as for the first time. @param {string} path below the folder @returns {Promise<Loaded>} */
  async function load(path) {
    try {
      const response = await fetch(new URL(path, folder), {cache: 'no-store'});
      const {ok: isThere, status, headers} = response;
      return {path, isThere, status, headers, bytes: await response.arrayBuffer()};
    } catch {
      return {path, isThere: false, status: 0, headers: new Headers(), bytes: new ArrayBuffer(0)};
    }
  }

  /** Requests files, some at a time. @param {string[]} paths @returns {Promise<Loaded[]>} in the same order */
  async function loadAll(paths) {
    /** @type {Loaded[]} */
    const loaded = [];
    const rest = paths.entries();
    const work = async () => {
      for (const [index, path] of rest) loaded[index] = await load(path);
    };
    await Promise.all(Array.from({length: AT_ONCE}, work));
    return loaded;
  }

  /** Parses a JSON file. @param {Loaded} file @returns {any} undefined if it is not valid */
  function parse({isThere, bytes}) {
    try {
      return isThere ? JSON.parse(new TextDecoder().decode(bytes)) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Hashes a file. @param {Loaded} file @returns {Promise<string>} as in integrity.json */
  async function hashOf({bytes}) {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
    return `sha384-${btoa(String.fromCharCode(...hash))}`;
  }

  /** Returns a number of seconds in words. @param {number} seconds */
  function duration(seconds) {
    if (seconds < 120) return count(seconds, 'second');
    if (seconds < 7200) return count(Math.round(seconds / 60), 'minute');
    return seconds < 2 * DAY ? count(Math.round(seconds / 3600), 'hour') : count(Math.round(seconds / DAY), 'day');
  }

  /**
   * Returns the seconds for which browsers keep a file.
   *
   * @param {Loaded} file
   * @returns {number | undefined} undefined if the server does not say
   */
  function lifetimeOf({headers}) {
    const control = (headers.get('cache-control') ?? '').toLowerCase();
    if (/\bno-(store|cache)\b/.test(control)) return 0;
    const [, seconds] = /\bmax-age\s*=\s*"?(\d+)/.exec(control) ?? [];
    if (seconds) return Number(seconds);
    const until = Date.parse(headers.get('expires') ?? '');
    return Number.isNaN(until)
      ? undefined
      : Math.max(0, Math.round((until - (Date.parse(headers.get('date') ?? '') || Date.now())) / 1000));
  }

  /**
   * Checks that all files are there, byte for byte.
   *
   * @param {Release} release
   * @param {Map<string, Integrity | undefined>} lists by folder
   * @param {Loaded[]} loaded
   * @returns {Promise<Result>}
   */
  async function checkFiles(release, lists, loaded) {
    const title = 'All files are there';
    const names = [...lists.keys()];
    const unlisted = names.filter((name) => !lists.get(name)?.files);
    if (unlisted.length)
      return {
        state: 'wrong',
        title,
        text: `${unlisted.map((name) => `${name}/integrity.json`).join(' and ')} cannot be read. Upload the whole folder again, with everything in it.`,
      };
    const missing = loaded.filter(({isThere}) => !isThere);
    if (missing.length)
      return {
        state: 'wrong',
        title,
        text: `${count(missing.length, 'file is', 'files are')} not there. Upload the folders ${names.join('/ and ')}/ again, with all folders in them; an upload may have broken off. Capital and small letters in names must stay as they are.`,
        items: missing.map(({path, status}) => `${path}: ${status || 'no answer'}`),
      };
    const stale = names.filter((name) => lists.get(name)?.version !== release.version);
    if (stale.length)
      return {
        state: 'wrong',
        title,
        text: `The folder ${stale.join('/ and ')}/ holds version ${stale.map((name) => lists.get(name)?.version).join(' and ')}, not ${release.version}. Upload it too.`,
      };
    const all = `All ${loaded.length} files of ${names.join(' and ')} are there`;
    if (!globalThis.crypto?.subtle)
      return {
        state: 'better',
        title,
        text: `${all}. Their bytes could not be compared: browsers do that on pages that were opened with https only. Open this page so, if your server can; pages with https need the files with https in any case.`,
      };
    const damaged = [];
    for (const file of loaded) {
      const [name] = file.path.split('/', 1);
      const expected = lists.get(name)?.files[file.path.slice(name.length + 1)];
      if (expected && expected !== (await hashOf(file))) damaged.push(file);
    }
    if (damaged.length)
      return {
        state: 'wrong',
        title,
        text: `${count(damaged.length, 'file has', 'files have')} other bytes than were made. Upload again in binary mode: in text mode some programs change the ends of lines. Or something on the way rewrites scripts, such as an optimizer: switch it off for this folder.`,
        items: damaged.map(({path}) => path),
      };
    return {state: 'right', title, text: `${all}, byte for byte.`};
  }

  /** Checks the answer for a file that is missing. @param {Loaded} file @returns {Result} */
  function checkMissing({status, isThere}) {
    const title = 'A missing file is reported as missing';
    return isThere
      ? {
          state: 'wrong',
          title,
          text: `For a file that does not exist the server answers ${status}, with something else. A browser would run that as a script. Switch off the rule that sends a page of the site for unknown addresses, for this folder.`,
        }
      : {state: 'right', title, text: `The server answers ${status || 'nothing'}.`};
  }

  /** Checks the types. @param {Loaded[]} loaded @returns {Result} */
  function checkTypes(loaded) {
    const title = 'Each file has its type';
    const typeOf = (/** @type {Loaded} */ {headers}) => headers.get('content-type') ?? '';
    const wrong = loaded.filter((file) => TYPES[endingOf(file.path)]?.test(typeOf(file)) === false);
    const bare = loaded.filter((file) => TYPES[endingOf(file.path)] && !/charset="?utf-8/i.test(typeOf(file)));
    /** One line for each ending and type. @param {Loaded[]} files */
    const list = (files) => [
      ...new Set(files.map((file) => `.${endingOf(file.path)} comes as ${typeOf(file) || 'no type'}`)),
    ];
    if (wrong.some(({path}) => /\.(js|css|html)$/.test(path)))
      return {
        state: 'wrong',
        title,
        text: 'Browsers refuse a script or a style sheet of another type. The server must send Content-Type: text/javascript; charset=utf-8 for .js, text/css for .css, text/html for .html.',
        items: list(wrong),
      };
    if (wrong.length || bare.length)
      return {
        state: 'better',
        title,
        text: 'Add “; charset=utf-8” to the types: a page in another charset reads some letters of all.js wrongly. Data should be application/json and text/plain.',
        items: list([...wrong, ...bare]),
      };
    return {state: 'right', title, text: 'Scripts, styles, pages and data come with their types, as UTF-8.'};
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

  /** Checks whether pages on other hosts may use the files. @param {Loaded[]} loaded @returns {Promise<Result>} */
  async function checkElsewhere(loaded) {
    const title = 'Pages on other hosts may use the files';
    const without = loaded.filter(({headers}) => headers.get('access-control-allow-origin') !== '*');
    if (!without.length) return {state: 'right', title, text: 'Every file comes with Access-Control-Allow-Origin: *.'};
    // Some servers send the header only to pages on other hosts.
    const module = without.find(({path}) => path.endsWith('.js')) ?? without[0];
    return (await isAllowedElsewhere(module.path))
      ? {
          state: 'right',
          title,
          text: `The server allows it when a page on another host asks (tried with ${module.path}).`,
        }
      : {
          state: 'wrong',
          title,
          text: 'The server must send Access-Control-Allow-Origin: * with every file. Without it browsers refuse the scripts on pages of other hosts, and files with integrity everywhere else. If all your pages are on this very host, with the same name and https, they work as it is.',
          items: [`${without.length} of ${loaded.length} files come without, such as ${module.path}`],
        };
  }

  /** Checks the cache lifetime of files that a release replaces. @param {Loaded[]} files @param {string} folderName @returns {Result} */
  function checkFollowed(files, folderName) {
    const title = 'A changed number reaches readers soon';
    const lifetimes = files.map((file) => ({path: file.path, seconds: lifetimeOf(file)}));
    const unknown = lifetimes.filter(({seconds}) => seconds === undefined);
    if (unknown.length)
      return {
        state: 'wrong',
        title,
        text: `The server does not say how long browsers may keep the files in ${folderName}/. They guess then: an old number may stay for days. It should send Cache-Control: public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400.`,
        items: [`${unknown.length} of ${files.length} files come without, such as ${unknown[0].path}`],
      };
    const longest = lifetimes.reduce((most, each) => (Number(each.seconds) > Number(most.seconds) ? each : most));
    const seconds = Number(longest.seconds);
    if (seconds > 3600)
      return {
        state: 'wrong',
        title,
        text: `Browsers keep files in ${folderName}/ for ${duration(seconds)}: for so long readers may see an old number. It should be five minutes: Cache-Control: public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400.`,
        items: [longest.path],
      };
    return {
      state: 'right',
      title,
      text: seconds
        ? `Browsers ask again for the files in ${folderName}/ after ${duration(seconds)} at the latest.`
        : `Browsers ask for the files in ${folderName}/ each time.`,
    };
  }

  /** Checks the cache lifetime of files that never change. @param {Loaded[]} files @returns {Result} */
  function checkForever(files) {
    const title = 'Browsers keep what never changes';
    const shortest = Math.min(...files.map((file) => lifetimeOf(file) ?? 0));
    return shortest >= 30 * DAY
      ? {state: 'right', title, text: `They keep it for ${duration(shortest)} or longer.`}
      : {
          state: 'better',
          title,
          text: `They ask again ${shortest ? `after ${duration(shortest)}` : 'each time'}, so returning readers wait longer. Files of a full version and in assets-… never change: Cache-Control: public, max-age=31536000, immutable.`,
        };
  }

  /** Checks whether every site may frame frame.html. @param {Loaded[]} frames @returns {Result} */
  function checkFrame(frames) {
    const title = 'Every site may show the frame';
    const forbidding = frames.flatMap(({path, headers}) =>
      [
        headers.has('x-frame-options') && `X-Frame-Options: ${headers.get('x-frame-options')}`,
        /frame-ancestors/i.test(headers.get('content-security-policy') ?? '') &&
          `Content-Security-Policy: ${headers.get('content-security-policy')}`,
      ]
        .filter(Boolean)
        .map((header) => `${path}: ${header}`),
    );
    return forbidding.length
      ? {
          state: 'wrong',
          title,
          text: 'A rule of the site forbids other sites to show frame.html in a frame, which it is made for. Take the header away for this file. If you use no frame, leave it as it is.',
          items: forbidding,
        }
      : {state: 'right', title, text: 'No header forbids it.'};
  }

  /** Checks compression. @param {Loaded[]} loaded @returns {Result} */
  function checkCompression(loaded) {
    const title = 'Files are compressed on their way';
    const plain = loaded.filter(({headers, bytes, path}) => {
      return bytes.byteLength > 2000 && TYPES[endingOf(path)] && !headers.get('content-encoding');
    });
    return plain.length
      ? {
          state: 'better',
          title,
          text: 'Switch on gzip or Brotli for scripts, styles and pages: a quarter of the bytes travels then.',
          items: [`${plain.length} files come uncompressed, such as ${plain[0].path}`],
        }
      : {state: 'right', title, text: 'With gzip or Brotli.'};
  }

  /** Checks headers that matter to some pages. @param {Loaded[]} loaded @returns {Result} */
  function checkHeaders(loaded) {
    const title = 'Headers for careful pages';
    /** @type {[name: string, value: string, why: string][]} */
    const wanted = [
      ['X-Content-Type-Options', 'nosniff', 'browsers do not guess types'],
      ['Cross-Origin-Resource-Policy', 'cross-origin', 'isolated pages may load the files'],
      ['Cross-Origin-Embedder-Policy', 'require-corp', 'isolated pages may show the frame'],
      ['Referrer-Policy', 'no-referrer', 'requests do not say which page was read'],
      ['X-Robots-Tag', 'noindex', 'no search result leads to an old number'],
    ];
    const missing = wanted.filter(([name, value]) =>
      loaded.some(({headers}) => headers.get(name)?.toLowerCase() !== value),
    );
    return missing.length
      ? {
          state: 'better',
          title,
          text: 'Most pages work without. The server can send:',
          items: missing.map(([name, value, why]) => `${name}: ${value} – ${why}`),
        }
      : {state: 'right', title, text: 'All are there.'};
  }

  /** @param {Result} result */
  function show({state, title, text, items = []}) {
    const add = (/** @type {Element} */ to, /** @type {string} */ name, content = '') => {
      const element = to.appendChild(document.createElement(name));
      element.textContent = content;
      return element;
    };
    const entry = add(byId('results'), 'li');
    entry.className = state;
    const heading = add(entry, 'h2');
    add(heading, 'span', `${VERDICTS[state]}: `).className = 'verdict';
    heading.append(title);
    add(entry, 'p', text);
    if (!items.length) return;
    const list = add(entry, 'ul');
    // Hundreds of missing files say no more than the first ones.
    for (const item of items.slice(0, 12)) add(list, 'li', item);
    if (items.length > 12) add(list, 'li', `and ${items.length - 12} more`);
  }

  /** Writes the lines to paste, with the address of this folder. @param {Release} release @param {Integrity} [list] */
  function showLines({version, evergreen}, list) {
    const urlOf = (/** @type {string} */ path) => new URL(path, folder).href;
    const fill = (/** @type {string} */ id, /** @type {string} */ text) => {
      /** @type {HTMLTextAreaElement} */ (byId(id)).value = text;
    };
    fill(
      'evergreen',
      `<link rel="stylesheet" href="${urlOf(`${evergreen}/recovery-widgets.css`)}" crossorigin="anonymous">
<script type="module" src="${urlOf(`${evergreen}/recovery-widgets.js`)}"></script>`,
    );
    const checked = (/** @type {string} */ file) => `integrity="${list?.files[file]}" crossorigin="anonymous"`;
    fill(
      'pinned',
      `<link rel="stylesheet" href="${urlOf(`${version}/recovery-widgets.css`)}"
  ${checked('recovery-widgets.css')}>
<script defer src="${urlOf(`${version}/all.js`)}"
  ${checked('all.js')}></script>`,
    );
    byId('follow').hidden = !evergreen;
    byId('readme').setAttribute('href', urlOf(`${version}/README.txt`));
    byId('paste').hidden = !list?.files;
  }

  const showStatus = (/** @type {string} */ text) => (byId('status').textContent = text);

  /** Reports that nothing can be checked. @param {Loaded} file the list of the release */
  function showUnreadable({status}) {
    show({
      state: 'wrong',
      title: 'The list of the release is there',
      text: 'start/release.json cannot be read. Upload the folder start/ with everything in it. If it is there, the server refuses .json files: allow them.',
      items: [`start/release.json: ${status || 'no answer'}`],
    });
    showStatus('One thing must be put right; the rest could not be checked.');
  }

  /** Requests all files of a release. @param {Release} release */
  async function loadRelease({version, evergreen, pages}) {
    const names = [version, ...(evergreen ? [evergreen] : [])];
    /** By folder. @type {Map<string, Integrity | undefined>} */
    const lists = new Map();
    for (const name of names) lists.set(name, parse(await load(`${name}/integrity.json`)));
    const loaded = await loadAll(
      names.flatMap((name) =>
        [...Object.keys(lists.get(name)?.files ?? {}), 'integrity.json', ...pages].map((path) => `${name}/${path}`),
      ),
    );
    return {lists, loaded};
  }

  /** Checks the headers of files. @param {Loaded[]} files that are there @param {Release} release @returns {Promise<Result[]>} */
  async function checkServer(files, {version, evergreen}) {
    const isForever = (/** @type {Loaded} */ {path}) => path.startsWith(`${version}/`) || path.includes('/assets-');
    const followed = files.filter((file) => !isForever(file));
    const kept = files.filter(isForever);
    return [
      checkTypes(files),
      await checkElsewhere(files),
      ...(followed.length ? [checkFollowed(followed, String(evergreen))] : []),
      ...(kept.length ? [checkForever(kept)] : []),
      checkFrame(files.filter(({path}) => path.endsWith('/frame.html'))),
      checkCompression(files),
      checkHeaders(files),
    ];
  }

  /** Returns the outcome in one line. @param {Release} release @param {Result[]} results */
  function summaryOf({version}, results) {
    const wrong = results.filter(({state}) => state === 'wrong').length;
    const better = results.filter(({state}) => state === 'better').length;
    return [
      `Version ${version}, ${count(results.length, 'check')}.`,
      wrong ? `${count(wrong, 'thing')} must be put right.` : 'Nothing must be put right.',
      better ? `${count(better, 'thing')} could be better.` : '',
    ]
      .filter(Boolean)
      .join(' ');
  }

  /** Checks a release, shows the results with the worst first, and the lines to paste. @param {Release} release */
  async function checkRelease(release) {
    const {lists, loaded} = await loadRelease(release);
    const there = loaded.filter(({isThere}) => isThere);
    const results = [
      await checkFiles(release, lists, loaded),
      checkMissing(await load(`${release.version}/no-such-file.js`)),
      // Without files there is nothing to say about their headers.
      ...(there.length ? await checkServer(there, release) : []),
    ];
    const order = ['wrong', 'better', 'right'];
    results.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
    results.forEach(show);
    showStatus(summaryOf(release, results));
    showLines(release, lists.get(release.version));
  }

  async function check() {
    byId('again').hidden = true;
    byId('results').replaceChildren();
    showStatus('Checking. This takes a few seconds.');
    const file = await load('start/release.json');
    /** @type {Release | undefined} */
    const release = parse(file);
    if (release?.version) await checkRelease(release);
    else showUnreadable(file);
    byId('again').hidden = false;
  }

  // From a disk there is no server to ask; the page says so without this script.
  if (location.protocol === 'file:') return;
  byId('again').addEventListener('click', check);
  check();
})();
