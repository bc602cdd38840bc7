/** The plugin in a real WordPress and a real browser: the block editor for every role, and pages as readers see them. */
/* global wp */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {chromium} from '@playwright/test';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {launchOptions} from '../support/browser.mjs';
import {totalShift} from '../support/layout-shift.mjs';
import {copyByKeyboard, walk} from './first-widget.mjs';
import {block, skip, startWordPress} from './site.mjs';

const PARAGRAPH = '<!-- wp:paragraph --><p>Text</p><!-- /wp:paragraph -->';

describe('the plugin in a browser', {skip}, () => {
  /** @type {import('./site.mjs').Site} */
  let site;
  /** @type {import('@playwright/test').Browser} */
  let browser;
  before(async () => {
    [site, browser] = await Promise.all([startWordPress(), chromium.launch(launchOptions())]);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  /**
   * Opens a context that records requests and errors.
   *
   * @param {import('@playwright/test').BrowserContextOptions} [options]
   */
  async function newPage(options) {
    return watch(await browser.newContext(options));
  }

  /** Opens a page in a context. @param {import('@playwright/test').BrowserContext} context */
  async function watch(context) {
    const page = await context.newPage();
    // The editor is 200 files, and the machine may be busy.
    page.setDefaultTimeout(60_000);
    /** @type {{requests: string[], errors: string[]}} */
    const {requests, errors} = {requests: [], errors: []};
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => errors.push(error.message));
    // Pictures of users are on another host, which tests cannot reach.
    page.on('console', (message) => {
      if (message.type() === 'error' && !/ERR_(NAME_NOT_RESOLVED|INTERNET)/.test(message.text()))
        errors.push(message.text());
    });
    return Object.assign(page, {requests, errors});
  }

  /** Opens a page as a reader. @param {string} path @param {import('@playwright/test').BrowserContextOptions} [options] */
  async function read(path, options) {
    const page = await newPage(options);
    await page.goto(site.url + path, {waitUntil: 'load'});
    return page;
  }

  /** Contexts of users, kept with their cache. @type {Map<string, import('@playwright/test').BrowserContext>} */
  const contexts = new Map();

  /** Opens a page as one of the users. @param {string} user */
  async function logIn(user) {
    const known = contexts.get(user);
    if (known) return watch(known);
    const context = await browser.newContext({viewport: {width: 1200, height: 900}});
    contexts.set(user, context);
    // Those of the login form, without two more pages.
    const cookies = JSON.parse(
      await site.php(`
        $user = get_user_by( 'login', '${user}' );
        $end = time() + HOUR_IN_SECONDS;
        $token = WP_Session_Tokens::get_instance( $user->ID )->create( $end );
        echo wp_json_encode( array( AUTH_COOKIE => wp_generate_auth_cookie( $user->ID, $end, 'auth', $token ), LOGGED_IN_COOKIE => wp_generate_auth_cookie( $user->ID, $end, 'logged_in', $token ) ) );`),
    );
    await context.addCookies(Object.entries(cookies).map(([name, value]) => ({name, value, url: site.url})));
    return watch(context);
  }

  /** Opens the editor, and waits until its blocks are there. @param {import('@playwright/test').Page} page @param {number} [id] of a post */
  async function edit(page, id) {
    await page.goto(`${site.url}/wp-admin/${id ? `post.php?post=${id}&action=edit` : 'post-new.php'}`);
    await page.waitForFunction(
      (isOld) =>
        window.wp?.data?.select('core/editor')?.getCurrentPostId?.() &&
        (!isOld || wp.data.select('core/block-editor').getBlocks().length),
      !!id,
    );
  }

  /** Runs in the editor. */
  const content = (page) => page.evaluate(() => wp.data.select('core/editor').getEditedPostContent());
  const save = (page, status) =>
    page.evaluate(async (wanted) => {
      wp.data.dispatch('core/editor').editPost({title: 'By hand', status: wanted});
      await wp.data.dispatch('core/editor').savePost();
      return wp.data.select('core/editor').getCurrentPostId();
    }, status);

  /** Returns the frame with the content of the post. */
  const canvas = async (page) => {
    await page.waitForSelector('iframe[name=editor-canvas]');
    return page.frame('editor-canvas');
  };

  /** Waits until widgets are drawn. */
  const drawn = (frame, ...tags) =>
    frame.waitForFunction(
      (all) => all.every((tag) => document.querySelector(tag)?.shadowRoot?.querySelector('[part=base]')),
      tags,
      // Without a frame to draw: on a busy machine, a frame of the editor may get none for long.
      {polling: 100},
    );

  test('lets an author insert a box with the + of the editor, see it, and change it', async () => {
    const page = await logIn('author');
    await edit(page);
    await page.getByRole('button', {name: 'Block Inserter', exact: true}).click();
    await page.getByRole('option', {name: 'Paragraph', exact: true}).waitFor();
    await page.getByPlaceholder('Search').fill('helpline');
    await page.getByRole('option', {name: 'Helpline', exact: true}).click();
    const frame = await canvas(page);
    await drawn(frame, 'recovery-helpline-banner');
    assert.match(
      await content(page),
      /^<!-- wp:recovery-widgets\/widget \{"widget":"helpline-banner"\} -->\n<div lang="en" dir="ltr"><p>.*tel:\+18006624357.*<\/p><p>.*tel:911.*<\/p><\/div>\n<!--/,
    );
    // Nothing in the canvas can be clicked.
    assert.equal(
      await frame.evaluate(() => document.querySelector('recovery-helpline-banner').closest('[inert]') !== null),
      true,
    );

    const sidebar = page.getByRole('region', {name: 'Editor settings'});
    await sidebar.getByLabel('Size').selectOption({label: 'Compact'});
    await sidebar.getByLabel('Country or province').selectOption({label: 'Spain'});
    await sidebar.getByLabel('Language').selectOption({label: 'Spanish'});
    await frame.waitForSelector('recovery-helpline-banner[region=ES][lang=es][variant=compact]');
    await sidebar.getByRole('button', {name: 'Your own line'}).click();
    await sidebar.getByLabel('Own line: number').fill('555 0100');
    await sidebar.getByText('Say who runs your line.').waitFor();
    await sidebar.getByLabel('Own line: who runs it').fill('Clínica');
    await frame.waitForSelector('recovery-helpline-banner[operator="Clínica"]');
    await page.waitForFunction(() =>
      wp.data.select('core/editor').getEditedPostContent().includes('<div lang="es" dir="ltr"><p>'),
    );
    assert.match(await content(page), /tel:112/);
    // One undo reverts a choice and its fallback content.
    const before = await content(page);
    await sidebar.getByLabel('Country or province').selectOption({label: 'United Kingdom'});
    await page.waitForFunction(() => wp.data.select('core/editor').getEditedPostContent().includes('tel:999'));
    await page.evaluate(() => wp.data.dispatch('core/editor').undo());
    assert.equal(await content(page), before);
    // A country that was typed by hand stays in the list, and the box says that it is unknown.
    await page.evaluate(() => {
      const [{clientId}] = wp.data.select('core/block-editor').getBlocks();
      wp.data.dispatch('core/block-editor').updateBlockAttributes(clientId, {region: 'Mexic'});
    });
    await frame.getByText('There are no numbers for the country “Mexic”').waitFor();
    assert.equal(await sidebar.getByLabel('Country or province').inputValue(), 'Mexic');
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  for (const [user, status] of Object.entries({admin: 'publish', author: 'publish', contributor: 'pending'}))
    test(`keeps a post of an ${user} whole: valid and without a change when it is opened again`, async () => {
      const page = await logIn(user);
      await edit(page);
      // As the inserter makes them.
      await page.evaluate(() => {
        const variations = wp.blocks.getBlockVariations('recovery-widgets/widget', 'inserter');
        wp.data
          .dispatch('core/block-editor')
          .insertBlocks(
            variations.map(({attributes}) =>
              wp.blocks.createBlock('recovery-widgets/widget', {...attributes, lang: 'ar', region: 'GB'}),
            ),
          );
      });
      const id = await save(page, status);
      await edit(page, id);
      const frame = await canvas(page);
      await drawn(frame, 'recovery-helpline-banner', 'recovery-overdose-warning', 'recovery-faq');
      await frame.waitForFunction(() => !document.querySelector('.components-spinner'));
      const state = await page.evaluate(() => ({
        valid: wp.data
          .select('core/block-editor')
          .getBlocks()
          .map(({isValid}) => isValid),
        dirty: wp.data.select('core/editor').isEditedPostDirty(),
        undo: wp.data.select('core/editor').hasEditorUndo(),
      }));
      assert.deepEqual(state, {valid: Array(10).fill(true), dirty: false, undo: false});
      assert.equal(
        await frame.evaluate(() => document.querySelectorAll('recovery-quick-exit').length),
        0,
        'the exit is not live',
      );
      assert.equal(await page.evaluate(() => document.querySelector('.block-editor-warning')), null);
      assert.deepEqual(page.errors, []);
      await page.close();
    });

  test('saves fallback content in the same second in which a box is inserted, and again after each change', async () => {
    const page = await logIn('author');
    await edit(page);
    const id = await page.evaluate(async () => {
      const [{attributes}] = wp.blocks.getBlockVariations('recovery-widgets/widget', 'inserter');
      wp.data
        .dispatch('core/block-editor')
        .insertBlocks([wp.blocks.createBlock('recovery-widgets/widget', attributes)]);
      wp.data.dispatch('core/editor').editPost({title: 'At once', status: 'draft'});
      await wp.data.dispatch('core/editor').savePost();
      return wp.data.select('core/editor').getCurrentPostId();
    });
    assert.match(await site.php(`echo get_post( ${id} )->post_content;`), /\n<div lang="en" dir="ltr"><p>.*tel:911/);
    await page.close();
  });

  test('turns pasted snippets, Custom HTML and shortcodes into blocks, and keeps what is around them', async () => {
    const {html: pasted} = await snippet('helpline-banner', {
      region: 'GB',
      lang: 'es',
      form: 'div',
      attributes: {variant: 'compact', 'heading-level': '3'},
    });
    const {html: tag} = await snippet('faq', {region: 'US'});
    const page = await logIn('author');
    await edit(page);
    const blocks = await page.evaluate(
      ([placeholder, element]) => {
        const short = ({name, attributes: {widget, region, lang, variant, headingLevel, content: html}}) => ({
          name,
          widget,
          region,
          lang,
          variant,
          headingLevel,
          html,
        });
        const html = (text) => wp.blocks.createBlock('core/html', {content: text});
        const transform = (text) =>
          (wp.blocks.switchToBlockType(html(text), 'recovery-widgets/widget') ?? []).map(short);
        return {
          pasted: wp.blocks.rawHandler({HTML: placeholder}).map(short),
          shortcode: wp.blocks
            .rawHandler({HTML: '<p>[recovery_widget widget="faq" region="GB" heading-level="4"]</p>'})
            .map(short),
          html: transform(`<p>Before</p>${placeholder}${element}<p>After</p>`),
          half: transform('<div data-recovery-widget="faq"><p>Words<p>The rest of the page'),
          none: transform('<p>Text</p>'),
        };
      },
      [pasted, tag],
    );
    const banner = {
      html: undefined,
      name: 'recovery-widgets/widget',
      widget: 'helpline-banner',
      region: 'GB',
      lang: 'es',
      variant: 'compact',
      headingLevel: '3',
    };
    assert.deepEqual(
      blocks.pasted.filter(({name}) => name !== 'core/html'),
      [banner],
    );
    assert.deepEqual(blocks.shortcode, [{...banner, widget: 'faq', lang: '', variant: '', headingLevel: '4'}]);
    assert.deepEqual(
      blocks.html.map(({name, widget, html}) => widget ?? [name, html]),
      [['core/html', '<p>Before</p>'], 'helpline-banner', 'faq', ['core/html', '<p>After</p>']],
    );
    assert.deepEqual([blocks.half, blocks.none], [[], []]);
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  test('shows the box in the editor of the site, and in that of widget areas', async () => {
    const page = await logIn('admin');
    const insert = (isInArea) =>
      page.evaluate((inArea) => {
        const {getBlocks} = wp.data.select('core/block-editor');
        const [{attributes}] = wp.blocks.getBlockVariations('recovery-widgets/widget', 'inserter');
        const box = wp.blocks.createBlock('recovery-widgets/widget', attributes);
        wp.data.dispatch('core/block-editor').insertBlocks([box], 0, inArea ? getBlocks()[0].clientId : undefined);
      }, isInArea);
    const ready = () =>
      page.waitForFunction(
        () =>
          window.wp?.blocks?.getBlockType('recovery-widgets/widget') &&
          wp.data.select('core/block-editor').getBlocks().length,
      );
    await page.goto(
      `${site.url}/wp-admin/site-editor.php?postType=wp_template&postId=twentytwentyfive//index&canvas=edit`,
    );
    await ready();
    const frame = await canvas(page);
    await insert(false);
    await drawn(frame, 'recovery-helpline-banner');
    await site.php(`switch_theme( 'county-classic' );`);
    try {
      // It asks before it loses the box, which was never saved.
      page.on('dialog', (dialog) => dialog.accept());
      await page.goto(`${site.url}/wp-admin/widgets.php`);
      await ready();
      await insert(true);
      await drawn(page, 'recovery-helpline-banner');
      assert.deepEqual(page.errors, []);
    } finally {
      await site.php(`switch_theme( 'twentytwentyfive' );`);
    }
    await page.close();
  });

  test('makes no quick exit live in a Classic block, and leaves its content as it is', async () => {
    const html = `<p>Text</p>\n<div data-recovery-widget="quick-exit"><p><a href="https://example.org/">Leave</a></p></div>\n<recovery-quick-exit><p>Leave</p></recovery-quick-exit>\n<div data-recovery-widget="faq"><p>Words</p></div>`;
    const id = await site.post(html);
    const page = await logIn('admin');
    await edit(page, id);
    const frame = await canvas(page);
    await frame.waitForSelector('recovery-quick-exit, [data-recovery-widget]');
    await frame.waitForFunction(() => globalThis.recoveryWidgets);
    const isLive = () => !!customElements.get('recovery-quick-exit')?.version;
    assert.deepEqual([await frame.evaluate(isLive), await page.evaluate(isLive)], [false, false]);
    assert.equal(await page.evaluate(() => wp.data.select('core/editor').isEditedPostDirty()), false);
    await save(page, 'publish');
    assert.equal(await site.php(`echo get_post( ${id} )->post_content;`), html);
    await page.close();
  });

  test('keeps the block through an edit while the plugin is off', async () => {
    const id = await site.post(
      block({widget: 'faq', lang: 'es'}, '<div lang="es" dir="ltr"><p>Saved <a href="tel:911">911</a></p></div>'),
    );
    const page = await logIn('admin');
    await site.deactivate();
    try {
      await edit(page, id);
      assert.equal(await page.evaluate(() => wp.data.select('core/block-editor').getBlocks()[0].name), 'core/missing');
      await save(page, 'publish');
    } finally {
      await site.activate();
    }
    await edit(page, id);
    assert.deepEqual(
      await page.evaluate(() =>
        wp.data
          .select('core/block-editor')
          .getBlocks()
          .map(({name, isValid, attributes}) => [name, isValid, attributes.widget, attributes.lang]),
      ),
      [['recovery-widgets/widget', true, 'faq', 'es']],
    );
    await page.close();
  });

  test('draws widgets on a page, from this site alone, each file once, without an error or a shift', async () => {
    await site.setOptions({recovery_widgets: {region: 'US', banner: 'all', exit: true}});
    try {
      const id = await site.post(
        `${PARAGRAPH}${block({widget: 'overdose-warning'})}${block({widget: 'faq', lang: 'ar'})}${PARAGRAPH}`,
      );
      for (const theme of ['county-classic', 'twentytwentyfive']) {
        await site.php(`switch_theme( '${theme}' );`);
        const page = await read(`/?p=${id}`);
        await drawn(
          page,
          'recovery-helpline-banner',
          'recovery-quick-exit',
          'recovery-overdose-warning',
          'recovery-faq',
        );
        await page.waitForTimeout(200);
        const shift = await totalShift(page);
        assert.ok(shift < 0.01, `${theme}: ${shift}`);
        assert.ok(
          page.requests.every((url) => url.replace(/^blob:/, '').startsWith(site.url)),
          page.requests.join('\n'),
        );
        const own = page.requests.filter((url) => url.includes('recovery-widgets')).map((url) => url.split('?')[0]);
        assert.equal(new Set(own).size, own.length, own.join('\n'));
        const hints = await page
          .locator('link[rel=modulepreload]')
          .evaluateAll((/** @type {any[]} */ links) => links.map(({href}) => href));
        assert.deepEqual(
          own.filter((url) => url.includes('/assets-')).sort(),
          hints.filter((url) => url.includes('/assets-')).sort(),
          theme,
        );
        assert.deepEqual(page.errors, [], theme);
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.localName), 'recovery-helpline-banner', theme);
        await page.context().close();
      }
    } finally {
      await site.setOptions({recovery_widgets: {region: 'US'}});
    }
  });

  test('shows the fallback content, with links that dial, where no script runs', async () => {
    const id = await site.post(block({widget: 'overdose-warning', region: 'GB'}));
    const page = await read(`/?p=${id}`, {javaScriptEnabled: false});
    assert.ok(await page.locator('recovery-overdose-warning a[href="tel:999"]').first().isVisible());
    await page.context().close();
  });

  test('draws a renewed snippet with its new number', async () => {
    const id = await site.post(
      '<!-- wp:html --><div data-recovery-widget="helpline-banner"><p>Old</p></div><!-- /wp:html -->',
    );
    const page = await read(`/?p=${id}`);
    await drawn(page, 'recovery-helpline-banner');
    assert.ok(await page.getByRole('link', {name: 'Call SAMHSA’s National Helpline, 1-800-662-4357'}).isVisible());
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });

  test('works under strict headers, and where an optimizer writes the script into the page', async () => {
    site.addPlugin(
      'headers',
      `if ( isset( $_GET['strict'] ) ) {
        // A theme of blocks has inline styles and an import map of its own.
        add_action( 'send_headers', fn() => header( "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'" ) );
      }
      if ( isset( $_GET['inline'] ) ) {
        $inline = fn( $tag ) => '<script type="module"' . $tag[2] . '>' . file_get_contents( WP_CONTENT_DIR . substr( parse_url( $tag[1], PHP_URL_PATH ), 11 ) ) . '</script>';
        add_action( 'template_redirect', fn() => ob_start( fn( $html ) => preg_replace_callback( '#<script type="module" src="([^"?]*/recovery-widgets\\\\.js)[^"]*"([^>]*)></script>#', $inline, $html ) ) );
      }`,
    );
    const id = await site.post(block({widget: 'helpline-banner'}));
    const strict = await read(`/?p=${id}&strict=1`);
    await drawn(strict, 'recovery-helpline-banner');
    // Those of WordPress itself are not ours.
    assert.deepEqual(
      strict.errors.filter((error) => /recovery/.test(error)),
      [],
    );
    const inline = await read(`/?p=${id}&inline=1`);
    assert.equal(await inline.locator('script[src*="/recovery-widgets.js"]').count(), 0);
    await drawn(inline, 'recovery-helpline-banner');
    assert.deepEqual(inline.errors, []);
    for (const page of [strict, inline]) await page.context().close();
    site.addPlugin('headers', '');
  });

  test('lets someone without a terminal put a box into a page, find out why it is gone, and fix it', async () => {
    // With it, snippets need no script of their own.
    await site.deactivate();
    try {
      const code = await walk({site, browser, logIn});
      assert.match(code, /^<div data-recovery-widget="overdose-warning" data-lang="es" data-region="US" /m);
      assert.equal(await copyByKeyboard({site, browser}), code, 'by keyboard, in Spanish');
    } finally {
      await site.activate();
    }
  });

  test('lets an administrator choose a country in the settings, which are usable by keyboard and named', async () => {
    await site.php(`delete_option( 'recovery_widgets' );`);
    const page = await logIn('admin');
    await page.goto(`${site.url}/wp-admin/plugins.php`);
    await page.getByText('No country is chosen').waitFor();
    await page.getByRole('link', {name: 'Open the settings'}).click();
    await page.getByLabel('Country or province').selectOption({label: 'Canada: Ontario'});
    await page.getByLabel('Helpline at the top').selectOption({label: 'On every page'});
    await page.getByRole('button', {name: 'Save Changes'}).click();
    await page.getByText('Settings saved.').waitFor();
    assert.equal(await page.getByText('No country is chosen').count(), 0);
    const renew = page.getByLabel('Keep the words and numbers in pasted snippets up to date');
    assert.equal(await renew.isChecked(), true);
    await renew.uncheck();
    await page.getByRole('button', {name: 'Save Changes'}).click();
    await page.getByText('Settings saved.').waitFor();
    assert.equal(await renew.isChecked(), false);
    // Not without the form, and not by an author.
    const form = {option_page: 'recovery_widgets', action: 'update', 'recovery_widgets[region]': 'GB'};
    assert.equal((await page.request.post(`${site.url}/wp-admin/options.php`, {form})).status(), 403);
    const author = await logIn('author');
    assert.equal((await author.goto(page.url()))?.status(), 403);
    await author.close();
    await page.addScriptTag({content: readFileSync(join('node_modules', 'axe-core/axe.min.js'), 'utf8')});
    const violations = await page.evaluate(async () =>
      (await window.axe.run('.wrap')).violations.map(({id, nodes}) => `${id}: ${nodes[0].html}`),
    );
    assert.deepEqual(violations, []);
    const home = await read('/');
    await home.waitForSelector('recovery-helpline-banner[region=CA-ON]');
    await home.context().close();
    await page.close();
    await site.setOptions({recovery_widgets: {region: 'US'}});
  });
});
