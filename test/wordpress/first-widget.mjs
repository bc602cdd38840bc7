/**
 * The way of someone who has never seen a terminal, click by click: makes a box with the builder, puts it into a page of WordPress,
 * finds out why it is not there, and fixes that. Each step has the text of docs/first-widget.md, and clicks the names in bold.
 */
/* global navigator */
import assert from 'node:assert/strict';
import {cpSync, mkdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {root} from '../../src/tools/project.mjs';
import {OPTIMIZER} from './optimizer.mjs';

/** Where the files are on the site: docs/hosting.md. */
export const FOLDER = '/recovery-widgets/0.1/';

/** Longest wait for one click, in milliseconds: the editor is 200 files, and the machine may be busy. */
const MAX_WAIT = 60_000;

/** Puts the files on the web server of a site. @param {import('./site.mjs').Site} site */
export function uploadFiles(site) {
  const folder = join(site.folder, FOLDER);
  mkdirSync(dirname(folder), {recursive: true});
  cpSync(join(root, 'dist/cdn'), folder, {recursive: true});
}

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
 *
 * @typedef {object} Step
 * @property {string} text Markdown. Names of controls to click or read are bold
 * @property {(walker: Walker, names: string[]) => Promise<void>} act gets these names, in their order
 */

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
  await widget.getByRole('link', {name: /911/}).first().waitFor();
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
  assert.ok(await fallback.locator('a[href="tel:911"]').first().isVisible());
  assert.match(await fallback.innerText(), /sobredosis/i);
}

/** Opens the page of the optimizer by the menu. @param {Walker} walker @param {string[]} names of the menu and the page */
async function openSpeed({admin, site}, [menu, page]) {
  await admin.goto(`${site.url}/wp-admin/`);
  await admin.getByRole('link', {name: menu, exact: true}).first().hover();
  await admin.getByRole('link', {name: page, exact: true}).click();
  await admin.getByRole('heading', {name: page, exact: true}).waitFor();
}

/**
 * Saves the settings. Waits for the notice instead of the address: WordPress takes `settings-updated` out of it at once.
 *
 * @param {Walker} walker
 * @param {string} button
 */
async function saveSpeed({admin}, button) {
  await admin.getByRole('button', {name: button}).click();
  await admin.getByText('Settings saved.').waitFor();
}

/** Copies the source of the page, as a browser shows it. @param {Walker} walker */
async function copySource({builder, url}) {
  const source = await builder.context().newPage();
  await source.goto(`view-source:${url}`);
  await press(source, 'A');
  await press(source, 'C');
  await source.close();
  await builder.bringToFront();
}

/** Pastes into the check. @param {Page} builder @param {string} field @param {string} button */
async function check(builder, field, button) {
  await builder.getByLabel(field).click();
  await press(builder, 'V');
  await builder.getByRole('button', {name: button, exact: true}).click();
}

/** Runs the bookmark on the page, and returns its dialog. @param {Walker} walker @param {Page} page @param {string} name */
async function openBookmark({builder}, page, name) {
  const address = await builder.getByRole('link', {name, exact: true}).getAttribute('href');
  assert.equal(address, await builder.getByLabel('Address of the bookmark').inputValue());
  const line = decodeURI(String(address)).replace(/^javascript:/, '');
  assert.equal(line, await builder.getByLabel('Line for the console (F12)').inputValue());
  await page.evaluate(line);
  return page.getByRole('dialog');
}

/** Chapters of docs/first-widget.md with their steps. @type {readonly {title: string, steps: Step[]}[]} */
export const chapters = [
  {
    title: 'Make the code',
    steps: [
      {
        text: 'Open the builder: `builder/index.html` in the folder with the files, such as `https://your-site.example/recovery-widgets/0.1/builder/index.html`.',
        async act({builder, site}) {
          await builder.goto(`${site.url}${FOLDER}builder/index.html`);
        },
      },
      {
        text: 'Under **Which box?** choose **Overdose: what to do**. The preview shows the box.',
        async act({builder}, [question, widget]) {
          await builder.getByRole('group', {name: question}).getByRole('radio', {name: widget}).check();
          await builder.frameLocator('#preview').locator('recovery-overdose-warning').waitFor();
        },
      },
      {
        text: 'Under **Country of your readers** choose **United States**.',
        async act({builder}, [country, value]) {
          await builder.getByLabel(country).selectOption({label: value});
        },
      },
      {
        text: 'A second list appears, **State, province or nation**. California is not in it, as it has no line of its own in these data. Leave it at **Not in this list: the whole country**: the emergency number is then 911.',
        async act({builder}, [place, none]) {
          const list = builder.getByLabel(place);
          assert.equal(await list.evaluate((/** @type {any} */ element) => element.selectedOptions[0].label), none);
          assert.doesNotMatch(await list.innerText(), /California/);
        },
      },
      {
        text: 'Under **Language of the words** tick **Español**, and take the tick off **English**. The preview is in Spanish now.',
        async act({builder}, [question, wanted, other]) {
          const group = builder.getByRole('group', {name: question});
          await group.getByRole('checkbox', {name: wanted, exact: true}).check();
          await group.getByRole('checkbox', {name: other, exact: true}).uncheck();
          await builder.frameLocator('#preview').locator('recovery-overdose-warning [lang=es]').first().waitFor();
        },
      },
      {
        text: 'Under **Where do you paste it?** choose **WordPress**. **Where to click: WordPress** lists the steps of the next chapter.',
        async act({builder}, [question, platform, steps]) {
          await builder
            .getByRole('group', {name: question})
            .first()
            .getByRole('radio', {name: platform, exact: true})
            .check();
          await builder.getByRole('heading', {name: steps}).waitFor();
        },
      },
      {
        text: 'Click **Copy the code**. **Copied.** appears below it. Leave this tab open.',
        async act(walker, [button, answer]) {
          const {builder} = walker;
          const code = builder.getByLabel('Code to paste');
          await builder.waitForFunction(() => /lang="es"[^]*tel:911/.test(document.querySelector('#snippet').value));
          await builder.getByRole('button', {name: button}).click();
          await builder.getByText(answer, {exact: true}).waitFor();
          walker.code = await builder.evaluate(() => navigator.clipboard.readText());
          assert.equal(walker.code, await code.inputValue());
        },
      },
    ],
  },
  {
    title: 'Put it into a page',
    steps: [
      {
        text: 'In WordPress, as an editor or administrator: **Pages** → **Add Page**.',
        async act({editor, site}, [pages, add]) {
          await editor.goto(`${site.url}/wp-admin/`);
          await editor.getByRole('link', {name: pages, exact: true}).first().hover();
          await editor.getByRole('link', {name: add, exact: true}).click();
        },
      },
      {
        text: 'If WordPress offers patterns, close them. Write a title and a first paragraph.',
        async act({editor}) {
          // They come after the title, at any time.
          const patterns = editor.getByRole('dialog');
          await editor.addLocatorHandler(patterns, () => patterns.getByRole('button', {name: 'Close'}).click());
          const canvas = editor.frameLocator('iframe[name=editor-canvas]');
          await canvas.getByLabel('Add title').fill('Sobredosis');
          await canvas.getByLabel('Add title').press('Enter');
          await canvas.locator('p[contenteditable=true]').fill('Lo que puede hacer.');
        },
      },
      {
        text: 'Click the **+** at the top left, search for **Custom HTML**, and click it. An empty block appears below the paragraph.',
        async act({editor}, [, name]) {
          await editor.getByRole('button', {name: 'Block Inserter', exact: true}).click();
          await editor.getByPlaceholder('Search').fill(name);
          await editor.getByRole('option', {name, exact: true}).click();
        },
      },
      {
        text: 'Click into the block, and paste: Ctrl+V, or ⌘V on a Mac.',
        async act({editor, code}) {
          const field = editor.frameLocator('iframe[name=editor-canvas]').locator('.wp-block-html textarea');
          await field.click();
          await press(editor, 'V');
          assert.equal((await field.inputValue()).trim(), code.trim());
        },
      },
      {
        text: 'Click **Publish**, and in the panel that opens **Publish** again.',
        async act(walker, [first, second]) {
          const {editor} = walker;
          await editor.getByRole('button', {name: first, exact: true}).click();
          const panel = editor.getByRole('region', {name: 'Editor publish'});
          await panel.getByRole('button', {name: second, exact: true}).click();
          walker.url = String(await panel.getByRole('link', {name: 'View Page'}).first().getAttribute('href'));
        },
      },
      {
        text: 'Look at the page as a visitor, in a private window. The box is there, in Spanish, with 911.',
        act: (walker) => visit(walker, seeWidget),
      },
    ],
  },
  {
    title: 'Find out why it is gone',
    steps: [
      {
        text: 'An administrator makes the site faster: **Appearance** → **Speed**, a tick at **Merge JavaScript into one file**, **Save Changes and Empty Cache**. (In this walk it is part of the theme. On your site it may be a plugin, with other names.)',
        async act(walker, [menu, page, merge, save]) {
          await openSpeed(walker, [menu, page]);
          await walker.admin.getByLabel(merge).check();
          await saveSpeed(walker, save);
        },
      },
      {
        text: 'Look at the page as a visitor. The words are there, and 911 is a link, but the box has lost its frame and its buttons.',
        act: (walker) => visit(walker, seeFallback),
      },
      {
        text: 'On that page press Ctrl+U, or ⌥⌘U on a Mac: its source appears. Select all of it (Ctrl+A), and copy it (Ctrl+C).',
        act: copySource,
      },
      {
        text: 'In the tab with the builder, click into **Source of the page, or the code of a box**, paste (Ctrl+V), and click **Check**.',
        act: ({builder}, [field, button]) => check(builder, field, button),
      },
      {
        text: 'Below the field is **Our script is not on the page, but a file that an optimizer has merged from several is.** The line after it says how to fix that.',
        async act({builder}, [cause]) {
          const result = builder.getByRole('status').filter({hasText: cause});
          await result.waitFor();
          assert.match(await result.innerText(), new RegExp(`^${cause}\\s+Exclude recovery-widgets\\.js`));
        },
      },
      {
        text: 'Or without the source: drag **Check this page** to your bookmarks, open the page, then the bookmark. A dialog shows the same two lines.',
        async act(walker, [bookmark]) {
          await visit(walker, async (page) => {
            const dialog = await openBookmark(walker, page, bookmark);
            await dialog
              .getByText('Exclude recovery-widgets.js in the settings of the optimizer, and empty its cache.')
              .waitFor();
          });
        },
      },
    ],
  },
  {
    title: 'Fix it',
    steps: [
      {
        text: 'As an administrator: **Appearance** → **Speed**.',
        act: openSpeed,
      },
      {
        text: 'In the field **Exclude JavaScript files** add a line with `recovery-widgets.js`, and leave what is there.',
        async act({admin}, [field]) {
          const excluded = admin.getByLabel(field);
          await excluded.click();
          await press(admin, 'End');
          await admin.keyboard.type('\nrecovery-widgets.js');
          assert.equal(await excluded.inputValue(), 'wp-includes/js/\nrecovery-widgets.js');
        },
      },
      {
        text: 'Click **Save Changes and Empty Cache**.',
        act: (walker, [save]) => saveSpeed(walker, save),
      },
      {
        text: 'Look at the page as a visitor. The box is there again.',
        act: (walker) => visit(walker, seeWidget),
      },
      {
        text: 'Check it again: copy the source of the page once more, paste it over the old one in the builder, and click **Check**. It says **The widgets of this page work, as far as this check can see.**',
        async act(walker, [button, answer]) {
          const {builder} = walker;
          await copySource(walker);
          await builder.getByLabel('Source of the page, or the code of a box').fill('');
          await check(builder, 'Source of the page, or the code of a box', button);
          await builder.getByText(answer).waitFor();
        },
      },
      {
        text: 'The bookmark says **The widgets of this page work, as far as this check can see.**',
        act: (walker, [answer]) =>
          visit(walker, async (page) => {
            await seeWidget(page);
            const dialog = await openBookmark(walker, page, 'Check this page');
            await dialog.getByText(answer).waitFor();
          }),
      },
    ],
  },
];

/**
 * Opens a page that may use the clipboard.
 *
 * @param {import('@playwright/test').BrowserContext} context
 */
export async function withClipboard(context) {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  page.setDefaultTimeout(MAX_WAIT);
  return page;
}

/**
 * Goes the whole way.
 *
 * @param {Pick<Walker, 'site' | 'browser'> & {logIn: (user: string) => Promise<Page>}} start
 * @returns {Promise<string>} the code that was copied
 */
export async function walk({site, browser, logIn}) {
  uploadFiles(site);
  site.addPlugin('speed', OPTIMIZER);
  const [editor, admin] = [await logIn('editor'), await logIn('admin')];
  const walker = {site, browser, editor, admin, builder: await withClipboard(editor.context()), url: '', code: ''};
  for (const {title, steps} of chapters)
    for (const [index, {text, act}] of steps.entries())
      await act(walker, namesIn(text)).catch((error) => {
        throw new Error(`${title}, step ${index + 1}: ${error.message}`, {cause: error});
      });
  for (const page of [walker.builder, editor, admin]) await page.close();
  site.addPlugin('speed', '');
  return walker.code;
}
