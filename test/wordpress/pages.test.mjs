/** The plugin in a real WordPress: the HTML that pages and feeds send, and pages as readers see them. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {pageFiles, readChunks} from '../../src/tools/built/page-files.mjs';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {camelCase} from '../../src/tools/types/elements.mjs';
import {OTHER, US_LINE, emergencyOf} from '../support/helplines.mjs';
import {totalShift} from '../support/probes.mjs';
import {SAVED, contentOf, drawn, fallback, useWordPress} from './session.mjs';
import {block, phpJson, skip} from './site.mjs';

const US = emergencyOf('us');
/** Puts another emergency number into a snippet, as if it were old. @param {string} html */
const withNumber = (html) => html.replaceAll(`tel:${US}`, 'tel:555');

describe('the plugin in WordPress', {skip}, () => {
  const wordpress = useWordPress();
  const {call, page, read, withNewNumber, withSettings} = wordpress;

  test('puts a tag with its fallback content, its language and its country in the page, and the style before it', async () => {
    const html = await page(block({widget: 'helpline-banner'}));
    const [, attributes, inside] =
      /<recovery-helpline-banner ([^>]*)>\n([^]*?)\n<\/recovery-helpline-banner>/.exec(html) ?? [];
    assert.match(attributes, /^lang="en" dir="ltr" region="US" data-recovery-fallback="[0-9a-f]{12}"$/);
    assert.equal(inside, await fallback('helpline-banner', {region: 'US'}));
    assert.ok(html.indexOf('assets/recovery-widgets.css') < html.indexOf('<recovery-helpline-banner'));
    assert.match(html, /<script type="module" src="[^"]*\/assets\/recovery-widgets\.js\?ver=[0-9a-f]{12}"/);
  });

  test('loads nothing on a page without a widget, and not its script beside that of a snippet that it leaves alone', async () => {
    assert.doesNotMatch(await page('<!-- wp:paragraph --><p>Text</p><!-- /wp:paragraph -->'), /recovery/);
    const half = '<link rel="modulepreload" href="/0.1/current/core.js"><div data-recovery-widget="faq"><p>Words';
    await wordpress.site.php(`switch_theme( 'county-classic' );`);
    assert.doesNotMatch(await page(half), /plugins\/recovery-widgets/);
    await withSettings({region: 'US', refresh: false}, async () => {
      assert.doesNotMatch(await page(`${half}</div>`), /plugins\/recovery-widgets/);
    });
    await wordpress.site.php(`switch_theme( 'twentytwentyfive' );`);
    await withSettings({region: 'US', banner: 'all'}, async () => {
      const shown = await read(`/?p=${await wordpress.site.post(half)}`);
      assert.ok(shown.requests.some((url) => url.includes('/assets/assets-')));
      assert.ok(!shown.requests.some((url) => url.includes('/assets/current/')));
      await shown.context().close();
    });
  });

  test('shows a hundred boxes of a post, and of more the short words, each time it is rendered', async () => {
    const short = await call(`saved_fallback( 'en', 'US' )`);
    for (const [box, words] of [
      [block({widget: 'faq'}, SAVED), 'Saved words'],
      ['[recovery_widget widget="faq"]', short],
    ]) {
      const content = `${box}\n\n`.repeat(150);
      const html = contentOf(await page(content));
      assert.deepEqual([html.split('<recovery-faq').length, html.split(words).length], [101, 51]);
      assert.doesNotMatch(html, /more than 100 boxes/, 'authors alone read that, once');
      const counts = await wordpress.site.php(
        `foreach ( array( 1, 2 ) as $run ) { $shown = apply_filters( 'the_content', json_decode( '${phpJson(content)}' ) ); echo substr_count( $shown, '<recovery-faq' ), ' ', substr_count( $shown, 'more than 100 boxes' ), ';'; }`,
      );
      assert.equal(counts, '100 1;100 1;');
    }
  });

  test('names the chunks of its widgets for the browser, after the script, in both kinds of themes', async () => {
    const chunks = readChunks();
    const content = ['faq', 'care-gaps'].map((widget) => block({widget, lang: 'es', region: 'CA-ON'})).join('');
    const {html: pasted} = await snippet('trigger-checklist', {region: 'US', lang: 'en-GB', form: 'div'});
    const id = await wordpress.site.post(content + pasted);
    const expected = [
      // That of the site is compact, and so without deferred parts.
      ...pageFiles(chunks, {widgets: ['helpline-banner'], regions: ['US']}),
      ...pageFiles(chunks, {widgets: ['quick-exit']}),
      ...pageFiles(chunks, {widgets: ['faq', 'care-gaps'], languages: ['es'], regions: ['CA']}),
      ...pageFiles(chunks, {widgets: ['trigger-checklist'], languages: ['en-GB'], regions: ['US']}),
    ];
    await withSettings({region: 'US', banner: 'all', exit: true}, async () => {
      for (const theme of ['county-classic', 'twentytwentyfive']) {
        await wordpress.site.php(`switch_theme( '${theme}' );`);
        const html = await wordpress.site.get(`/?p=${id}`);
        const hints = [...html.matchAll(/<link rel="modulepreload" href="[^"]*\/assets\/([^"]*)">/g)];
        const paths = [...new Set(expected)].map((path) => `${chunks.folder}/${path}`);
        assert.deepEqual(hints.map(([, path]) => path).sort(), paths.sort(), theme);
        assert.equal(hints[0].index < html.indexOf('</head>'), theme === 'twentytwentyfive');
        assert.ok(hints[0].index > html.indexOf('id="recovery-widgets-js-module"'), theme);
      }
    });
    assert.doesNotMatch(await wordpress.site.get('/feed/'), /recovery-widgets\/assets/);
  });

  test('shows the text that the widget would show, for every value that changes it', async () => {
    const own = {phone: '(555) 0100 ext. 5', operator: 'Clinic “A” & B.', 'phone-name': 'Night', hours: '9 < 17'};
    /** @type {[string, import('../../src/tools/html/prerender.mjs').Options][]} */
    const cases = [
      ['helpline-banner', {region: 'CA-ON', lang: 'es', attributes: {variant: 'compact'}}],
      ['helpline-banner', {attributes: {variant: 'full'}}],
      ['helpline-banner', {region: 'US', lang: 'ar', attributes: own}],
      ['relapse-guide', {region: 'US', lang: 'es', attributes: {audience: 'supporter', 'heading-level': '3'}}],
      ['faq', {region: 'GB', lang: 'en-GB', attributes: {open: 'law'}}],
      ['quick-exit', {lang: 'es', attributes: {href: 'https://www.example.org/news?a=1&b=2', placement: 'fixed'}}],
    ];
    const given = cases.map(([widget, {lang = 'en', region = 'none', attributes = {}}]) => ({
      widget,
      lang,
      region,
      ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [camelCase(name), value])),
    }));
    const built = await call(
      `array_map( fn( $given ) => build( $given )['fallback'], json_decode( '${phpJson(given)}', true ) )`,
    );
    for (const [index, [widget, options]] of cases.entries())
      assert.equal(built[index], await fallback(widget, options), `${widget} ${JSON.stringify(options)}`);
  });

  test('shows a changed number in a block and in a pasted snippet of every form, without a change to a post', async () => {
    const forms = /** @type {const} */ ([
      {form: 'div'},
      {form: 'div', code: 'full'},
      {form: 'div', file: 'all.js', integrity: true},
      {form: 'tag', file: 'recovery-widgets.classic.js'},
      {form: 'static'},
    ]);
    const contents = [block({widget: 'helpline-banner'}, SAVED)];
    for (const form of forms) {
      const {html} = await snippet('helpline-banner', {region: 'US', base: 'https://old.example/0.1/', ...form});
      contents.push(html, `<!-- wp:html -->\n${html}\n<!-- /wp:html -->`);
    }
    await withNewNumber(async () => {
      for (const content of contents) {
        const id = await wordpress.site.post(content);
        const shown = contentOf(await wordpress.site.get(`/?p=${id}`));
        assert.ok(shown.includes(OTHER.number) && shown.includes(OTHER.href), content);
        assert.ok(!shown.includes(US_LINE.number) && !shown.includes(US_LINE.dialed), content);
        assert.ok(!/(?:href|src)="https:\/\/old\.example/.test(shown), 'no file of another version');
        assert.ok((await wordpress.site.php(`echo get_post( ${id} )->post_content;`)).includes(US_LINE.number));
      }
    });
  });

  test('follows the language of the block, then of the post, then of the site, never of the author', async () => {
    await wordpress.site.setOptions({WPLANG: 'es_MX'});
    try {
      assert.match(await page(block({widget: 'faq'})), /<recovery-faq lang="es" dir="ltr" region="US"/);
      assert.match(await page(block({widget: 'faq', lang: 'ar'})), /<recovery-faq lang="ar" dir="rtl" region="US"/);
      const rest = `update_user_meta( 1, 'locale', 'en_US' ); $_GET['_locale'] = 'user'; $_SERVER['HTTP_ACCEPT'] = 'application/json'; $request = new WP_REST_Request( 'GET', '/recovery-widgets/v1/preview' ); $request->set_query_params( array( 'widget' => 'faq' ) ); echo rest_do_request( $request )->get_data()['html'];`;
      assert.match(await wordpress.site.php(rest), /^<recovery-faq lang="es"/);
      // As plugins for several languages do.
      const languages = 'echo RecoveryWidgets\\language_of( "", 7 ), RecoveryWidgets\\language_of( "", 8 );';
      const polylang = `function pll_get_post_language( $id, $field ) { return 7 === $id && 'locale' === $field ? 'ar' : false; }`;
      assert.equal(await wordpress.site.php(`${polylang} ${languages}`), 'ares');
      const wpml = `add_filter( 'wpml_post_language_details', fn( $none, $id ) => 7 === $id ? array( 'locale' => 'en_GB' ) : null, 10, 2 );`;
      assert.equal(await wordpress.site.php(`${wpml} ${languages}`), 'en-GBes');
    } finally {
      await wordpress.site.php(`delete_option( 'WPLANG' ); delete_user_meta( 1, 'locale' );`);
    }
  });

  test('puts fallback content alone into feeds and embeds, and none into excerpts', async () => {
    const {html: pasted} = await snippet('overdose-warning', {region: 'US', form: 'div'});
    const about = '<!-- wp:paragraph --><p>About our clinic.</p><!-- /wp:paragraph -->';
    const forms = {
      'with-block': block({widget: 'overdose-warning'}, SAVED),
      'with-snippet': `<!-- wp:html -->${pasted}<!-- /wp:html -->`,
      'with-shortcode': '<!-- wp:shortcode -->[recovery_widget widget="overdose-warning"]<!-- /wp:shortcode -->',
    };
    for (const [name, content] of Object.entries(forms)) {
      const id = await wordpress.site.post(`${content}\n${about}`, {post_name: name});
      const feed = await wordpress.site.get(`/${name}/feed/?withoutcomments=1`);
      const item = feed.slice(feed.indexOf('<item>'));
      assert.match(item, /<div lang="en" dir="ltr">\s*</, name);
      assert.ok(item.includes(`<a href="tel:${US}"`), name);
      assert.doesNotMatch(item, /<recovery-|<script|<link rel=|data-recovery-(?!numbers=)/, name);
      assert.ok(!item.slice(item.indexOf('<description>'), item.indexOf('</description>')).includes(US), name);
      const post = JSON.parse(await wordpress.site.get(`/wp-json/wp/v2/posts/${id}`));
      assert.equal(post.excerpt.rendered.trim(), '<p>About our clinic.</p>', name);
      assert.match(post.content.rendered, /recovery-overdose-warning|data-recovery-widget/, name);
      assert.doesNotMatch(await wordpress.site.get(`/${name}/embed/`), /<recovery-|data-recovery/, name);
    }
  });

  test('puts fallback content alone into AMP pages and where a newsletter asks for it', async () => {
    const id = await wordpress.site.post(block({widget: 'helpline-banner', variant: 'compact'}));
    const content = `$GLOBALS['post'] = get_post( ${id} ); setup_postdata( $GLOBALS['post'] ); echo apply_filters( 'the_content', get_the_content() );`;
    const amp = await wordpress.site.php(`function amp_is_request() { return true; } do_action( 'wp' ); ${content}`);
    const newsletter = await wordpress.site.php(
      `add_filter( 'recovery_widgets_fallback_only', '__return_true' ); ${content}`,
    );
    for (const html of [amp, newsletter]) assert.match(html.trim(), /^<div lang="en" dir="ltr">\s*<div>\s*<p>Someone/);
  });

  test('shows a shortcode, whatever an editor did to it, and explains a wrong one to authors only', async () => {
    const shortcode = `[recovery_widget name=“relapse-guide” audience="supporter" heading-level="3" lang="es_MX" region="USA "]`;
    const html = contentOf(await page(`Before\n\n${shortcode}\n\nAfter [recovery_widget widget="nonsense"] it`));
    const opened = '<recovery-relapse-guide lang="es" dir="ltr" region="US" audience="supporter" heading-level="3" ';
    assert.match(html, new RegExp(`${opened}[^]*<h3>`));
    assert.doesNotMatch(html, /<p>\s*<\/p>|<p><recovery|nonsense|Names are/);
    const seen = await wordpress.site.php(`echo do_shortcode( '[recovery_widget widget="nonsense"]' );`);
    assert.match(seen, /names no widget.*helpline-banner/);
    const feedback = await call(
      `render_shortcode( array( 'widget' => 'feedback', 'name' => 'helpful', 'comment', 'required' => 'false' ) )`,
    );
    assert.match(feedback, /^<recovery-feedback lang="en" dir="ltr" comment="" name="helpful" /);
  });

  test('brings the style in the head for a block, a shortcode and a snippet, also in a classic theme', async () => {
    const {html: pasted} = await snippet('faq', {region: 'US', form: 'div'});
    await wordpress.site.php(`switch_theme( 'county-classic' );`);
    // As in WordPress 6.9, where a classic theme has the styles of those blocks only that are on the page.
    wordpress.site.addPlugin('on-demand', `add_filter( 'should_load_separate_core_block_assets', '__return_true' );`);
    const isStyled = (/** @type {string} */ html) =>
      html.indexOf('assets/recovery-widgets.css') < html.indexOf('</head>') &&
      /<script type="module" src="[^"]*\/assets\/recovery-widgets\.js/.test(html);
    try {
      const pattern = await wordpress.site.post(block({widget: 'faq'}), {post_type: 'wp_block'});
      for (const content of ['[recovery_widget widget="faq"]', pasted, `<!-- wp:block {"ref":${pattern}} /-->`])
        assert.ok(isStyled(await page(content)), content.slice(0, 40));
      await wordpress.site.setOptions({
        widget_custom_html: {2: {title: '', content: withNumber(pasted)}, _multiwidget: 1},
        sidebars_widgets: {'footer-1': ['custom_html-2'], array_version: 3},
      });
      const html = await page('Text');
      assert.ok(isStyled(html));
      assert.ok(
        html.slice(html.indexOf('<aside>')).includes(`href="tel:${US}"`),
        'a widget area has the numbers of today',
      );
    } finally {
      await wordpress.site.php(
        `switch_theme( 'twentytwentyfive' ); delete_option( 'widget_custom_html' ); delete_option( 'sidebars_widgets' );`,
      );
      wordpress.site.addPlugin('on-demand', '');
    }
  });

  test('shows helpline and quick exit once, at the start of every page, in both kinds of themes', async () => {
    const settings = {region: 'US', banner: 'all', exit: true, href: 'https://weather.example/'};
    await withSettings(settings, async () => {
      for (const theme of ['county-classic', 'twentytwentyfive']) {
        await wordpress.site.php(`switch_theme( '${theme}' );`);
        const html = await page('<!-- wp:paragraph --><p>Text</p><!-- /wp:paragraph -->');
        const body = html.slice(html.indexOf('<body'));
        const banner =
          /<aside class="recovery-widgets-banner" lang="en" dir="ltr" aria-label="Talk to someone now"><recovery-helpline-banner [^]*?<\/aside>/;
        const exit =
          /<div class="recovery-widgets-exit"><recovery-quick-exit lang="en" dir="ltr" href="https:\/\/weather\.example\/" placement="fixed" /;
        assert.match(body, new RegExp(`^<body[^>]*>\\s*${banner.source}${exit.source}`), theme);
        assert.equal(html.split('<recovery-helpline-banner').length, 2, theme);
        assert.ok(html.slice(0, html.indexOf('</head>')).includes('recovery-widgets/site.css'), theme);
        assert.doesNotMatch(await wordpress.site.get('/feed/'), /recovery-quick-exit|recovery-widgets-banner/, theme);
      }
    });
    await withSettings({region: 'US', banner: 'front'}, async () => {
      assert.match(await wordpress.site.get('/'), /recovery-widgets-banner/);
      assert.doesNotMatch(await page('Text'), /recovery-widgets-banner/);
    });
  });

  test('shows the line of the site in boxes for its country, beside the public ones', async () => {
    const settings = {region: 'US', phone: '555 0100', operator: 'County Clinic', hours: 'Monday to Friday'};
    await withSettings(settings, async () => {
      const html = await page(block({widget: 'helpline-banner'}));
      const own = 'phone="555 0100" operator="County Clinic" hours="Monday to Friday"';
      assert.match(html, new RegExp(`<recovery-helpline-banner [^>]*${own}`));
      assert.match(html, /<a href="tel:5550100"/);
      assert.ok(html.includes(`<a href="${US_LINE.href}"`));
      assert.doesNotMatch(html, /Run by: County Clinic/, 'no name twice');
      assert.match(await page(block({widget: 'helpline-banner', region: 'usa'})), /tel:5550100/);
      assert.doesNotMatch(await page(block({widget: 'helpline-banner', region: 'GB'})), /5550100|County Clinic/);
    });
    await withSettings({region: 'US', phone: '555 0100'}, async () => {
      assert.doesNotMatch(await page(block({widget: 'helpline-banner'})), /5550100/);
      assert.match((await call('problems()'))[0].text, /say who runs it/);
    });
  });

  test('shows no number of any country without one, and never guesses', async () => {
    await withSettings({}, async () => {
      const html = contentOf(await page(block({widget: 'helpline-banner'})));
      assert.doesNotMatch(html, /tel:|region=/);
      assert.match(html, /findahelpline\.com/);
      assert.match((await call('problems()'))[0].text, /No country is chosen/);
    });
    // A typing error does not fall back to the country of the site.
    assert.doesNotMatch(contentOf(await page(block({widget: 'helpline-banner', region: 'Mexic'}))), /tel:|region=/);
    const corrected = await page(block({widget: 'helpline-banner', region: 'USA ', lang: 'es_MX'}));
    assert.match(contentOf(corrected), /lang="es" dir="ltr" region="US"/);
  });

  test('shows a number that may be wrong with the local emergency number, and a second one after the first', async () => {
    for (const [region, call] of [
      ['MA', `${emergencyOf('ma')} now (or your local emergency number)`],
      ['VG', `${emergencyOf('vg')} now (or ${emergencyOf('vg', 1)})`],
      ['AM', `${emergencyOf('am')} now (or ${emergencyOf('am', 1)}) (or your local emergency number)`],
      ['SD', 'your local emergency number now'],
    ]) {
      const html = contentOf(await page(block({widget: 'overdose-warning', region})));
      assert.ok(html.replace(/<[^>]+>/g, '').includes(`Call ${call}`), region);
      assert.doesNotMatch(html, /[{}]/, region);
    }
  });

  test('keeps the placeholder of an author’s snippet through WordPress’s filter, and the words of a tag', async () => {
    for (const form of ['div', 'tag']) {
      const {html} = await snippet('faq', {region: 'US', lang: 'ar', form});
      const kept = await wordpress.site.php(`echo wp_kses_post( json_decode( '${phpJson(html)}' ) );`);
      assert.equal(kept.includes('data-recovery-widget="faq"'), form === 'div');
      assert.ok(kept.includes(`<a href="tel:${US}"`));
      assert.doesNotMatch(kept, /<(recovery-|script|style|link)/);
    }
  });

  // As readers see them, in a browser.
  test('draws widgets on a page, from this site alone, each file once, without an error or a shift', async () => {
    const text = '<!-- wp:paragraph --><p>Text</p><!-- /wp:paragraph -->';
    // Finished where it was made: here the script draws it, since its words are refreshed.
    const {html: pasted} = await snippet('treatment-explainer', {form: 'static', base: 'https://old.example/0.1/'});
    await withSettings({region: 'US', banner: 'all', exit: true}, async () => {
      const id = await wordpress.site.post(
        `${text}${block({widget: 'overdose-warning'})}${block({widget: 'faq', lang: 'ar'})}${pasted}${text}`,
      );
      for (const theme of ['county-classic', 'twentytwentyfive']) {
        await wordpress.site.php(`switch_theme( '${theme}' );`);
        const page = await read(`/?p=${id}`);
        const widgets = ['helpline-banner', 'quick-exit', 'overdose-warning', 'faq', 'treatment-explainer'];
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
        const chunksOf = (/** @type {string[]} */ urls) => urls.filter((url) => url.includes('/assets-')).sort();
        assert.deepEqual(chunksOf(own), chunksOf(hints), theme);
        assert.deepEqual(page.errors, [], theme);
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.localName), 'recovery-helpline-banner', theme);
        await page.context().close();
      }
    });
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
    assert.doesNotMatch(strict.errors.join('\n'), /recovery/);
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
