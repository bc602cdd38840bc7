<?php
/**
 * Plugin Name:       Recovery Widgets
 * Description:       Help boxes for pages about drug use and recovery: who to call, what to do in an overdose. Numbers and words are updated with the plugin, in every post at once. Nothing is stored or sent, and nothing is loaded from elsewhere.
 * Version:           @VERSION@
 * Requires at least: 6.5
 * Requires PHP:      8.1
 * Author:            The recovery-widgets contributors
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       recovery-widgets
 * Domain Path:       /languages
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

const VERSION = '@VERSION@';
const FILE    = __FILE__;
const FOLDER  = __DIR__;

/** Files of code, in the order in which they are loaded. */
const CODE = array(
	'files',
	'codes',
	'settings',
	'language',
	'fallback',
	'local-line',
	'widget',
	'block',
	'shortcode',
	'pasted',
	'assets',
	'site',
	'optimizers',
	'caches',
	'labels',
	'problems',
	'settings-page',
	'editor',
	'privacy',
	'posts',
	'hints',
);

/**
 * Loads the plugin, unless a file of its code is missing or not whole, or PHP or WordPress is too old: WordPress checks versions
 * when a plugin is activated, not when a host goes back to an older PHP. Then the fallback content saved in each post stays on its
 * page, and an administrator gets a notice.
 */
function load() {
	$is_old = PHP_VERSION_ID < 80100 || ! function_exists( 'wp_enqueue_script_module' );
	if ( $is_old || ! is_code_whole() ) {
		foreach ( array( 'admin_notices', 'network_admin_notices' ) as $hook ) {
			add_action( $hook, __NAMESPACE__ . ( $is_old ? '\\print_old_notice' : '\\print_incomplete_notice' ) );
		}
		return;
	}
	foreach ( CODE as $name ) {
		require_once FOLDER . "/includes/$name.php";
	}
}

/** Tells whether all code is there, and no file of it is shorter than in the release: the rest of one would be a fatal error. */
function is_code_whole(): bool {
	$list  = FOLDER . '/data/files.json';
	$sizes = is_readable( $list ) ? json_decode( (string) file_get_contents( $list ), true ) : array();
	foreach ( CODE as $name ) {
		$path = "includes/$name.php";
		// An empty file is never whole, also where the list is missing.
		if ( ! is_readable( FOLDER . "/$path" ) || filesize( FOLDER . "/$path" ) < ( $sizes[ $path ] ?? 1 ) ) {
			return false;
		}
	}
	return true;
}

/** Prints a notice for those who can install the plugin again. */
function print_incomplete_notice() {
	if ( current_user_can( 'activate_plugins' ) ) {
		echo '<div class="notice notice-error"><p>' . esc_html__( 'Recovery Widgets: files of the plugin are missing, so it does nothing. Pages show the words that were saved in them, with numbers that may be old. Please upload the plugin again.', 'recovery-widgets' ) . '</p></div>';
	}
}

/** Prints a notice for those who can change versions. */
function print_old_notice() {
	if ( current_user_can( 'activate_plugins' ) ) {
		echo '<div class="notice notice-error"><p>' . esc_html__( 'Recovery Widgets needs PHP 8.1 and WordPress 6.5 or later, so it does nothing. Pages show the words that were saved in them, with numbers that may be old.', 'recovery-widgets' ) . '</p></div>';
	}
}

load();
