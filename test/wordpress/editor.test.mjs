/** The plugin in a real WordPress and a real browser: the block editor for every role. Only in the nightly run. */
/* global wp */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {US_LINE, emergencyOf, lineOf} from '../support/helplines.mjs';
import {AT_NIGHT, isNightly} from '../support/nightly.mjs';
import {faultsIn, loadAxe} from '../support/probes.mjs';
import {drawn, useWordPress} from './session.mjs';
import {skip} from './site.mjs';

describe('the plugin in a browser', {skip: isNightly ? skip : AT_NIGHT}, () => {
  const wordpress = useWordPress();
  const {read, watch} = wordpress;

  /** Contexts of users, kept with their cache. @type {Map<string, import('@playwright/test').BrowserContext>} */
  const contexts = new Map();

  /** Opens a page as one of the users. @param {string} user */
  async function logIn(user) {
    const known = contexts.get(user);
    if (known) return watch(known);
    const context = await (await wordpress.launch()).newContext({viewport: {width: 1200, height: 900}});
    contexts.set(user, context);
    // Those of the login form, without two more pages.
    const cookies = JSON.parse(
      await wordpress.site.php(`
        $user = get_user_by( 'login', '${user}' );
        $end = time() + HOUR_IN_SECONDS;
        $token = WP_Session_Tokens::get_instance( $user->ID )->create( $end );
        echo wp_json_encode( array( AUTH_COOKIE => wp_generate_auth_cookie( $user->ID, $end, 'auth', $token ), LOGGED_IN_COOKIE => wp_generate_auth_cookie( $user->ID, $end, 'logged_in', $token ) ) );`),
    );
    await context.addCookies(Object.entries(cookies).map(([name, value]) => ({name, value, url: wordpress.site.url})));
    return watch(context);
  }

  /** Opens the editor, and waits until its blocks are there. @param {import('@playwright/test').Page} page @param {number} [id] of a post */
  async function edit(page, id) {
    await page.goto(`${wordpress.site.url}/wp-admin/${id ? `post.php?post=${id}&action=edit` : 'post-new.php'}`);
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

  test('lets an author insert a box with the + of the editor, see it, and change it', async () => {
    const page = await logIn('author');
    await edit(page);
    await page.getByRole('button', {name: 'Block Inserter', exact: true}).click();
    await page.getByRole('option', {name: 'Paragraph', exact: true}).waitFor();
    const words = 'narcan opioid fentanyl heroin addiction warning suicide samhsa sobredosis adiccion'.split(' ');
    const found = page.getByRole('option', {name: /^(Overdose: what to do|Helpline)$/});
    for (const word of [...words, emergencyOf('us'), lineOf('us-988').number]) {
      await page.getByPlaceholder('Search').fill(word);
      await found.first().waitFor();
    }
    const groups = await page.evaluate(() => wp.blocks.getCategories().map(({slug}) => slug));
    assert.equal(groups[groups.indexOf('embed') - 1], 'recovery-widgets');
    await page.getByPlaceholder('Search').fill('helpline');
    await page.getByRole('option', {name: 'Helpline', exact: true}).click();
    const frame = await canvas(page);
    await drawn(frame, 'recovery-helpline-banner');
    const [, saved] =
      /^<!-- wp:recovery-widgets\/widget \{"widget":"helpline-banner"\} -->\n(<div lang="en" dir="ltr"><p>.*<\/div>)\n<!--/.exec(
        await content(page),
      ) ?? assert.fail('no block');
    for (const href of [US_LINE.href, `tel:${emergencyOf('us')}`]) assert.ok(saved.includes(`href="${href}"`), href);
    // Nothing in the canvas can be clicked.
    assert.equal(await frame.locator('[inert] recovery-helpline-banner').count(), 1);

    const sidebar = page.getByRole('region', {name: 'Editor settings'});
    await sidebar.getByLabel('Size').selectOption({label: 'Compact'});
    await sidebar.getByLabel('Country or province').selectOption({label: 'Spain'});
    await sidebar.getByLabel('Language', {exact: true}).selectOption({label: 'Spanish'});
    await frame.waitForSelector('recovery-helpline-banner[region=ES][lang=es][variant=compact]');
    await sidebar.getByRole('button', {name: 'Your own line'}).click();
    await sidebar.getByLabel('Own line: number').fill('555 0100');
    await sidebar.getByText('Say who runs your line.').waitFor();
    await sidebar.getByLabel('Own line: who runs it').fill('Clínica');
    await frame.waitForSelector('recovery-helpline-banner[operator="Clínica"]');
    const contentHas = (/** @type {string} */ text) =>
      page.waitForFunction((part) => wp.data.select('core/editor').getEditedPostContent().includes(part), text);
    await contentHas('<div lang="es" dir="ltr"><p>');
    await contentHas(`tel:${emergencyOf('es')}`);
    // One undo reverts a choice and its fallback content.
    const before = await content(page);
    await sidebar.getByLabel('Country or province').selectOption({label: 'United Kingdom'});
    await contentHas(`tel:${emergencyOf('gb')}`);
    await page.evaluate(() => wp.data.dispatch('core/editor').undo());
    assert.equal(await content(page), before);
    // A country that was typed by hand stays in the list, and the box says that it is unknown. Each offers the languages that it has.
    const french = sidebar.getByLabel('Language', {exact: true}).getByRole('option', {name: 'French', exact: true});
    assert.equal(await french.count(), 1);
    await page.evaluate(() => {
      const [{clientId}] = wp.data.select('core/block-editor').getBlocks();
      wp.data.dispatch('core/block-editor').updateBlockAttributes(clientId, {widget: 'faq', region: 'Mexic'});
    });
    await frame.getByText('There are no numbers for the country “Mexic”').waitFor();
    assert.equal(await sidebar.getByLabel('Country or province').inputValue(), 'Mexic');
    assert.equal(await french.count(), 0);
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  for (const [user, status] of Object.entries({author: 'publish', contributor: 'pending'}))
    test(`keeps a post of an ${user} whole: valid and without a change when it is opened again`, async () => {
      const page = await logIn(user);
      await edit(page);
      // As the inserter makes them.
      await page.evaluate(() => {
        const variations = wp.blocks.getBlockVariations('recovery-widgets/widget', 'inserter');
        const blocks = variations.map(({attributes}) =>
          wp.blocks.createBlock('recovery-widgets/widget', {...attributes, lang: 'ar', region: 'GB'}),
        );
        wp.data.dispatch('core/block-editor').insertBlocks(blocks);
      });
      await edit(page, await save(page, status));
      const frame = await canvas(page);
      await drawn(frame, 'recovery-helpline-banner', 'recovery-overdose-warning', 'recovery-faq');
      await frame.waitForFunction(() => !document.querySelector('.components-spinner'));
      const state = await page.evaluate(() => {
        const all = wp.data.select('core/block-editor').getBlocks();
        const {isEditedPostDirty, hasEditorUndo} = wp.data.select('core/editor');
        return {valid: all.filter(({isValid}) => isValid).length, dirty: isEditedPostDirty(), undo: hasEditorUndo()};
      });
      assert.deepEqual(state, {valid: 10, dirty: false, undo: false});
      assert.equal(await frame.locator('recovery-quick-exit').count(), 0, 'the exit is not live');
      assert.equal(await page.locator('.block-editor-warning').count(), 0);
      assert.deepEqual(page.errors, []);
      await page.close();
    });

  test('saves fallback content in the same second in which a box is inserted', async () => {
    const page = await logIn('author');
    await edit(page);
    const id = await page.evaluate(async () => {
      const [{attributes}] = wp.blocks.getBlockVariations('recovery-widgets/widget', 'inserter');
      const block = wp.blocks.createBlock('recovery-widgets/widget', attributes);
      wp.data.dispatch('core/block-editor').insertBlocks([block]);
      wp.data.dispatch('core/editor').editPost({title: 'At once', status: 'draft'});
      await wp.data.dispatch('core/editor').savePost();
      return wp.data.select('core/editor').getCurrentPostId();
    });
    assert.ok((await wordpress.site.php(`echo get_post( ${id} )->post_content;`)).includes(`tel:${emergencyOf('us')}`));
    await page.close();
  });

  test('turns pasted snippets, Custom HTML and shortcodes into blocks, and keeps what is around them', async () => {
    const attributes = {variant: 'compact', 'heading-level': '3'};
    const given = {region: 'GB', lang: 'es', form: 'div', attributes};
    const {html: pasted} = await snippet('helpline-banner', given);
    const {html: tag} = await snippet('faq', {region: 'US'});
    const page = await logIn('author');
    await edit(page);
    const blocks = await page.evaluate(
      ([placeholder, element]) => {
        const short = ({name, attributes: {widget, region, lang, variant, headingLevel, content: html}}) =>
          [name, widget, region, lang, variant, headingLevel, html].filter(Boolean).join(' ');
        const raw = (HTML) => wp.blocks.rawHandler({HTML}).map(short);
        const html = (text) => wp.blocks.createBlock('core/html', {content: text});
        const transform = (text) =>
          (wp.blocks.switchToBlockType(html(text), 'recovery-widgets/widget') ?? []).map(short);
        return {
          pasted: raw(placeholder),
          shortcode: raw('<p>[recovery_widget widget="faq" region="GB" heading-level="4"]</p>'),
          html: transform(`<p>Before</p>${placeholder}${element}<p>After</p>`),
          half: transform('<div data-recovery-widget="faq"><p>Words<p>The rest of the page'),
          none: transform('<p>Text</p>'),
        };
      },
      [pasted, tag],
    );
    const banner = 'recovery-widgets/widget helpline-banner GB es compact 3';
    assert.deepEqual(
      {...blocks, pasted: blocks.pasted.filter((each) => !each.startsWith('core/html'))},
      {
        pasted: [banner],
        shortcode: ['recovery-widgets/widget faq GB 4'],
        html: ['core/html <p>Before</p>', banner, 'recovery-widgets/widget faq US en', 'core/html <p>After</p>'],
        half: [],
        none: [],
      },
    );
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  test('makes no quick exit live in a Classic block, and leaves its content as it is', async () => {
    const html = `<p>Text</p>\n<div data-recovery-widget="quick-exit"><p><a href="https://example.org/">Leave</a></p></div>\n<recovery-quick-exit><p>Leave</p></recovery-quick-exit>\n<div data-recovery-widget="faq"><p>Words</p></div>`;
    const id = await wordpress.site.post(html);
    const page = await logIn('admin');
    await edit(page, id);
    const frame = await canvas(page);
    await frame.waitForSelector('recovery-quick-exit, [data-recovery-widget]');
    await frame.waitForFunction(() => globalThis.recoveryWidgets);
    const isLive = () => !!customElements.get('recovery-quick-exit')?.version;
    assert.deepEqual([await frame.evaluate(isLive), await page.evaluate(isLive)], [false, false]);
    assert.equal(await page.evaluate(() => wp.data.select('core/editor').isEditedPostDirty()), false);
    await save(page, 'publish');
    assert.equal(await wordpress.site.php(`echo get_post( ${id} )->post_content;`), html);
    await page.close();
  });

  test('lets an administrator choose a country in the settings, which are usable by keyboard and named', async () => {
    await wordpress.site.php(`delete_option( 'recovery_widgets' );`);
    const page = await logIn('admin');
    await page.goto(`${wordpress.site.url}/wp-admin/plugins.php`);
    await page.getByText('No country is chosen').waitFor();
    await page.getByRole('link', {name: 'Open the settings'}).click();
    await page.getByLabel('Country or province').selectOption({label: 'Canada: Ontario'});
    await page.getByLabel('Helpline at the top').selectOption({label: 'On every page'});
    await page.getByRole('button', {name: 'Save Changes'}).click();
    await page.getByText('Settings saved.').waitFor();
    assert.equal(await page.getByText('No country is chosen').count(), 0);
    const refresh = page.getByLabel('Keep the words and numbers in pasted snippets up to date');
    await refresh.uncheck();
    await page.getByRole('button', {name: 'Save Changes'}).click();
    await page.getByText('Settings saved.').waitFor();
    assert.equal(await refresh.isChecked(), false);
    // Not without the form, and not by an author.
    const form = {option_page: 'recovery_widgets', action: 'update', 'recovery_widgets[region]': 'GB'};
    assert.equal((await page.request.post(`${wordpress.site.url}/wp-admin/options.php`, {form})).status(), 403);
    const author = await logIn('author');
    assert.equal((await author.goto(page.url()))?.status(), 403);
    await author.close();
    await loadAxe(page);
    assert.deepEqual(await faultsIn(page, {}, '.wrap'), []);
    const home = await read('/');
    await home.waitForSelector('recovery-helpline-banner[region=CA-ON]');
    await home.context().close();
    await page.close();
    await wordpress.site.setOptions({recovery_widgets: {region: 'US'}});
  });
});
