/** The plugin in a network of sites: each with a country and a language of its own. Only in the nightly run. */
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {emergencyOf} from '../support/helplines.mjs';
import {AT_NIGHT, isNightly} from '../support/nightly.mjs';
import {block, phpJson, skip, startWordPress} from './site.mjs';

describe('the plugin in a network', {skip: isNightly ? skip : AT_NIGHT}, () => {
  let site;
  let second = 0;
  before(async () => {
    site = await startWordPress({network: true});
    second = Number(
      await site.php(`add_filter( 'pre_wp_mail', '__return_true' );
        $id = wp_insert_site( array( 'domain' => DOMAIN_CURRENT_SITE, 'path' => '/clinic/', 'title' => 'Clinic', 'user_id' => 1 ) );
        add_user_to_blog( $id, get_user_by( 'login', 'editor' )->ID, 'administrator' );
        echo $id;`),
    );
  });
  after(() => site?.stop());

  /** Runs PHP in the second site. */
  const inSecond = (code) => site.php(`switch_to_blog( ${second} ); ${code}`);
  const postIn = (content) =>
    `echo wp_insert_post( wp_slash( array( 'post_title' => 'Post', 'post_status' => 'publish', 'post_content' => json_decode( '${phpJson(content)}' ) ) ) );`;

  test('keeps country and language of each site', async () => {
    await inSecond(
      `update_option( 'recovery_widgets', array( 'region' => 'ES' ) ); update_option( 'WPLANG', 'es_ES' );`,
    );
    const content = block({widget: 'helpline-banner', variant: 'compact'});
    const ids = [await site.php(postIn(content)), await inSecond(postIn(content))];
    const [first, other] = [await site.get(`/?p=${ids[0]}`), await site.get(`/clinic/?p=${ids[1]}`)];
    assert.match(first, /<recovery-helpline-banner lang="en" dir="ltr" region="US" /);
    assert.ok(first.includes(`tel:${emergencyOf('us')}`) && !first.includes(`tel:${emergencyOf('es')}`));
    assert.match(other, /<recovery-helpline-banner lang="es" dir="ltr" region="ES" /);
    assert.ok(other.includes(`tel:${emergencyOf('es')}`) && !other.includes(`tel:${emergencyOf('us')}`));
    assert.match(other, /\/wp-content\/plugins\/recovery-widgets\/assets\/recovery-widgets\.js/);
  });

  test('deletes its options on all sites', async () => {
    const left = await site.php(`
      require_once ABSPATH . 'wp-admin/includes/plugin.php';
      deactivate_plugins( 'recovery-widgets/recovery-widgets.php', false, true );
      uninstall_plugin( 'recovery-widgets/recovery-widgets.php' );
      $left = array();
      foreach ( get_sites( array( 'fields' => 'ids' ) ) as $id ) {
        switch_to_blog( $id );
        $left[] = $GLOBALS['wpdb']->get_col( "select option_name from {$GLOBALS['wpdb']->options} where option_name like 'recovery_widgets%'" );
        restore_current_blog();
      }
      echo wp_json_encode( $left );`);
    assert.equal(left, '[[],[]]');
  });
});
