/**
 * Runs the recipes of docs/systems.md in the systems themselves, from Debian’s packages: each makes or serves a page, and Chromium
 * opens it, with script and without. Only loopback ports are opened; no system is installed beside the tests’ own folder.
 *
 * The second half of each test pastes the snippet into a text: the table of docs/systems.md lists the results.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {freePort} from '../../src/tools/free-port.mjs';
import {root} from '../../src/tools/project.mjs';
import {mediaType, serve} from '../../src/tools/serve.mjs';
import {findFile, onPath, startServer} from '../support/hosting.mjs';
import {AT_NIGHT, isNightly} from '../support/nightly.mjs';
import {test} from '../support/page.mjs';
import {readRecipe} from '../support/recipes.mjs';

const FILES = 'https://your-site.example/';
const MARKUP = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Help</title><body>';
const SNIPPET = readRecipe('helpline.html');
/** @typedef {'widget' | 'fallback' | 'code' | 'nothing'} Outcome `fallback` has links that dial; `code` is HTML as text */

/** Skips a test where a program or a file of a package is missing. @param {string} name of the package @param {string} [file] */
const needs = (name, file) => {
  const found = file ? existsSync(file) : findFile(...onPath(name));
  test.skip(!found, `${name} is not installed (Debian: apt-get install ${name})`);
};
const needsPhp = () => test.skip(!findFile(...onPath('php')), 'PHP is not installed (Debian: apt-get install php-cli)');

test.describe('recipes of docs/systems.md', () => {
  test.skip(!isNightly, AT_NIGHT);
  let folder = '';
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'system-'));
  });
  test.afterEach(() => rmSync(folder, {recursive: true, force: true}));

  /** Writes files into the folder of the test. @param {Record<string, string>} files text by path */
  function write(files) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), {recursive: true});
      writeFileSync(join(folder, path), text);
    }
  }

  /** Runs a program in the folder of the test. @param {string} program @param {string[]} args @param {object} [options] */
  function run(program, args, options = {}) {
    const {status, stderr, stdout, error} = spawnSync(program, args, {cwd: folder, encoding: 'utf8', ...options});
    assert.equal(status, 0, `${program} ${args.join(' ')}\n${error ?? ''}${stdout}${stderr}`);
    return stdout;
  }

  /**
   * Opens a page with script and without.
   *
   * @param {import('@playwright/test').Browser} browser
   * @param {string} url
   * @returns {Promise<Outcome>} result for readers with script
   */
  async function outcome(browser, url) {
    /** @type {Outcome[]} */
    const seen = [];
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({javaScriptEnabled});
      const page = await context.newPage();
      /** @type {string[]} */
      const messages = [];
      page.on('console', (message) => messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(error.message));
      await page.route(`${FILES}**`, (route) => {
        const file = new URL(route.request().url()).pathname.slice(1);
        return route.fulfill({
          contentType: mediaType(file),
          headers: {'access-control-allow-origin': '*'},
          body: readFileSync(join(root, 'dist/cdn', file)),
        });
      });
      await page.goto(url, {waitUntil: 'networkidle'});
      const dials = await page.locator('a[href="tel:+18006624357"]').first().isVisible();
      const isUpgraded = await page.locator('recovery-helpline-banner .root').first().isVisible();
      const isCode = (await page.locator('body').innerText()).includes('modulepreload');
      seen.push(isCode ? 'code' : isUpgraded ? 'widget' : dials ? 'fallback' : 'nothing');
      assert.deepEqual(
        messages.filter((message) => message.includes('recovery-widgets')),
        [],
      );
      await context.close();
    }
    const [withScript, without] = seen;
    assert.equal(
      without,
      withScript === 'widget' ? 'fallback' : withScript,
      'without script there is the fallback content',
    );
    return withScript;
  }

  /** Serves a folder of finished pages. @param {import('@playwright/test').Browser} browser @param {string} site @param {string[]} paths */
  async function outcomes(browser, site, paths) {
    const server = await serve({root: join(folder, site)});
    try {
      const found = [];
      for (const path of paths) found.push(await outcome(browser, `${server.url}/${path}`));
      return found;
    } finally {
      await server.close();
    }
  }

  test('Hugo: the shortcode shows the widget; a pasted snippet vanishes whole', async ({browser}) => {
    needs('hugo');
    write({
      'hugo.toml': 'baseURL = "/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section"]\n',
      'layouts/_default/single.html': `${MARKUP}{{ .Content }}</body></html>`,
      'layouts/shortcodes/helpline.html': SNIPPET,
      'content/recipe.md': `---\ntitle: Help\n---\n\nBefore.\n\n${readRecipe('hugo/page.md')}\nAfter.\n`,
      'content/pasted.md': `---\ntitle: Help\n---\n\nBefore.\n\n${SNIPPET}\nAfter.\n`,
    });
    run('hugo', ['--quiet', '--noBuildLock']);
    assert.deepEqual(await outcomes(browser, 'public', ['recipe/', 'pasted/']), ['widget', 'nothing']);
    // The setting that lets HTML in text through.
    writeFileSync(
      join(folder, 'hugo.toml'),
      `${readFileSync(join(folder, 'hugo.toml'))}\n${readRecipe('hugo/hugo.toml')}`,
    );
    run('hugo', ['--quiet', '--noBuildLock']);
    assert.deepEqual(await outcomes(browser, 'public', ['pasted/']), ['widget']);
  });

  test('Jekyll: the include and a pasted snippet show the widget', async ({browser}) => {
    needs('jekyll');
    write({
      '_layouts/default.html': `${MARKUP}{{ content }}</body></html>`,
      '_includes/helpline.html': SNIPPET,
      'recipe.md': `---\nlayout: default\n---\n\nBefore.\n\n${readRecipe('jekyll/page.md')}\nAfter.\n`,
      'pasted.md': `---\nlayout: default\n---\n\nBefore.\n\n${SNIPPET}\nAfter.\n`,
    });
    run('jekyll', ['build', '--quiet']);
    assert.deepEqual(await outcomes(browser, '_site', ['recipe.html', 'pasted.html']), ['widget', 'widget']);
  });

  test('MkDocs: the hook and a pasted snippet show the widget', async ({browser}) => {
    needs('mkdocs');
    write({
      'mkdocs.yml': `site_name: Help\n${readRecipe('mkdocs/mkdocs.yml')}`,
      'helpline.py': readRecipe('mkdocs/helpline.py'),
      'helpline.html': SNIPPET,
      'docs/index.md': `# Help\n\nBefore.\n\n${readRecipe('mkdocs/page.md')}\nAfter.\n`,
      'docs/pasted.md': `# Help\n\nBefore.\n\n${SNIPPET}\nAfter.\n`,
    });
    run('mkdocs', ['build', '--quiet']);
    assert.deepEqual(await outcomes(browser, 'site', ['', 'pasted/']), ['widget', 'widget']);
  });

  /** Serves the folder of the test with PHP. */
  async function startPhp() {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    return {url, stop: await startServer('php', ['-S', `127.0.0.1:${port}`, '-t', folder], url)};
  }

  test('DokuWiki: two files show the widget on every page; a pasted snippet is shown as code', async ({browser}) => {
    needs('dokuwiki', '/usr/share/dokuwiki/doku.php');
    needsPhp();
    cpSync('/usr/share/dokuwiki', folder, {recursive: true, dereference: true});
    const filter = (/** @type {string} */ file) => existsSync(file);
    cpSync('/etc/dokuwiki', join(folder, 'conf'), {recursive: true, dereference: true, filter});
    cpSync('/var/lib/dokuwiki/data', join(folder, 'data'), {recursive: true});
    // Debian’s own leads to /etc and /var.
    rmSync(join(folder, 'inc/preload.php'), {force: true});
    write({
      'conf/local.php': `<?php\n$conf['title'] = 'Help';\n$conf['useacl'] = 0;\n$conf['savedir'] = '${folder}/data';\n`,
      'data/pages/start.txt': 'Before.\n',
      'data/pages/pasted.txt': `Before.\n\n${SNIPPET}\nAfter.\n`,
    });
    const {url, stop} = await startPhp();
    try {
      assert.equal(await outcome(browser, `${url}/doku.php?id=pasted`), 'code');
      write({
        'conf/meta.html': readRecipe('dokuwiki/meta.html'),
        'conf/header.html': readRecipe('dokuwiki/header.html'),
      });
      assert.equal(await outcome(browser, `${url}/doku.php?id=start`), 'widget');
    } finally {
      await stop();
    }
  });

  test('MediaWiki: a template and MediaWiki:Common.js show the widget; a pasted snippet is shown as code', async ({
    browser,
  }) => {
    needs('mediawiki', '/usr/share/mediawiki/maintenance/run.php');
    needsPhp();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    mkdirSync(join(folder, 'db'));
    const maintain = (/** @type {string[]} */ args, /** @type {object} */ options = {}) =>
      run('php', ['/usr/share/mediawiki/maintenance/run.php', ...args], options);
    const database = ['--dbtype', 'sqlite', '--dbpath', join(folder, 'db'), '--dbname', 'wiki'];
    const place = ['--scriptpath', '', '--server', url, '--confpath', folder];
    maintain([
      'install',
      ...database,
      ...place,
      '--pass',
      'a-password-for-tests',
      '--skins',
      'Vector',
      'Help',
      'Admin',
    ]);
    const env = {...process.env, MW_CONFIG_FILE: join(folder, 'LocalSettings.php')};
    const edit = (/** @type {string} */ title, /** @type {string} */ input) =>
      maintain(['edit', '-u', 'Admin', title], {env, input});
    edit('Pasted', `Before.\n\n${SNIPPET}\nAfter.`);
    edit('Template:Helpline', readRecipe('mediawiki/Helpline.wikitext'));
    edit('Help', `Before.\n\n${readRecipe('mediawiki/page.wikitext')}\nAfter.`);
    const stop = await startServer('php', ['-S', `127.0.0.1:${port}`, '-t', '/usr/share/mediawiki'], url, env);
    try {
      assert.equal(await outcome(browser, `${url}/index.php?title=Help`), 'fallback');
      assert.equal(await outcome(browser, `${url}/index.php?title=Pasted`), 'code');
      edit('MediaWiki:Common.js', readRecipe('mediawiki/Common.js'));
      assert.equal(await outcome(browser, `${url}/index.php?title=Help`), 'widget');
    } finally {
      await stop();
    }
  });

  test('SPIP: the model and a pasted snippet show the widget', async ({browser}) => {
    needs('spip', '/usr/share/spip/spip.php');
    needsPhp();
    cpSync('/usr/share/spip', folder, {recursive: true, dereference: true});
    // Debian’s own shares one installation between sites.
    rmSync(join(folder, 'config/mes_options.php'), {force: true});
    for (const name of ['config/bases', 'tmp', 'local']) mkdirSync(join(folder, name), {recursive: true});
    write({
      'squelettes/modeles/helpline.html': SNIPPET,
      'config/connect.php': `<?php
        if (!defined('_ECRIRE_INC_VERSION')) return;
        $GLOBALS['spip_connect_version'] = 0.8;
        spip_connect_db('', '', '', '', 'spip', 'sqlite3', 'spip', '', '');`,
      // The steps of SPIP’s installer that need no browser, and two articles.
      'setup.php': `<?php
        (new SQLite3('config/bases/spip.sqlite'))->exec("CREATE TABLE spip_meta (nom VARCHAR(255) NOT NULL, valeur TEXT DEFAULT '', impt TEXT DEFAULT 'oui' NOT NULL, maj TIMESTAMP, PRIMARY KEY (nom))");
        $_SERVER += ['REQUEST_URI' => '/', 'HTTP_HOST' => 'localhost', 'SERVER_NAME' => 'localhost', 'REQUEST_METHOD' => 'GET', 'SERVER_PORT' => 80];
        require 'vendor/autoload.php';
        include_once 'ecrire/inc_version.php';
        include_spip('base/create');
        include_spip('inc/meta');
        creer_base();
        foreach (['charset' => 'utf-8', 'langue_site' => 'en', 'langues_utilisees' => 'en', 'nom_site' => 'Help'] as $name => $value) ecrire_meta($name, $value);
        $section = sql_insertq('spip_rubriques', ['titre' => 'Section', 'statut' => 'publie', 'lang' => 'en', 'id_secteur' => 1]);
        foreach (json_decode(stream_get_contents(STDIN)) as $text)
          sql_insertq('spip_articles', ['titre' => 'Help', 'texte' => $text, 'statut' => 'publie', 'id_rubrique' => $section, 'id_secteur' => $section, 'lang' => 'en', 'date' => '2020-01-01 00:00:00']);`,
    });
    const texts = [readRecipe('spip/article.txt'), SNIPPET].map((text) => `Before.\n\n${text}\nAfter.`);
    run('php', ['-d', 'display_errors=stderr', 'setup.php'], {input: JSON.stringify(texts)});
    const {url, stop} = await startPhp();
    try {
      assert.equal(await outcome(browser, `${url}/spip.php?article1`), 'widget');
      assert.equal(await outcome(browser, `${url}/spip.php?article2`), 'widget');
    } finally {
      await stop();
    }
  });
});
