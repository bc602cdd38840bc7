/**
 * The way of someone who has never seen a terminal, click by click: makes a box with the builder, puts it into a page of WordPress,
 * finds out why it is not there, and fixes that. Each step has the text of docs/first-widget.md, and clicks the names in bold.
 */
/* global navigator */
import assert from 'node:assert/strict';
import {cpSync, mkdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {root} from '../../src/tools/project.mjs';
import {emergencyOf} from '../support/helplines.mjs';

/** Where the files are on the site: docs/hosting.md. */
const FOLDER = '/recovery-widgets/0.1/';

const US = emergencyOf('us');

/** Longest wait for one click, in milliseconds: the editor is 200 files, and the machine may be busy. */
const MAX_WAIT = 60_000;

/**
 * @typedef {import('@playwright/test').Page} Page
 *
 * @typedef {object} Walker
 * @property {import('./site.mjs').Site} site
 * @property {import('@playwright/test').Browser} browser
 * @property {Page} builder
 * @property {Page} editor of an editor of the site
 * @property {Page} admin of an administrator
 * @property {string} url of the page with the box
 * @property {string} code that was copied
 */

/**
 * A theme’s optimizer, with a page of settings. Like Autoptimize, it takes every script of the site out of the page, without regard
 * to its type, and puts all of them into one file; excluded files are left alone.
 */
const OPTIMIZER = `
add_action( 'admin_menu', fn() => add_theme_page( 'Speed', 'Speed', 'manage_options', 'speed', function () { ?>
  <?php settings_errors(); ?><form method="post" action="options.php"><?php settings_fields( 'speed' ); ?>
  <label><input type="checkbox" name="speed_merge" value="1" <?php checked( get_option( 'speed_merge' ) ); ?>> Merge JavaScript into one file</label>
  <label for="speed_exclude">Exclude JavaScript files</label><textarea id="speed_exclude" name="speed_exclude"><?php echo esc_textarea( get_option( 'speed_exclude', 'wp-includes/js/' ) ); ?></textarea>
  <?php submit_button( 'Save Changes and Empty Cache' ); ?></form>
<?php } ) );
add_action( 'admin_init', function () {
  register_setting( 'speed', 'speed_merge' );
  register_setting( 'speed', 'speed_exclude' );
} );
add_action( 'template_redirect', fn() => get_option( 'speed_merge' ) && ob_start( function ( $html ) {
  $excluded = implode( '|', array_map( 'preg_quote', array_filter( array_map( 'trim', explode( "\\n", get_option( 'speed_exclude', 'wp-includes/js/' ) ) ) ) ) );
  $code     = '';
  $html     = preg_replace_callback( '#<script\\b[^>]*\\bsrc="([^"]+)"[^>]*></script>#', function ( $tag ) use ( $excluded, &$code ) {
    $file = ABSPATH . ltrim( parse_url( $tag[1], PHP_URL_PATH ), '/' );
    if ( preg_match( "#$excluded#", $tag[1] ) || ! is_file( $file ) ) {
      return $tag[0];
    }
    $code .= file_get_contents( $file ) . ";\\n";
    return '';
  }, $html );
  file_put_contents( WP_CONTENT_DIR . '/merged.js', $code );
  return $code ? str_replace( '</body>', '<script defer src="' . content_url( 'merged.js' ) . '"></script></body>', $html ) : $html;
} ) );`;

/** @param {string} text @returns {string[]} the names in bold */
const namesIn = (text) => [...text.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name);

/** @param {Page} page @param {string} key */
const press = (page, key) => page.keyboard.press(`ControlOrMeta+${key}`);

/** Opens the page as a visitor. @param {Walker} walker @param {(page: Page) => Promise<void>} act */
async function visit({browser, url}, act) {
  const context = await browser.newContext({viewport: {width: 1000, height: 800}});
  const page = await context.newPage();
  page.setDefaultTimeout(MAX_WAIT);
  await page.goto(url, {waitUntil: 'load'});
  await act(page);
  await context.close();
}

/** Waits for the widget: drawn, in Spanish, with the number of California. @param {Page} page */
async function seeWidget(page) {
  const widget = page.locator('recovery-overdose-warning');
  await widget
    .getByRole('link', {name: new RegExp(US)})
    .first()
    .waitFor();
  assert.equal(
    await widget.evaluate(({shadowRoot}) => shadowRoot?.querySelector('[lang]')?.getAttribute('lang')),
    'es',
  );
  assert.match(await widget.getByRole('heading').first().innerText(), /sobredosis/i);
}

/** Expects the fallback content alone: in Spanish, and with the number as a link. @param {Page} page */
async function seeFallback(page) {
  await page.waitForLoadState('networkidle');
  assert.equal(await page.locator('recovery-overdose-warning').count(), 0, 'the widget is not there');
  const fallback = page.locator('[data-recovery-widget=overdose-warning][lang=es]');
  assert.ok(await fallback.locator(`a[href="tel:${US}"]`).first().isVisible());
  assert.match(await fallback.innerText(), /sobredosis/i);
}

/** Opens the page of the optimizer by the menu. @param {Walker} walker @param {string[]} names of the menu and the page */
async function openSpeed({admin, site}, [menu, page]) {
  await admin.goto(`${site.url}/wp-admin/`);
  await admin.getByRole('link', {name: menu, exact: true}).first().hover();
  await admin.getByRole('link', {name: page, exact: true}).click();
}

/** Saves its settings. @param {Walker} walker @param {string} button */
async function saveSpeed({admin}, button) {
  await admin.getByRole('button', {name: button}).click();
  // Instead of the address: WordPress takes `settings-updated` out of it at once.
  await admin.getByText('Settings saved.').waitFor();
}

/** Runs the bookmark on the page, and waits for a line of its dialog. @param {Walker} walker @param {import('@playwright/test').Page} page @param {string} line */
async function openBookmark({builder}, page, line) {
  const address = await builder.getByRole('link', {name: 'Check this page', exact: true}).getAttribute('href');
  await page.evaluate(decodeURI(String(address)).replace(/^javascript:/, ''));
  await page.getByRole('dialog').getByText(line).waitFor();
}

/** @typedef {(walker: Walker, names: string[]) => Promise<void>} Act gets the names in bold, in their order */

/**
 * Chapters of docs/first-widget.md with their steps, by title and text. Names of controls to click or read are bold.
 *
 * @type {Record<string, Record<string, Act>>}
 */
export const chapters = {
  'Make the code': {
    'Open the builder: `builder/index.html` in the folder with the files, such as `https://your-site.example/recovery-widgets/0.1/builder/index.html`.':
      async ({builder, site}) => {
        await builder.goto(`${site.url}${FOLDER}builder/index.html`);
      },
    'Under **Which box?** choose **Overdose: what to do**. The preview shows the box.': async (
      {builder},
      [question, widget],
    ) => {
      await builder.getByRole('group', {name: question}).getByRole('radio', {name: widget}).check();
      await builder.frameLocator('#preview').locator('recovery-overdose-warning').waitFor();
    },
    'Under **Country of your readers** choose **United States**.': async ({builder}, [country, value]) => {
      await builder.getByLabel(country).selectOption({label: value});
    },
    [`A second list appears, **State, province or nation**. California is not in it, as it has no line of its own in these data. Leave it at **Not in this list: the whole country**: the emergency number is then ${US}.`]:
      async ({builder}, [place, none]) => {
        const list = builder.getByLabel(place);
        assert.equal(await list.evaluate((/** @type {any} */ element) => element.selectedOptions[0].label), none);
        assert.doesNotMatch(await list.innerText(), /California/);
      },
    'Under **Language of the words** tick **Español**, and take the tick off **English**. The preview is in Spanish now.':
      async ({builder}, [question, wanted, other]) => {
        const group = builder.getByRole('group', {name: question});
        await group.getByRole('checkbox', {name: wanted, exact: true}).check();
        await group.getByRole('checkbox', {name: other, exact: true}).uncheck();
        await builder.frameLocator('#preview').locator('recovery-overdose-warning [lang=es]').first().waitFor();
      },
    'Under **Where do you paste it?** choose **WordPress**. **Where to click: WordPress** lists the steps of the next chapter.':
      async ({builder}, [question, platform, steps]) => {
        const group = builder.getByRole('group', {name: question}).first();
        await group.getByRole('radio', {name: platform, exact: true}).check();
        await builder.getByRole('heading', {name: steps}).waitFor();
      },
    'Click **Copy the code**. **Copied.** appears below it. Leave this tab open.': async (walker, [button, answer]) => {
      const {builder} = walker;
      const isReady = (/** @type {string} */ number) =>
        new RegExp(`lang="es"[^]*tel:${number}`).test(document.querySelector('#snippet').value);
      await builder.waitForFunction(isReady, US);
      await builder.getByRole('button', {name: button}).click();
      await builder.getByText(answer, {exact: true}).waitFor();
      walker.code = await builder.evaluate(() => navigator.clipboard.readText());
    },
  },
  'Put it into a page': {
    'In WordPress, as an editor or administrator: **Pages** → **Add Page**.': async ({editor, site}, [pages, add]) => {
      await editor.goto(`${site.url}/wp-admin/`);
      await editor.getByRole('link', {name: pages, exact: true}).first().hover();
      await editor.getByRole('link', {name: add, exact: true}).click();
    },
    'If WordPress offers patterns, close them. Write a title and a first paragraph.': async ({editor}) => {
      // They come after the title, at any time.
      const patterns = editor.getByRole('dialog');
      await editor.addLocatorHandler(patterns, () => patterns.getByRole('button', {name: 'Close'}).click());
      const canvas = editor.frameLocator('iframe[name=editor-canvas]');
      await canvas.getByLabel('Add title').fill('Sobredosis');
      await canvas.getByLabel('Add title').press('Enter');
      await canvas.locator('p[contenteditable=true]').fill('Lo que puede hacer.');
    },
    'Click the **+** at the top left, search for **Custom HTML**, and click it. An empty block appears below the paragraph.':
      async ({editor}, [, name]) => {
        await editor.getByRole('button', {name: 'Block Inserter', exact: true}).click();
        await editor.getByPlaceholder('Search').fill(name);
        await editor.getByRole('option', {name, exact: true}).click();
      },
    'Click into the block, and paste: Ctrl+V, or ⌘V on a Mac.': async ({editor, code}) => {
      const field = editor.frameLocator('iframe[name=editor-canvas]').locator('.wp-block-html textarea');
      await field.click();
      await press(editor, 'V');
      assert.equal((await field.inputValue()).trim(), code.trim());
    },
    'Click **Publish**, and in the panel that opens **Publish** again.': async (walker, [first, second]) => {
      const {editor} = walker;
      await editor.getByRole('button', {name: first, exact: true}).click();
      const panel = editor.getByRole('region', {name: 'Editor publish'});
      await panel.getByRole('button', {name: second, exact: true}).click();
      walker.url = String(await panel.getByRole('link', {name: 'View Page'}).first().getAttribute('href'));
    },
    [`Look at the page as a visitor, in a private window. The box is there, in Spanish, with ${US}.`]: (walker) =>
      visit(walker, seeWidget),
  },
  'Find out why it is gone': {
    'An administrator makes the site faster: **Appearance** → **Speed**, a tick at **Merge JavaScript into one file**, **Save Changes and Empty Cache**. (In this walk it is part of the theme. On your site it may be a plugin, with other names.)':
      async (walker, [menu, page, merge, save]) => {
        await openSpeed(walker, [menu, page]);
        await walker.admin.getByLabel(merge).check();
        await saveSpeed(walker, save);
      },
    [`Look at the page as a visitor. The words are there, and ${US} is a link, but the box has lost its frame and its buttons.`]:
      (walker) => visit(walker, seeFallback),
    'On that page press Ctrl+U, or ⌥⌘U on a Mac: its source appears. Select all of it (Ctrl+A), and copy it (Ctrl+C).':
      async ({builder, url}) => {
        const source = await builder.context().newPage();
        await source.goto(`view-source:${url}`);
        await press(source, 'A');
        await press(source, 'C');
        await source.close();
        await builder.bringToFront();
      },
    'In the tab with the builder, click into **Source of the page, or the code of a box**, paste (Ctrl+V), and click **Check**.':
      async ({builder}, [field, button]) => {
        await builder.getByLabel(field).click();
        await press(builder, 'V');
        await builder.getByRole('button', {name: button, exact: true}).click();
      },
    'Below the field is **Our script is not on the page, but a file that an optimizer has merged from several is.** The line after it says how to fix that.':
      async ({builder}, [cause]) => {
        const result = builder.getByRole('status').filter({hasText: cause});
        await result.waitFor();
        assert.match(await result.innerText(), new RegExp(`^${cause}\\s+Exclude recovery-widgets\\.js`));
      },
    'Or without the source: drag **Check this page** to your bookmarks, open the page, then the bookmark. A dialog shows the same two lines.':
      (walker) =>
        visit(walker, (page) =>
          openBookmark(walker, page, 'Exclude recovery-widgets.js in the settings of the optimizer'),
        ),
  },
  'Fix it': {
    'As an administrator: **Appearance** → **Speed**.': openSpeed,
    'In the field **Exclude JavaScript files** add a line with `recovery-widgets.js`, and leave what is there. Click **Save Changes and Empty Cache**.':
      async (walker, [field, save]) => {
        await walker.admin.getByLabel(field).click();
        await press(walker.admin, 'End');
        await walker.admin.keyboard.type('\nrecovery-widgets.js');
        await saveSpeed(walker, save);
      },
    'Look at the page as a visitor. The box is there again, and the bookmark says **The widgets of this page work, as far as this check can see.**':
      (walker, [answer]) =>
        visit(walker, async (page) => {
          await seeWidget(page);
          await openBookmark(walker, page, answer);
        }),
  },
};

/**
 * Goes the whole way.
 *
 * @param {Pick<Walker, 'site' | 'browser'> & {logIn: (user: string) => Promise<Page>}} start
 * @returns {Promise<string>} the code that was copied
 */
export async function walk({site, browser, logIn}) {
  mkdirSync(dirname(join(site.folder, FOLDER)), {recursive: true});
  cpSync(join(root, 'dist/cdn'), join(site.folder, FOLDER), {recursive: true});
  site.addPlugin('speed', OPTIMIZER);
  const [editor, admin] = [await logIn('editor'), await logIn('admin')];
  await editor.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const builder = await editor.context().newPage();
  builder.setDefaultTimeout(MAX_WAIT);
  const walker = {site, browser, editor, admin, builder, url: '', code: ''};
  for (const [text, act] of Object.values(chapters).flatMap(Object.entries))
    await act(walker, namesIn(text)).catch((/** @type {Error} */ error) => {
      throw new Error(`${text}: ${error.message}`, {cause: error});
    });
  for (const page of [walker.builder, editor, admin]) await page.close();
  site.addPlugin('speed', '');
  return walker.code;
}
