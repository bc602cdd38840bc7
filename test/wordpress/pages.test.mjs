/** The plugin in a real WordPress, without a browser: the HTML that pages, feeds and the REST API send. */
import assert from 'node:assert/strict';
import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {pageFiles, readChunks} from '../../src/tools/bundle/page-files.mjs';
import {fallbackHtml} from '../../src/tools/html/fallback-html.mjs';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {block, phpJson, skip, startWordPress} from './site.mjs';

const OLD = {number: '1-800-662-4357', tel: '+18006624357'};
const NEW = {number: '1-800-555-0199', tel: '+18005550199'};
const SAVED = `<div lang="en" dir="ltr"><p>Saved words <a href="tel:${OLD.tel}">${OLD.number}</a></p></div>`;

/**
 * Returns the fallback content to expect in a page: one block a line, without indentation.
 *
 * @param {Parameters<typeof fallbackHtml>} args
 */
const fallback = async (...args) => (await fallbackHtml(...args)).trim().replace(/\n\s*/g, '\n');

/** Content of the post in a page of the block theme. */
const contentOf = (html) => html.slice(html.indexOf('entry-content'), html.indexOf('</main>'));

describe('the plugin in WordPress', {skip}, () => {
  /** @type {import('./site.mjs').Site} */
  let site;
  before(async () => {
    site = await startWordPress();
  });
  after(() => site?.stop());

  const page = async (content, fields) => site.get(`/?p=${await site.post(content, fields)}`);

  /** Returns everything that a call of the plugin’s functions returns. */
  const call = async (expression) =>
    JSON.parse(await site.php(`namespace RecoveryWidgets; echo wp_json_encode( ${expression} );`));

  /** Runs with other settings, and puts the usual ones back. */
  async function withSettings(settings, run) {
    await site.setOptions({recovery_widgets: settings});
    try {
      await run();
    } finally {
      await site.setOptions({recovery_widgets: {region: 'US'}});
    }
  }

  /** Runs with a changed file of the plugin. `change` returns the new text; undefined removes the file. */
  async function withFile(path, change, run) {
    const file = join(site.plugin, path);
    const text = readFileSync(file, 'utf8');
    const changed = change(text);
    if (changed === undefined) renameSync(file, `${file}.away`);
    else writeFileSync(file, changed);
    try {
      await run();
    } finally {
      if (changed === undefined) renameSync(`${file}.away`, file);
      writeFileSync(file, text);
    }
  }

  const withNewNumber = (run) =>
    withFile(
      'data/words/en/helpline-banner.json',
      (text) => text.replaceAll(OLD.tel, NEW.tel).replaceAll(OLD.number, NEW.number),
      run,
    );

  test('puts a tag with its fallback content, its language and its country in the page, and the style before it', async () => {
    const html = await page(block({widget: 'helpline-banner'}));
    const [, attributes, inside] =
      /<recovery-helpline-banner ([^>]*)>\n([^]*?)\n<\/recovery-helpline-banner>/.exec(html) ?? [];
    assert.match(attributes, /^lang="en" dir="ltr" region="US" data-recovery-words="[0-9a-f]{12}"$/);
    assert.equal(inside, await fallback('helpline-banner', {region: 'US'}));
    assert.ok(html.indexOf('assets/recovery-widgets.css') < html.indexOf('<recovery-helpline-banner'));
    assert.match(html, /<script type="module" src="[^"]*\/assets\/recovery-widgets\.js\?ver=[0-9a-f]{12}"/);
  });

  test('loads nothing on a page without a widget', async () => {
    const id = await site.post('<!-- wp:paragraph --><p>Text</p><!-- /wp:paragraph -->');
    for (const theme of ['county-classic', 'twentytwentyfive']) {
      await site.php(`switch_theme( '${theme}' );`);
      assert.doesNotMatch(await site.get(`/?p=${id}`), /recovery/, theme);
    }
  });

  test('names the chunks of its widgets for the browser, after the script, in both kinds of themes', async () => {
    const chunks = readChunks();
    const content = ['faq', 'care-gaps'].map((widget) => block({widget, lang: 'es', region: 'CA-ON'})).join('');
    const {html: pasted} = await snippet('trigger-checklist', {region: 'US', lang: 'en-GB', form: 'div'});
    const id = await site.post(content + pasted);
    const expected = [
      // That of the site is compact, and so without deferred parts.
      ...pageFiles(chunks, {widgets: ['helpline-banner'], regions: ['US']}),
      ...pageFiles(chunks, {widgets: ['quick-exit']}),
      ...pageFiles(chunks, {widgets: ['faq', 'care-gaps'], languages: ['es'], regions: ['CA']}),
      ...pageFiles(chunks, {widgets: ['trigger-checklist'], languages: ['en-GB'], regions: ['US']}),
    ];
    await withSettings({region: 'US', banner: 'all', exit: true}, async () => {
      for (const theme of ['county-classic', 'twentytwentyfive']) {
        await site.php(`switch_theme( '${theme}' );`);
        const html = await site.get(`/?p=${id}`);
        const hints = [...html.matchAll(/<link rel="modulepreload" href="[^"]*\/assets\/([^"]*)">/g)];
        assert.deepEqual(
          hints.map(([, path]) => path).sort(),
          [...new Set(expected)].map((path) => `${chunks.folder}/${path}`).sort(),
          theme,
        );
        const isInHead = hints[0].index < html.indexOf('</head>');
        assert.equal(isInHead, theme === 'twentytwentyfive');
        assert.ok(hints[0].index > html.indexOf('id="recovery-widgets-js-module"'), theme);
      }
    });
    assert.doesNotMatch(await site.get('/feed/'), /modulepreload/);
  });

  test('names the deferred parts of a full banner, block or pasted, with a low priority', async () => {
    const {folder} = readChunks();
    const {html: pasted} = await snippet('helpline-banner', {region: 'US', form: 'div', linkStyle: true});
    for (const content of [block({widget: 'helpline-banner'}), pasted]) {
      const html = await page(content);
      const low = [...html.matchAll(/<link rel="modulepreload" href="[^"]*\/assets\/([^"]*)" fetchpriority="low">/g)];
      assert.deepEqual(
        low.map(([, path]) => path),
        [`${folder}/deferred-parts.js`],
      );
    }
  });

  test('shows the text that the widget would show, for every value that changes it', async () => {
    /** @type {[string, import('../../src/tools/html/prerender.mjs').Options][]} */
    const cases = [
      ['helpline-banner', {region: 'CA-ON', lang: 'es', attributes: {variant: 'compact'}}],
      ['helpline-banner', {region: 'GB', lang: 'ar', attributes: {'heading-level': '4'}}],
      ['helpline-banner', {attributes: {variant: 'full'}}],
      [
        'helpline-banner',
        {region: 'US', attributes: {phone: '(555) 0100 ext. 5', operator: 'Clinic “A” & B.', hours: '9 < 17'}},
      ],
      [
        'helpline-banner',
        {
          region: 'US',
          lang: 'ar',
          attributes: {variant: 'compact', phone: '555 0100', operator: 'Clinic', 'phone-name': 'Night line'},
        },
      ],
      ['relapse-guide', {region: 'US', lang: 'es', attributes: {audience: 'supporter', 'heading-level': '3'}}],
      ['faq', {region: 'GB', lang: 'en-GB', attributes: {open: 'law', 'heading-level': '5'}}],
      ['feedback', {attributes: {scale: 'stars'}}],
      ['quick-exit', {lang: 'es', attributes: {href: 'https://www.example.org/news?a=1&b=2', placement: 'fixed'}}],
      ['overdose-warning', {region: 'TR', attributes: {'heading-level': '6'}}],
      ['care-gaps', {region: 'ZA', attributes: {'heading-level': '1'}}],
    ];
    const given = cases.map(([widget, {lang = 'en', region = 'none', attributes = {}}]) => ({
      widget,
      lang,
      region,
      ...Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [
          name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()),
          value,
        ]),
      ),
    }));
    const built = await call(
      `array_map( fn( $given ) => build( $given )['words'], json_decode( '${phpJson(given)}', true ) )`,
    );
    for (const [index, [widget, options]] of cases.entries())
      assert.equal(built[index], await fallback(widget, options), `${widget} ${JSON.stringify(options)}`);
  });

  test('shows a changed number in 100 posts with blocks and in 300 with pasted snippets, without a change to a post', async () => {
    const forms = [
      {form: 'div'},
      {form: 'div', linkStyle: true},
      {form: 'div', file: 'all.js', integrity: true},
      {form: 'tag', integrity: true},
      {form: 'tag', file: 'widgets/helpline-banner.js'},
      {form: 'prerendered'},
    ];
    const snippets = await Promise.all(
      forms.map((form) => snippet('helpline-banner', {region: 'US', base: 'https://old.example/0.1/', ...form})),
    );
    const contents = [
      ...Array.from({length: 100}, () => block({widget: 'helpline-banner'}, SAVED)),
      ...Array.from({length: 300}, (_, index) => {
        const {html} = snippets[index % snippets.length];
        return index % 4 === 0 ? html : `<!-- wp:html -->\n${html}\n<!-- /wp:html -->`;
      }),
    ];
    await withNewNumber(async () => {
      const pages = JSON.parse(
        await site.php(`
          $GLOBALS['wpdb']->query( 'start transaction' );
          // Each with a name of its own: WordPress would look for a free one, post by post.
          $ids = array_map( fn( $content ) => wp_insert_post( wp_slash( array( 'post_title' => 'Old', 'post_name' => uniqid(), 'post_status' => 'publish', 'post_content' => $content ) ) ), json_decode( '${phpJson(contents)}', true ) );
          $results = array();
          foreach ( $ids as $id ) {
            $GLOBALS['post'] = get_post( $id );
            setup_postdata( $GLOBALS['post'] );
            $results[] = array( apply_filters( 'the_content', get_the_content() ), get_post( $id )->post_content );
          }
          $GLOBALS['wpdb']->query( 'rollback' );
          echo wp_json_encode( $results );`),
      );
      assert.equal(pages.length, 400);
      for (const [shown, saved] of pages) {
        assert.ok(shown.includes(NEW.number) && shown.includes(`tel:${NEW.tel}`));
        assert.ok(!shown.includes(OLD.number) && !shown.includes(OLD.tel));
        assert.ok(!shown.includes('old.example'), 'no file of another version');
        assert.ok(saved.includes(OLD.number), 'the post stays as it was');
      }
    });
  });

  test('follows the language of the block, then of the post, then of the site, never of the author', async () => {
    await site.setOptions({WPLANG: 'es_MX'});
    try {
      assert.match(await page(block({widget: 'faq'})), /<recovery-faq lang="es" dir="ltr" region="US"/);
      assert.match(await page(block({widget: 'faq', lang: 'ar'})), /<recovery-faq lang="ar" dir="rtl" region="US"/);
      const rest = `update_user_meta( 1, 'locale', 'en_US' ); $_GET['_locale'] = 'user'; $_SERVER['HTTP_ACCEPT'] = 'application/json'; $request = new WP_REST_Request( 'GET', '/recovery-widgets/v1/preview' ); $request->set_query_params( array( 'widget' => 'faq' ) ); echo rest_do_request( $request )->get_data()['html'];`;
      assert.match(await site.php(rest), /^<recovery-faq lang="es"/);
      const polylang = `function pll_get_post_language( $id, $field ) { return 7 === $id && 'locale' === $field ? 'ar' : false; }`;
      assert.equal(
        await site.php(
          `${polylang} echo RecoveryWidgets\\language_of( '', 7 ), RecoveryWidgets\\language_of( '', 8 );`,
        ),
        'ares',
      );
      const wpml = `add_filter( 'wpml_post_language_details', fn( $none, $id ) => 7 === $id ? array( 'locale' => 'en_GB' ) : null, 10, 2 );`;
      assert.equal(
        await site.php(`${wpml} echo RecoveryWidgets\\language_of( '', 7 ), RecoveryWidgets\\language_of( '', 8 );`),
        'en-GBes',
      );
    } finally {
      await site.php(`delete_option( 'WPLANG' ); delete_user_meta( 1, 'locale' );`);
    }
  });

  test('puts fallback content alone into feeds and embeds, and none into excerpts and searches', async () => {
    const {html: pasted} = await snippet('overdose-warning', {region: 'US', form: 'div'});
    const about = '<!-- wp:paragraph --><p>About our clinic.</p><!-- /wp:paragraph -->';
    const forms = {
      'with-block': block({widget: 'overdose-warning'}, SAVED),
      'with-snippet': `<!-- wp:html -->${pasted}<!-- /wp:html -->`,
      'with-shortcode': '<!-- wp:shortcode -->[recovery_widget widget="overdose-warning"]<!-- /wp:shortcode -->',
    };
    for (const [name, content] of Object.entries(forms)) {
      const id = await site.post(`${content}\n${about}`, {post_name: name});
      const feed = await site.get(`/${name}/feed/?withoutcomments=1`);
      const item = feed.slice(feed.indexOf('<item>'));
      assert.match(item, /<div lang="en" dir="ltr">\s*</, name);
      assert.match(item, /<a href="tel:911"/, name);
      assert.doesNotMatch(item, /<recovery-|<script|<link rel=|data-recovery-(?!numbers=)/, name);
      assert.doesNotMatch(item.slice(item.indexOf('<description>'), item.indexOf('</description>')), /911/, name);
      const post = JSON.parse(await site.get(`/wp-json/wp/v2/posts/${id}`));
      assert.equal(post.excerpt.rendered.trim(), '<p>About our clinic.</p>', name);
      assert.match(post.content.rendered, /recovery-overdose-warning|data-recovery-widget/, name);
      assert.doesNotMatch(await site.get(`/${name}/embed/`), /<recovery-|data-recovery/, name);
    }
    const found = await site.php(
      `echo wp_json_encode( ( new WP_Query( array( 's' => 'naloxone', 'fields' => 'ids', 'posts_per_page' => -1 ) ) )->posts );`,
    );
    const withBlock = JSON.parse(await site.get('/wp-json/wp/v2/posts?slug=with-block'))[0].id;
    assert.ok(!JSON.parse(found).includes(withBlock), 'the words of the block are not searched');
  });

  test('puts fallback content alone into AMP pages and where a newsletter asks for it', async () => {
    const id = await site.post(block({widget: 'helpline-banner', variant: 'compact'}));
    const content = `$GLOBALS['post'] = get_post( ${id} ); setup_postdata( $GLOBALS['post'] ); echo apply_filters( 'the_content', get_the_content() );`;
    const amp = await site.php(`function amp_is_request() { return true; } do_action( 'wp' ); ${content}`);
    const newsletter = await site.php(`add_filter( 'recovery_widgets_words_only', '__return_true' ); ${content}`);
    for (const html of [amp, newsletter])
      assert.match(html.trim(), /^<div lang="en" dir="ltr">\s*<p>Help with drug use/);
  });

  test('shows a shortcode, whatever an editor did to it, and explains a wrong one to authors only', async () => {
    const html = contentOf(
      await page(
        'Before\n\n[recovery_widget name=“relapse-guide” audience="supporter" heading-level="3" lang="es_MX" region="USA "]\n\nAfter [recovery_widget widget="nonsense"] it',
      ),
    );
    assert.match(
      html,
      /<recovery-relapse-guide lang="es" dir="ltr" region="US" audience="supporter" heading-level="3" [^]*<h3>/,
    );
    assert.doesNotMatch(html, /<p>\s*<\/p>|<p><recovery|nonsense|Names are/);
    const seen = await site.php(`echo do_shortcode( '[recovery_widget widget="nonsense"]' );`);
    assert.match(seen, /names no widget.*helpline-banner/);
    const feedback = await call(
      `render_shortcode( array( 'widget' => 'feedback', 'name' => 'helpful', 'comment', 'required' => 'false' ) )`,
    );
    assert.match(feedback, /^<recovery-feedback lang="en" dir="ltr" comment="" name="helpful" /);
  });

  test('brings the style in the head for a block, a shortcode and a snippet, also in a classic theme', async () => {
    const {html: pasted} = await snippet('faq', {region: 'US', form: 'div'});
    await site.php(`switch_theme( 'county-classic' );`);
    // As in WordPress 6.9, where a classic theme has the styles of those blocks only that are on the page.
    site.addPlugin('on-demand', `add_filter( 'should_load_separate_core_block_assets', '__return_true' );`);
    try {
      const pattern = await site.post(block({widget: 'faq'}), {post_type: 'wp_block'});
      const contents = ['[recovery_widget widget="faq"]', pasted, block({widget: 'faq'})];
      for (const content of [...contents, `<!-- wp:block {"ref":${pattern}} /-->`]) {
        const html = await page(content);
        assert.ok(html.indexOf('assets/recovery-widgets.css') < html.indexOf('</head>'), content.slice(0, 40));
        assert.match(html, /<script type="module" src="[^"]*\/assets\/recovery-widgets\.js/);
      }
      await site.setOptions({
        widget_custom_html: {2: {title: '', content: pasted}, _multiwidget: 1},
        sidebars_widgets: {'footer-1': ['custom_html-2'], array_version: 3},
      });
      await withFile(
        'data/words/en/faq.json',
        (text) => text.replaceAll('tel:911', 'tel:112'),
        async () => {
          const html = await page('Text');
          assert.match(html.slice(html.indexOf('<aside>')), /data-recovery-widget="faq"[^]*tel:112/);
          assert.ok(html.indexOf('assets/recovery-widgets.css') < html.indexOf('</head>'));
        },
      );
    } finally {
      await site.php(
        `switch_theme( 'twentytwentyfive' ); delete_option( 'widget_custom_html' ); delete_option( 'sidebars_widgets' );`,
      );
      site.addPlugin('on-demand', '');
    }
  });

  test('shows helpline and quick exit once, at the start of every page, in both kinds of themes', async () => {
    const settings = {region: 'US', banner: 'all', exit: true, href: 'https://weather.example/'};
    await withSettings(settings, async () => {
      for (const theme of ['county-classic', 'twentytwentyfive']) {
        await site.php(`switch_theme( '${theme}' );`);
        const html = await page('<!-- wp:paragraph --><p>Text</p><!-- /wp:paragraph -->');
        const body = html.slice(html.indexOf('<body'));
        const banner =
          /<aside class="recovery-widgets-banner" lang="en" dir="ltr" aria-label="Talk to someone now"><recovery-helpline-banner [^]*?<\/aside>/;
        const exit =
          /<div class="recovery-widgets-exit"><recovery-quick-exit lang="en" dir="ltr" href="https:\/\/weather\.example\/" placement="fixed" /;
        assert.match(body, new RegExp(`^<body[^>]*>\\s*${banner.source}${exit.source}`), theme);
        assert.equal(html.split('<recovery-helpline-banner').length, 2, theme);
        assert.ok(html.indexOf('site.css') < html.indexOf('</head>'), theme);
        assert.doesNotMatch(await site.get('/feed/'), /recovery-quick-exit|recovery-widgets-banner/, theme);
      }
    });
    await withSettings({region: 'US', banner: 'front'}, async () => {
      assert.match(await site.get('/'), /recovery-widgets-banner/);
      assert.doesNotMatch(await page('Text'), /recovery-widgets-banner/);
    });
  });

  test('shows the line of the site in boxes for its country, beside the public ones', async () => {
    const settings = {region: 'US', phone: '555 0100', operator: 'County Clinic', hours: 'Monday to Friday'};
    await withSettings(settings, async () => {
      const html = await page(block({widget: 'helpline-banner'}));
      assert.match(
        html,
        /<recovery-helpline-banner [^>]*phone="555 0100" operator="County Clinic" hours="Monday to Friday"/,
      );
      assert.match(html, /<a href="tel:5550100"/);
      assert.match(html, /<a href="tel:\+18006624357"/);
      assert.match(await page(block({widget: 'helpline-banner', region: 'usa'})), /tel:5550100/);
      assert.doesNotMatch(await page(block({widget: 'helpline-banner', region: 'GB'})), /5550100|County Clinic/);
    });
    await withSettings({region: 'US', phone: '555 0100'}, async () => {
      assert.doesNotMatch(await page(block({widget: 'helpline-banner'})), /5550100/);
      assert.match((await call('problems()'))[0].text, /say who runs it/);
    });
  });

  test('leaves pasted snippets alone where the settings say so', async () => {
    const {html} = await snippet('helpline-banner', {region: 'US', form: 'div', base: 'https://old.example/'});
    await withSettings({region: 'US', renew: false}, () =>
      withNewNumber(async () => {
        const shown = await page(`<!-- wp:html -->${html}<!-- /wp:html -->`);
        assert.ok(shown.includes(OLD.number) && shown.includes('https://old.example/recovery-widgets.js'));
      }),
    );
  });

  test('renews tags, placeholders without country, and several in one post; keeps what is around them', async () => {
    const {html: tag} = await snippet('helpline-banner', {region: 'GB', lang: 'ar', linkStyle: true});
    const content = `<div class="box"><p>Before</p><div data-recovery-widget="“Recovery_Overdose Warning”"><p>Old</p><div>x</div></div><!-- <div> --><p>Between</p></div>${tag}<p title="a > b">After</p>`;
    const shown = await site.php(`echo RecoveryWidgets\\renew_pasted( json_decode( '${phpJson(content)}' ) );`);
    assert.match(
      shown,
      /^<div class="box"><p>Before<\/p><div dir="ltr" lang="en" data-lang="en" data-region="US" data-recovery-widget="“Recovery_Overdose Warning”">|^<div class="box"><p>Before<\/p><div [^>]*data-region="US"[^>]*>/,
    );
    assert.ok(shown.includes(await fallback('overdose-warning', {region: 'US'})));
    assert.ok(shown.includes(await fallback('helpline-banner', {region: 'GB', lang: 'ar'})));
    assert.match(shown, /<!-- <div> --><p>Between<\/p><\/div>\s*<recovery-helpline-banner [^>]*region="GB"/);
    assert.match(shown, /<p title="a > b">After<\/p>$/);
    assert.doesNotMatch(shown, /<p>Old|<link|<script/);
  });

  test('renews a snippet in the header of a block theme', async () => {
    const {html} = await snippet('faq', {region: 'GB', form: 'div', base: 'https://old.example/'});
    const header = `<!-- wp:html -->${html}<!-- /wp:html -->`;
    await site.php(`
      $id = wp_insert_post( wp_slash( array( 'post_type' => 'wp_template_part', 'post_name' => 'header', 'post_title' => 'Header', 'post_status' => 'publish', 'post_content' => json_decode( '${phpJson(header)}' ) ) ) );
      wp_set_object_terms( $id, 'twentytwentyfive', 'wp_theme' );
      wp_set_object_terms( $id, 'header', 'wp_template_part_area' );`);
    try {
      await withFile(
        'data/words/en/faq.json',
        (text) => text.replaceAll('tel:999', 'tel:112'),
        async () => {
          const home = await site.get('/');
          const shown = home.slice(home.indexOf('<header'), home.indexOf('</header>'));
          assert.match(shown, /data-recovery-widget="faq"[^]*tel:112/);
          assert.doesNotMatch(shown, /old\.example|tel:999/);
        },
      );
    } finally {
      await site.php(
        `foreach ( get_posts( array( 'post_type' => 'wp_template_part', 'tax_query' => array() ) ) as $post ) { wp_delete_post( $post->ID, true ); }`,
      );
    }
  });

  test('renews fallback content that was copied from a page, and none twice', async () => {
    const copied = `<recovery-faq lang="en" dir="ltr" region="GB" data-recovery-words="${'0'.repeat(12)}"><p>Old</p></recovery-faq>`;
    const [once, twice] = await call(
      `array( renew_pasted( '${copied}' ), renew_pasted( renew_pasted( '${copied}' ) ) )`,
    );
    assert.ok(once.includes(await fallback('faq', {region: 'GB'})));
    assert.equal(once, twice);
  });

  test('leaves half a snippet and everything else as it is, byte for byte', async () => {
    const texts = [
      '<p>x</p><div data-recovery-widget="faq"><p>Words',
      '<div data-recovery-widget="faq"><div></div>',
      '<recovery-helpline-banner region="US"><p>Words</p>',
      '<recovery-helpline-banner region="US" />',
      '</div><div data-recovery-widget="nonsense"><p>x</p></div>',
      '<!-- <div data-recovery-widget="faq"></div> -->',
      '<script>"<div data-recovery-widget=faq></div>"</script>',
      '<p>recovery-widgets <recovery-tree>x</recovery-tree></p>',
      '<div data-recovery-widget="faq',
      '<div data-recovery-widget=\'faq"></div>',
      `${'<div>'.repeat(3000)}<i data-recovery-widget="faq">`,
      '\u0000\ud83d<div data-recovery-widget>',
      `<div data-recovery-widget="faq" title="${'x'.repeat(500_000)}"><p>Words`,
      `<recovery-faq ${'x '.repeat(250_000)}>Words`,
      `<recovery-faq ${'"" '.repeat(100_000)}`,
    ];
    for (const text of texts)
      assert.equal(
        await site.php(
          `echo RecoveryWidgets\\renew_pasted( base64_decode( '${Buffer.from(text).toString('base64')}' ) );`,
        ),
        Buffer.from(text).toString(),
        text.slice(0, 60),
      );
    const invalid = `<div data-recovery-widget="faq" data-region="\xff\xfe"><p>\xff</p></div>`;
    const shown = await site.php(
      `echo RecoveryWidgets\\renew_pasted( base64_decode( '${Buffer.from(invalid, 'latin1').toString('base64')}' ) );`,
    );
    assert.match(shown, /<h2>/);
  });

  test('reads codes as the widgets do', async () => {
    const {matchLocale, parseRegion, languages, regions} = await import('../../src/tools/html/prerender.mjs').then(
      ({available}) => available(),
    );
    const tags = [
      'es_MX',
      'es-419',
      'ES',
      'en_AU',
      'en_CA',
      'en_US',
      'en',
      'en_GB',
      'en-GB-oxendict',
      'ar',
      'ar_SA',
      'ary',
      'fr_FR',
      'de_DE_formal',
      '“es”',
      ' es ',
      'español',
      '',
      'e',
      'es–MX',
      'en-Latn-GB',
      'pt_PT_ao90',
      '12',
      '../es',
    ];
    const found = await call(`array_map( fn( $tag ) => match_language( $tag ), json_decode( '${phpJson(tags)}' ) )`);
    assert.deepEqual(
      found,
      tags.map((tag) => matchLocale(tag, languages) ?? ''),
    );
    const codes = [
      'USA ',
      'usa',
      'us',
      'UK',
      'uk',
      'PR',
      'GB-SCT',
      'CA-ON',
      'ca_on',
      'CA–QC',
      '“US”',
      'United States',
      'XX',
      '',
      'US-',
      'U',
      'US\u200b',
      'CA-ONTARIO',
      '../US',
      'none',
    ];
    const places = await call(`array_map( fn( $code ) => match_region( $code ), json_decode( '${phpJson(codes)}' ) )`);
    const expected = codes.map((code) => {
      const place = parseRegion(code);
      return [place?.subdivision, place?.country].find((each) => each && regions.includes(each)) ?? '';
    });
    assert.deepEqual(places, expected);
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
    assert.match(
      contentOf(await page(block({widget: 'helpline-banner', region: 'USA ', lang: 'es_MX'}))),
      /lang="es" dir="ltr" region="US"/,
    );
  });

  test('survives attributes and settings of any kind', async () => {
    const values = ['"><script>x</script>', '\u0000', [], {a: 1}, 1, true, null, -1, 'x'.repeat(5000), '{phone}'];
    const names = [
      'widget',
      'lang',
      'region',
      'headingLevel',
      'theme',
      'variant',
      'phone',
      'operator',
      'hours',
      'open',
      'comment',
      'align',
      'style',
    ];
    const given = names.flatMap((name) =>
      values.map((value) => ({widget: 'helpline-banner', operator: 'O', phone: '555 0100', [name]: value})),
    );
    const html = await site.php(
      `foreach ( json_decode( '${phpJson(given)}', true ) as $given ) { echo render_block( array( 'blockName' => 'recovery-widgets/widget', 'attrs' => $given, 'innerBlocks' => array(), 'innerHTML' => '', 'innerContent' => array() ) ), "\\n"; }`,
    );
    assert.doesNotMatch(html, /<script|<\/?x>/);
    for (const saved of [
      'USA ',
      7,
      [],
      {region: ['US'], banner: {}, exit: 'no', href: 'javascript:alert(1)'},
      {region: 'ZZ', banner: 'everywhere', phone: 'call me', operator: 'O'},
      {region: '<i>"\'', phone: '1"onfocus="alert(1)', operator: '<script>alert(1)</script>\'"'},
    ]) {
      await withSettings(saved, async () => {
        assert.match(await page(block({widget: 'helpline-banner'})), /<recovery-helpline-banner/);
        assert.ok((await call('problems()')).length);
        const settingsPage = await site.php(
          `require_once ABSPATH . 'wp-admin/includes/admin.php'; set_current_screen( 'settings_page_recovery-widgets' ); RecoveryWidgets\\print_notices(); RecoveryWidgets\\print_settings_page();`,
        );
        assert.match(settingsPage, /<select id="recovery-widgets-region"/);
        assert.doesNotMatch(settingsPage, /<script|<i>|"onfocus/);
      });
    }
    await withSettings({region: 'ZZ'}, async () =>
      assert.match((await call('problems()'))[0].text, /no numbers for the country “ZZ”/),
    );
  });

  test('keeps a setting that other code in the administration does not mention', async () => {
    const after = await site.php(
      `require_once ABSPATH . 'wp-admin/includes/admin.php'; RecoveryWidgets\\register_settings(); update_option( 'recovery_widgets', array( 'region' => 'GB' ) ); echo wp_json_encode( RecoveryWidgets\\settings() ); update_option( 'recovery_widgets', array( 'region' => 'US' ) );`,
    );
    const {region, renew, exit} = JSON.parse(after);
    assert.deepEqual({region, renew, exit}, {region: 'GB', renew: true, exit: false});
  });

  test('names the posts in which a box is not as it was meant, in Site Health', async () => {
    const faulty = {
      'Half & half': '<div data-recovery-widget="faq"><p>Words',
      'No country': `<!-- wp:group --><div class="wp-block-group">${block({widget: 'faq', region: 'Mexic'})}</div><!-- /wp:group -->`,
      'No box': '<div data-recovery-widget="helpine"></div> [recovery_widget widget="faq" lang="xx"]',
      'In order': `${block({widget: 'faq', region: 'USA ', lang: 'es_MX'})}[recovery_widget name="faq"]<recovery-tree></recovery-tree>`,
    };
    const ids = [];
    for (const [title, content] of Object.entries(faulty)) ids.push(await site.post(content, {post_title: title}));
    const health = JSON.parse(
      await site.php(
        `require_once ABSPATH . 'wp-admin/includes/admin.php'; echo wp_json_encode( apply_filters( 'site_status_tests', array( 'direct' => array() ) )['direct']['recovery_widgets']['test']() );`,
      ),
    );
    const lines = [...health.description.matchAll(/<li>(.*?)<\/li>/g)].map(([, line]) => line);
    const lineOf = (id) => lines.find((line) => line.includes(`post=${id}&#038;action=edit`));
    assert.equal(health.status, 'recommended');
    assert.match(lineOf(ids[0]), />Half &amp; half<\/a>: a snippet without its end: it keeps its old words$/);
    assert.match(lineOf(ids[1]), />No country<\/a>: no numbers for the country “Mexic”: it shows no number$/);
    assert.match(lineOf(ids[2]), />No box<\/a>: no box has the name “helpine”; no words in the language “xx”/);
    assert.equal(lineOf(ids[3]), undefined);
    await site.php(`foreach ( array( ${ids.join(', ')} ) as $id ) { wp_delete_post( $id, true ); }`);
  });

  test('saves only allowed settings, and reports the others', async () => {
    const form = {
      region: 'usa',
      banner: 'sometimes',
      exit: '1',
      href: 'http://example.org',
      phone: '<b>555</b> 0100',
      extra: 'x',
      renew: '0',
    };
    const saved = JSON.parse(
      await site.php(
        `require_once ABSPATH . 'wp-admin/includes/admin.php'; $saved = RecoveryWidgets\\sanitize_settings( json_decode( '${phpJson(form)}', true ) ); echo wp_json_encode( array( $saved, get_settings_errors() ) );`,
      ),
    );
    assert.deepEqual(saved[0], {
      region: 'US',
      phone: '555 0100',
      operator: '',
      phoneName: '',
      hours: '',
      banner: 'off',
      exit: true,
      href: '',
      renew: false,
    });
    assert.match(saved[1][0].message, /begins with https/);
  });

  test('shows correct text where files are missing or broken, and notifies the administrator', async () => {
    const blockPost = await site.post(block({widget: 'faq', lang: 'es'}, SAVED));
    const shown = async () => contentOf(await site.get(`/?p=${blockPost}`));
    /** @type {Record<string, [change: (text: string) => string | undefined, expected: RegExp]>} */
    const damage = {
      'data/words/es/faq.json': [() => undefined, /<recovery-faq lang="en" dir="ltr" region="US" [^>]*>\s*<h2>/],
      'data/words/en/faq.json': [(text) => text.slice(0, 200), /<recovery-faq lang="es"/],
      'data/catalog.json': [(text) => text.slice(0, -20), /Saved words <a href="tel:\+18006624357">/],
      'data/files.json': [() => undefined, /<recovery-faq lang="es"/],
      'data/names.json': [() => '', /<recovery-faq lang="es"/],
      'block/block.json': [() => undefined, /Saved words/],
      'includes/labels.php': [() => undefined, /Saved words/],
      // Half a file of PHP would be a fatal error, and an empty one a function that does not exist.
      'includes/words.php': [(text) => text.slice(0, text.length / 2), /Saved words/],
      'includes/codes.php': [() => '', /Saved words/],
      'assets/recovery-widgets.js': [() => undefined, /<recovery-faq lang="es"/],
    };
    const notices = `require_once ABSPATH . 'wp-admin/includes/admin.php'; set_current_screen( 'plugins' ); do_action( 'admin_notices' );`;
    for (const [file, [change, expected]] of Object.entries(damage))
      await withFile(file, change, async () => {
        assert.match(await shown(), expected, file);
        assert.match(await site.php(notices), /upload the plugin again/i, file);
      });
    // As on a host that goes back to an older PHP.
    await withFile(
      'recovery-widgets.php',
      (text) => text.replace('80100', '990000'),
      async () => {
        assert.match(await shown(), /Saved words/);
        assert.match(await site.php(notices), /needs PHP 8\.1 and WordPress 6\.5 or later/);
      },
    );
    await withFile(
      'data/words/es/faq.json',
      () => undefined,
      () =>
        withFile(
          'data/words/en/faq.json',
          () => '{"lines": ["x"], "words": {"": {"US": [7]}}}',
          async () =>
            assert.match(
              await shown(),
              /<recovery-faq lang="es" dir="ltr" region="US" [^>]*>\s*<p>Ayuda por consumo de drogas: [^]*tel:\+18006624357/,
            ),
        ),
    );
    assert.doesNotMatch(await site.php(notices), /upload the plugin again/i);
    assert.deepEqual(await call('damaged_files()'), []);
  });

  test('works without mbstring and intl', async () => {
    // Without php.ini, PHP loads only the extensions named here.
    const args = ['-n', ...['mysqlnd', 'mysqli', 'xml', 'dom'].flatMap((name) => ['-d', `extension=${name}`])];
    const output = await site.phpAlone(
      `echo wp_json_encode( array( extension_loaded( 'mbstring' ) || extension_loaded( 'intl' ), RecoveryWidgets\\build( array( 'widget' => 'helpline-banner', 'lang' => 'es–MX', 'region' => ' usa', 'phone' => '555 0100 ext. 5', 'operator' => 'Clínica' ) )['html'], RecoveryWidgets\\region_names(), RecoveryWidgets\\renew_pasted( '<div data-recovery-widget="faq">ñ</div>' ) ) );`,
      {args},
    );
    const [hasExtension, html, names, renewed] = JSON.parse(output);
    assert.equal(hasExtension, false);
    assert.match(html, /^<recovery-helpline-banner lang="es" dir="ltr" region="US"/);
    assert.match(html, /Clínica/);
    assert.equal(names.DE, 'Germany');
    assert.match(renewed, /<h2>/);
  });

  test('empties page caches once when texts change, and when settings change', async () => {
    site.addPlugin(
      'caches',
      `
      function wpfc_clear_all_cache( $all = false ) { update_option( 'test_purged', get_option( 'test_purged', 0 ) + ( true === $all ? 1 : 100 ) ); }
      foreach ( array( 'litespeed_purge_all', 'recovery_widgets_purge' ) as $hook ) { add_action( $hook, fn() => update_option( "test_$hook", get_option( "test_$hook", 0 ) + 1 ) ); }`,
    );
    const purged = async () =>
      JSON.parse(
        await site.php(
          `echo wp_json_encode( array_map( fn( $name ) => (int) get_option( "test_$name" ), array( 'purged', 'litespeed_purge_all', 'recovery_widgets_purge' ) ) );`,
        ),
      );
    assert.deepEqual(await purged(), [0, 0, 0], 'not without a change');
    await withFile(
      'data/catalog.json',
      (text) => text.replace(/"data":"\w+"/, '"data":"new"'),
      async () => {
        await Promise.all([site.get('/'), site.get('/feed/')]);
        const after = await purged();
        assert.ok(
          after.every((count) => count >= 1 && count <= 2),
          String(after),
        );
        await site.get('/');
        assert.deepEqual(await purged(), after, 'once');
        assert.match(await page(block({widget: 'faq'})), /recovery-widgets\.js\?ver=new"/);
      },
    );
    await purged();
    const [before] = await purged();
    await site.setOptions({recovery_widgets: {region: 'GB'}});
    await site.setOptions({recovery_widgets: {region: 'US'}});
    assert.equal((await purged())[0], before + 2);
    await site.deactivate();
    assert.equal((await purged())[0], before + 3, 'when it is switched off');
    await site.activate();
    site.addPlugin('caches', '');
  });

  test('is left out by optimizers, and says where its files are', async () => {
    const lists = JSON.parse(
      await site.php(
        `echo wp_json_encode( array( apply_filters( 'autoptimize_filter_js_exclude', 'jquery.js' ), apply_filters( 'autoptimize_filter_js_exclude', array( 'a' ) ), apply_filters( 'rocket_delay_js_exclusions', array() ), apply_filters( 'litespeed_optimize_js_excludes', null ) ) );`,
      ),
    );
    assert.deepEqual(lists, [
      'jquery.js, recovery-widgets/assets',
      ['a', 'recovery-widgets/assets'],
      ['recovery-widgets/assets'],
      'recovery-widgets/assets',
    ]);
    const html = await page(block({widget: 'faq'}));
    assert.match(
      html,
      /id="recovery-widgets-js-module" data-recovery-base="[^"]*\/recovery-widgets\/assets\/" data-no-optimize="1" data-cfasync="false" nowprocket/,
    );
  });

  test('lets only authors request a preview, and does not make the quick exit live in it', async () => {
    assert.equal(JSON.parse(await site.get('/wp-json/recovery-widgets/v1/preview?widget=faq')).code, 'rest_forbidden');
    const ask = (params, before = '') =>
      site.php(
        `${before} $request = new WP_REST_Request( 'GET', '/recovery-widgets/v1/preview' ); $request->set_query_params( json_decode( '${phpJson(params)}', true ) ); echo wp_json_encode( rest_do_request( $request )->get_data() );`,
      );
    const subscriber = `wp_set_current_user( wp_insert_user( array( 'user_login' => 'reader', 'user_pass' => 'reader', 'role' => 'subscriber' ) ) );`;
    assert.equal(JSON.parse(await ask({widget: 'faq'}, subscriber)).code, 'rest_forbidden');
    const exit = JSON.parse(await ask({widget: 'quick-exit'}));
    assert.match(exit.html, /^<div lang="en"/);
    assert.doesNotMatch(exit.html, /recovery-quick-exit/);
    assert.equal(JSON.parse(await ask({widget: 'nonsense'})).code, 'recovery_widgets_unknown');
    const banner = JSON.parse(await ask({widget: 'helpline-banner', region: 'GB', lang: 'es'}));
    assert.match(banner.words, /^<div lang="es" dir="ltr"><p>.*tel:.*<\/p><p>.*tel:999.*<\/p><\/div>$/);
    assert.doesNotMatch(banner.words, /bdi|small/);
  });

  test('names countries in Spanish in any Spanish menu', async () => {
    for (const locale of ['es_ES', 'es_MX']) {
      site.addPlugin('locale', `add_filter( 'locale', fn() => '${locale}' );`);
      assert.equal(await site.php(`echo RecoveryWidgets\\region_names()['DE'];`), 'Alemania', locale);
    }
    site.addPlugin('locale', '');
  });

  test('keeps fallback content in posts while it is switched off, and shows the current one when it is on again', async () => {
    const id = await site.post(block({widget: 'helpline-banner'}, SAVED));
    await site.deactivate();
    try {
      assert.match(await site.get(`/?p=${id}`), /Saved words <a href="tel:\+18006624357">/);
    } finally {
      await site.activate();
    }
    assert.match(await site.get(`/?p=${id}`), /<recovery-helpline-banner/);
  });

  test('leaves nothing but posts when it is deleted', async () => {
    const left = await site.php(
      `require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins( 'recovery-widgets/recovery-widgets.php' ); uninstall_plugin( 'recovery-widgets/recovery-widgets.php' ); global $wpdb; echo wp_json_encode( $wpdb->get_col( "select option_name from $wpdb->options where option_name like 'recovery_widgets%'" ) );`,
    );
    assert.equal(left, '[]');
  });
});
