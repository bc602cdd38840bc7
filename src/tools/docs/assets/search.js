/** The search page: finds sections of all pages in the browser, from the data in search-index.js. */
(() => {
  const MAX_RESULTS = 30;
  /** Characters of the text to show around the first word found. */
  const AROUND = 90;

  /**
   * @typedef {{page: string, heading: string, path: string, text: string}} Section of a page
   * @typedef {Section & {terms: string[]}} Found with the words of the text that were found
   */

  const get = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.querySelector(`#${id}`));
  const [form, status, list] = ['search', 'search-status', 'search-results'].map(get);
  const input = /** @type {HTMLInputElement} */ (get('search-words'));
  /** Set by the scripts before this one. @type {{MiniSearch?: typeof import('minisearch').default, recoveryPages?: Section[]}} */
  const {MiniSearch, recoveryPages} = /** @type {any} */ (globalThis);
  if (!MiniSearch || !recoveryPages) {
    status.textContent = 'The search could not be loaded. All pages are listed below.';
    return;
  }

  const search = new MiniSearch({
    fields: ['page', 'heading', 'text'],
    storeFields: ['page', 'heading', 'path', 'text'],
    searchOptions: {
      boost: {page: 4, heading: 3},
      // Few searches are for old reports.
      boostDocument: (_, __, stored) =>
        /^(docs\/(decisions|translation-review)|project\/changelog)/.test(String(stored?.path)) ? 0.4 : 1,
      prefix: (/** @type {string} */ word) => word.length > 2,
      fuzzy: (/** @type {string} */ word) => (word.length > 4 ? 0.2 : false),
    },
  });
  search.addAll(recoveryPages);

  /** Returns a piece of a text around the first of some words, with each of them marked. @param {string} text @param {string[]} terms */
  function excerpt(text, terms) {
    const box = document.createElement('p');
    const pattern = new RegExp(
      terms.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') || '$^',
      'giu',
    );
    const first = Math.max(0, text.search(pattern));
    const start = first < AROUND ? 0 : text.indexOf(' ', first - AROUND) + 1;
    const long = text.slice(start, first + AROUND * 2);
    const piece = start + long.length < text.length ? long.slice(0, long.lastIndexOf(' ')) : long;
    let end = 0;
    if (start) box.append('… ');
    for (const match of piece.matchAll(pattern)) {
      const mark = document.createElement('mark');
      mark.textContent = match[0];
      box.append(piece.slice(end, match.index), mark);
      end = match.index + match[0].length;
    }
    box.append(piece.slice(end), start + piece.length < text.length ? ' …' : '');
    return box;
  }

  /** @param {Found} found */
  function entryOf({page, heading, path, text, terms}) {
    const entry = document.createElement('li');
    const title = document.createElement('p');
    const link = document.createElement('a');
    link.href = path;
    link.textContent = heading ? `${page}: ${heading}` : page;
    title.append(link);
    entry.append(title, excerpt(text, terms));
    return entry;
  }

  /** Finds sections with all words; where there are none, those with any. @param {string} query */
  function find(query) {
    const results = (/** @type {'AND' | 'OR'} */ combineWith) =>
      /** @type {Found[]} */ (/** @type {unknown} */ (search.search(query, {combineWith})));
    const all = results('AND');
    return all.length ? {found: all, isAll: true} : {found: results('OR'), isAll: false};
  }

  function show() {
    const query = input.value.trim();
    const {found, isAll} = find(query);
    list.replaceChildren(...found.slice(0, MAX_RESULTS).map(entryOf));
    list.hidden = !found.length;
    const count = `${found.length} ${found.length === 1 ? 'section' : 'sections'}`;
    if (!query) status.textContent = 'Type a word or two.';
    else if (!found.length)
      status.textContent = `Nothing was found for “${query}”. Try fewer or other words; all pages are listed below.`;
    else {
      const which = isAll ? '' : ', none with all words';
      status.textContent = `${count} found for “${query}”${which}${found.length > MAX_RESULTS ? `; the best ${MAX_RESULTS} are shown` : ''}.`;
    }
    document.title = query ? `${query} – Search – Recovery widgets` : 'Search – Recovery widgets';
  }

  /** Takes the query from the URL, so that a link to a search works. */
  function read() {
    try {
      input.value = decodeURIComponent(location.hash.slice(1));
    } catch {
      input.value = location.hash.slice(1);
    }
    show();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const hash = `#${encodeURIComponent(input.value.trim())}`;
    if (location.hash !== hash) location.hash = hash;
    else show();
  });
  input.addEventListener('input', show);
  addEventListener('hashchange', read);
  read();
})();
