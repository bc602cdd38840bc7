/** The plugin in a real WordPress: pasted snippets, settings, damage, and the life of the plugin. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {snippet} from '../../src/tools/html/snippet.mjs';
import {OLD, SAVED, contentOf, fallback, useWordPress} from './session.mjs';
import {block, phpJson, skip} from './site.mjs';

describe('the plugin in WordPress', {skip}, () => {
  const wordpress = useWordPress();
  const {call, page, withFile, withNewNumber, withSettings} = wordpress;

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
    const shown = await wordpress.site.php(
      `echo RecoveryWidgets\\renew_pasted( json_decode( '${phpJson(content)}' ) );`,
    );
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
    await wordpress.site.php(`
      $id = wp_insert_post( wp_slash( array( 'post_type' => 'wp_template_part', 'post_name' => 'header', 'post_title' => 'Header', 'post_status' => 'publish', 'post_content' => json_decode( '${phpJson(header)}' ) ) ) );
      wp_set_object_terms( $id, 'twentytwentyfive', 'wp_theme' );
      wp_set_object_terms( $id, 'header', 'wp_template_part_area' );`);
    try {
      await withFile(
        'data/fallback/en/faq.json',
        (text) => text.replaceAll('tel:999', 'tel:112'),
        async () => {
          const home = await wordpress.site.get('/');
          const shown = home.slice(home.indexOf('<header'), home.indexOf('</header>'));
          assert.match(shown, /data-recovery-widget="faq"[^]*tel:112/);
          assert.doesNotMatch(shown, /old\.example|tel:999/);
        },
      );
    } finally {
      await wordpress.site.php(
        `foreach ( get_posts( array( 'post_type' => 'wp_template_part', 'tax_query' => array() ) ) as $post ) { wp_delete_post( $post->ID, true ); }`,
      );
    }
  });

  test('renews fallback content that was copied from a page, and none twice', async () => {
    const copied = `<recovery-faq lang="en" dir="ltr" region="GB" data-recovery-fallback="${'0'.repeat(12)}"><p>Old</p></recovery-faq>`;
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
        await wordpress.site.php(
          `echo RecoveryWidgets\\renew_pasted( base64_decode( '${Buffer.from(text).toString('base64')}' ) );`,
        ),
        Buffer.from(text).toString(),
        text.slice(0, 60),
      );
    const invalid = `<div data-recovery-widget="faq" data-region="\xff\xfe"><p>\xff</p></div>`;
    const shown = await wordpress.site.php(
      `echo RecoveryWidgets\\renew_pasted( base64_decode( '${Buffer.from(invalid, 'latin1').toString('base64')}' ) );`,
    );
    assert.match(shown, /<h2>/);
  });

  test('reads hostile posts and attributes in linear time', async () => {
    // Quadratic time would take minutes.
    const pieces = ['<!--', '<script>', '<a ', '<a "', '<title>', '<recovery-faq>', '<div data-recovery-widget="faq">'];
    const found = await wordpress.site.php(
      `foreach ( json_decode( '${phpJson(pieces)}' ) as $piece ) { echo count( RecoveryWidgets\\pasted_snippets( str_repeat( $piece, 100000 ) ) ); }
      echo RecoveryWidgets\\dial_string( '5' . str_repeat( '-', 100000 ) . '5' ), RecoveryWidgets\\normalize_code( 'u' . str_repeat( ' ', 100000 ) . 's' );`,
    );
    assert.equal(found, '0'.repeat(pieces.length));
  });

  test('reads codes as the widgets do', async () => {
    const {matchLocale, parseRegion, languages, regions} = await import('../../src/tools/html/prerender.mjs').then(
      ({available}) => available(),
    );
    const tags =
      'es_MX|es-419|ES|en_AU|en_CA|en_US|en|en_GB|en-GB-oxendict|ar|ar_SA|ary|fr_FR|de_DE_formal|“es”| es |español||e|es–MX|en-Latn-GB|pt_PT_ao90|12|../es'.split(
        '|',
      );
    const found = await call(`array_map( fn( $tag ) => match_language( $tag ), json_decode( '${phpJson(tags)}' ) )`);
    assert.deepEqual(
      found,
      tags.map((tag) => matchLocale(tag, languages) ?? ''),
    );
    const codes =
      'USA |usa|us|UK|uk|PR|GB-SCT|CA-ON|ca_on|CA–QC|“US”|United States|XX||US-|U|US\u200b|CA-ONTARIO|../US|none'.split(
        '|',
      );
    const places = await call(`array_map( fn( $code ) => match_region( $code ), json_decode( '${phpJson(codes)}' ) )`);
    const expected = codes.map((code) => {
      const place = parseRegion(code);
      return [place?.subdivision, place?.country].find((each) => each && regions.includes(each)) ?? '';
    });
    assert.deepEqual(places, expected);
  });

  test('survives attributes and settings of any kind', async () => {
    const values = ['"><script>x</script>', '\u0000', [], {a: 1}, 1, true, null, -1, 'x'.repeat(5000), '{phone}'];
    const names = 'widget|lang|region|headingLevel|theme|variant|phone|operator|hours|open|comment|align|style'.split(
      '|',
    );
    const given = names.flatMap((name) =>
      values.map((value) => ({widget: 'helpline-banner', operator: 'O', phone: '555 0100', [name]: value})),
    );
    const html = await wordpress.site.php(
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
        const settingsPage = await wordpress.site.php(
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
    const after = await wordpress.site.php(
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
    for (const [title, content] of Object.entries(faulty))
      ids.push(await wordpress.site.post(content, {post_title: title}));
    const health = JSON.parse(
      await wordpress.site.php(
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
    await wordpress.site.php(`foreach ( array( ${ids.join(', ')} ) as $id ) { wp_delete_post( $id, true ); }`);
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
      await wordpress.site.php(
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
    const blockPost = await wordpress.site.post(block({widget: 'faq', lang: 'es'}, SAVED));
    const shown = async () => contentOf(await wordpress.site.get(`/?p=${blockPost}`));
    /** @type {Record<string, [change: (text: string) => string | undefined, expected: RegExp]>} */
    const damage = {
      'data/fallback/es/faq.json': [() => undefined, /<recovery-faq lang="en" dir="ltr" region="US" [^>]*>\s*<h2>/],
      'data/fallback/en/faq.json': [(text) => text.slice(0, 200), /<recovery-faq lang="es"/],
      'data/catalog.json': [(text) => text.slice(0, -20), /Saved words <a href="tel:\+18006624357">/],
      'data/files.json': [() => undefined, /<recovery-faq lang="es"/],
      'data/names.json': [() => '', /<recovery-faq lang="es"/],
      'block/block.json': [() => undefined, /Saved words/],
      'includes/labels.php': [() => undefined, /Saved words/],
      // Half a file of PHP would be a fatal error, and an empty one a function that does not exist.
      'includes/fallback.php': [(text) => text.slice(0, text.length / 2), /Saved words/],
      'includes/codes.php': [() => '', /Saved words/],
      'assets/recovery-widgets.js': [() => undefined, /<recovery-faq lang="es"/],
    };
    const notices = `require_once ABSPATH . 'wp-admin/includes/admin.php'; set_current_screen( 'plugins' ); do_action( 'admin_notices' );`;
    for (const [file, [change, expected]] of Object.entries(damage))
      await withFile(file, change, async () => {
        assert.match(await shown(), expected, file);
        assert.match(await wordpress.site.php(notices), /upload the plugin again/i, file);
      });
    // As on a host that goes back to an older PHP.
    await withFile(
      'recovery-widgets.php',
      (text) => text.replace('80100', '990000'),
      async () => {
        assert.match(await shown(), /Saved words/);
        assert.match(await wordpress.site.php(notices), /needs PHP 8\.1 and WordPress 6\.5 or later/);
      },
    );
    await withFile(
      'data/fallback/es/faq.json',
      () => undefined,
      () =>
        withFile(
          'data/fallback/en/faq.json',
          () => '{"lines": ["x"], "fallback": {"": {"US": [7]}}}',
          async () =>
            assert.match(
              await shown(),
              /<recovery-faq lang="es" dir="ltr" region="US" [^>]*>\s*<p>Ayuda por consumo de drogas: [^]*tel:\+18006624357/,
            ),
        ),
    );
    assert.doesNotMatch(await wordpress.site.php(notices), /upload the plugin again/i);
    assert.deepEqual(await call('damaged_files()'), []);
  });

  test('works without mbstring and intl', async () => {
    // Without php.ini, PHP loads only the extensions named here.
    const args = ['-n', ...['mysqlnd', 'mysqli', 'xml', 'dom'].flatMap((name) => ['-d', `extension=${name}`])];
    const output = await wordpress.site.phpAlone(
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
    wordpress.site.addPlugin(
      'caches',
      `
      function wpfc_clear_all_cache( $all = false ) { update_option( 'test_purged', get_option( 'test_purged', 0 ) + ( true === $all ? 1 : 100 ) ); }
      foreach ( array( 'litespeed_purge_all', 'recovery_widgets_purge' ) as $hook ) { add_action( $hook, fn() => update_option( "test_$hook", get_option( "test_$hook", 0 ) + 1 ) ); }`,
    );
    const purged = async () =>
      JSON.parse(
        await wordpress.site.php(
          `echo wp_json_encode( array_map( fn( $name ) => (int) get_option( "test_$name" ), array( 'purged', 'litespeed_purge_all', 'recovery_widgets_purge' ) ) );`,
        ),
      );
    assert.deepEqual(await purged(), [0, 0, 0], 'not without a change');
    await withFile(
      'data/catalog.json',
      (text) => text.replace(/"data":"\w+"/, '"data":"new"'),
      async () => {
        await Promise.all([wordpress.site.get('/'), wordpress.site.get('/feed/')]);
        const after = await purged();
        assert.ok(
          after.every((count) => count >= 1 && count <= 2),
          String(after),
        );
        await wordpress.site.get('/');
        assert.deepEqual(await purged(), after, 'once');
        assert.match(await page(block({widget: 'faq'})), /recovery-widgets\.js\?ver=new"/);
      },
    );
    await purged();
    const [before] = await purged();
    await wordpress.site.setOptions({recovery_widgets: {region: 'GB'}});
    await wordpress.site.setOptions({recovery_widgets: {region: 'US'}});
    assert.equal((await purged())[0], before + 2);
    await wordpress.site.deactivate();
    assert.equal((await purged())[0], before + 3, 'when it is switched off');
    await wordpress.site.activate();
    wordpress.site.addPlugin('caches', '');
  });

  test('is left out by optimizers, and says where its files are', async () => {
    const lists = JSON.parse(
      await wordpress.site.php(
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
    assert.match(html, /id="recovery-widgets-js-module" data-no-optimize="1" data-cfasync="false" nowprocket/);
  });

  test('lets only authors request a preview, and does not make the quick exit live in it', async () => {
    assert.equal(
      JSON.parse(await wordpress.site.get('/wp-json/recovery-widgets/v1/preview?widget=faq')).code,
      'rest_forbidden',
    );
    const ask = (params, before = '') =>
      wordpress.site.php(
        `${before} $request = new WP_REST_Request( 'GET', '/recovery-widgets/v1/preview' ); $request->set_query_params( json_decode( '${phpJson(params)}', true ) ); echo wp_json_encode( rest_do_request( $request )->get_data() );`,
      );
    const subscriber = `wp_set_current_user( wp_insert_user( array( 'user_login' => 'reader', 'user_pass' => 'reader', 'role' => 'subscriber' ) ) );`;
    assert.equal(JSON.parse(await ask({widget: 'faq'}, subscriber)).code, 'rest_forbidden');
    const exit = JSON.parse(await ask({widget: 'quick-exit'}));
    assert.match(exit.html, /^<div lang="en"/);
    assert.doesNotMatch(exit.html, /recovery-quick-exit/);
    assert.equal(JSON.parse(await ask({widget: 'nonsense'})).code, 'recovery_widgets_unknown');
    const banner = JSON.parse(await ask({widget: 'helpline-banner', region: 'GB', lang: 'es'}));
    assert.match(banner.fallback, /^<div lang="es" dir="ltr"><p>.*tel:.*<\/p><p>.*tel:999.*<\/p><\/div>$/);
    assert.doesNotMatch(banner.fallback, /bdi|small/);
  });

  test('names countries in Spanish in any Spanish menu', async () => {
    for (const locale of ['es_ES', 'es_MX']) {
      wordpress.site.addPlugin('locale', `add_filter( 'locale', fn() => '${locale}' );`);
      assert.equal(await wordpress.site.php(`echo RecoveryWidgets\\region_names()['DE'];`), 'Alemania', locale);
    }
    wordpress.site.addPlugin('locale', '');
  });

  test('keeps fallback content in posts while it is switched off, and shows the current one when it is on again', async () => {
    const id = await wordpress.site.post(block({widget: 'helpline-banner'}, SAVED));
    await wordpress.site.deactivate();
    try {
      assert.match(await wordpress.site.get(`/?p=${id}`), /Saved words <a href="tel:\+18006624357">/);
    } finally {
      await wordpress.site.activate();
    }
    assert.match(await wordpress.site.get(`/?p=${id}`), /<recovery-helpline-banner/);
  });

  test('leaves nothing but posts when it is deleted', async () => {
    const left = await wordpress.site.php(
      `require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins( 'recovery-widgets/recovery-widgets.php' ); uninstall_plugin( 'recovery-widgets/recovery-widgets.php' ); global $wpdb; echo wp_json_encode( $wpdb->get_col( "select option_name from $wpdb->options where option_name like 'recovery_widgets%'" ) );`,
    );
    assert.equal(left, '[]');
  });
});
