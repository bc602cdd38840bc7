<?php
/**
 * Page caches. A number that changed must not stay in one: all are emptied once after the texts or numbers of the plugin have
 * changed, and when settings change.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/** Option with the version of the data that pages in a cache were made with. */
const DATA_OPTION = 'recovery_widgets_data';

/** Empties the page caches that are known. */
function purge_caches() {
	$functions = array(
		'wp_cache_clear_cache'      => array(), // WP Super Cache.
		'rocket_clean_domain'       => array(), // WP Rocket.
		'w3tc_flush_all'            => array(), // W3 Total Cache.
		'wpfc_clear_all_cache'      => array( true ), // WP Fastest Cache, with minified files.
		'sg_cachepress_purge_cache' => array(), // SiteGround Optimizer.
		'wpo_cache_flush'           => array(), // WP-Optimize.
	);
	foreach ( $functions as $purge => $arguments ) {
		if ( function_exists( $purge ) ) {
			$purge( ...$arguments );
		}
	}
	$actions = array(
		'breeze_clear_all_cache',
		'cache_enabler_clear_complete_cache',
		'litespeed_purge_all',
		'rt_nginx_helper_purge_all',
		'wphb_clear_page_cache', // Hummingbird.
	);
	foreach ( $actions as $action ) {
		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.DynamicHooknameFound -- Hooks of the plugins named.
		do_action( $action );
	}
	/** Fires when pages in a cache may show old words or numbers: a place to empty further caches. */
	do_action( 'recovery_widgets_purge' );
}
add_action( 'update_option_' . OPTION, __NAMESPACE__ . '\\purge_caches' );
add_action( 'add_option_' . OPTION, __NAMESPACE__ . '\\purge_caches' );
// Pages in a cache would ask for files that are gone once the plugin is deleted.
register_deactivation_hook( FILE, __NAMESPACE__ . '\\purge_caches' );

/** Empties the caches once after an update. Compares versions, since updates by FTP or Composer run no hook of WordPress. */
function purge_after_update() {
	$version = catalog()['data'];
	if ( '' !== $version && get_option( DATA_OPTION ) !== $version ) {
		update_option( DATA_OPTION, $version, true );
		purge_caches();
	}
}
add_action( 'wp_loaded', __NAMESPACE__ . '\\purge_after_update' );
