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
	'words',
	'own-line',
	'widget',
	'block',
	'shortcode',
	'pasted',
	'assets',
	'site',
	'optimizers',
	'caches',
	'translations',
	'labels',
	'problems',
	'settings-page',
	'editor',
	'privacy',
);

/** Loads the plugin, unless a file is missing: then the words saved in each post stay on its page, and an administrator is told. */
function load() {
	$paths = array_map( fn( $name ) => FOLDER . "/includes/$name.php", CODE );
	foreach ( $paths as $path ) {
		if ( ! is_readable( $path ) ) {
			add_action( 'admin_notices', __NAMESPACE__ . '\\print_incomplete_notice' );
			return;
		}
	}
	foreach ( $paths as $path ) {
		require_once $path;
	}
}

/** Prints a notice for those who can install the plugin again. */
function print_incomplete_notice() {
	if ( current_user_can( 'activate_plugins' ) ) {
		echo '<div class="notice notice-error"><p>' . esc_html__( 'Recovery Widgets: files of the plugin are missing, so it does nothing. Pages show the words that were saved in them, with numbers that may be old. Please upload the plugin again.', 'recovery-widgets' ) . '</p></div>';
	}
}

load();
