/** The plugin in a real WordPress and a real browser: pages as readers see them. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {emergencyOf} from '../support/helplines.mjs';
import {totalShift} from '../support/layout-shift.mjs';
import {drawn, useWordPress} from './session.mjs';
import {block, skip} from './site.mjs';

const PARAGRAPH = '<!-- wp:paragraph --><p>Text</p><!-- /wp:paragraph -->';

describe('a page of WordPress', {skip}, () => {
  const wordpress = useWordPress();
  const {read} = wordpress;

  test('draws widgets on a page, from this site alone, each file once, without an error or a shift', async () => {
    await wordpress.site.setOptions({recovery_widgets: {region: 'US', banner: 'all', exit: true}});
    try {
      const id = await wordpress.site.post(
        `${PARAGRAPH}${block({widget: 'overdose-warning'})}${block({widget: 'faq', lang: 'ar'})}${PARAGRAPH}`,
      );
      for (const theme of ['county-classic', 'twentytwentyfive']) {
        await wordpress.site.php(`switch_theme( '${theme}' );`);
        const page = await read(`/?p=${id}`);
        const widgets = ['helpline-banner', 'quick-exit', 'overdose-warning', 'faq'];
        await drawn(page, ...widgets.map((name) => `recovery-${name}`));
        await page.waitForTimeout(200);
        const shift = await totalShift(page);
        assert.ok(shift < 0.01, `${theme}: ${shift}`);
        const foreign = page.requests.filter((url) => !url.replace(/^blob:/, '').startsWith(wordpress.site.url));
        assert.deepEqual(foreign, []);
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
      await wordpress.site.setOptions({recovery_widgets: {region: 'US'}});
    }
  });

  test('shows the fallback content, with links that dial, where no script runs', async () => {
    const id = await wordpress.site.post(block({widget: 'overdose-warning', region: 'GB'}));
    const page = await read(`/?p=${id}`, {javaScriptEnabled: false});
    assert.ok(
      await page
        .locator(`recovery-overdose-warning a[href="tel:${emergencyOf('gb')}"]`)
        .first()
        .isVisible(),
    );
    await page.context().close();
  });

  test('works under strict headers; where an optimizer writes the script into the page, the text stays', async () => {
    wordpress.site.addPlugin(
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
    const id = await wordpress.site.post(block({widget: 'helpline-banner'}));
    const strict = await read(`/?p=${id}&strict=1`);
    await drawn(strict, 'recovery-helpline-banner');
    // Those of WordPress itself are not ours.
    assert.deepEqual(
      strict.errors.filter((error) => /recovery/.test(error)),
      [],
    );
    const inline = await read(`/?p=${id}&inline=1`);
    assert.equal(await inline.locator('script[src*="/recovery-widgets.js"]').count(), 0);
    await inline
      .locator('recovery-helpline-banner a[href^="tel:"], [data-recovery-widget] a[href^="tel:"]')
      .first()
      .waitFor();
    for (const page of [strict, inline]) await page.context().close();
    wordpress.site.addPlugin('headers', '');
  });
});
