<?php
/**
 * Translations of the plugin’s own menus. One Spanish for all countries: WordPress looks for es_MX and es_US, and would show English.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/** Names the folder of the translations. WordPress finds it by itself from 6.7 on. */
function load_translations() {
	// phpcs:ignore PluginCheck.CodeAnalysis.DiscouragedFunctions.load_plugin_textdomainFound -- The translations travel with the plugin.
	load_plugin_textdomain( 'recovery-widgets', false, dirname( plugin_basename( FILE ) ) . '/languages' );
}
add_action( 'init', __NAMESPACE__ . '\\load_translations', 1 );

/**
 * Finds the translation for any Spanish. A file for the country wins, where one is installed.
 *
 * @param string|false $file   Path of a translation.
 * @param string       $domain Text domain.
 * @return string|false
 */
function find_spanish( $file, $domain ) {
	if ( 'recovery-widgets' !== $domain || ! is_string( $file ) || is_readable( $file ) || is_readable( preg_replace( '/\.mo$/', '.l10n.php', $file ) ) ) {
		return $file;
	}
	return preg_match( '/recovery-widgets-es_\w+(\.mo|\.l10n\.php)$/', $file, $parts ) ? FOLDER . "/languages/recovery-widgets-es_ES{$parts[1]}" : $file;
}
add_filter( 'load_textdomain_mofile', __NAMESPACE__ . '\\find_spanish', 10, 2 );
add_filter( 'load_translation_file', __NAMESPACE__ . '\\find_spanish', 10, 2 );

/**
 * Finds the translation of the editor’s script for any Spanish.
 *
 * @param string|false $file   Path of a translation.
 * @param string       $handle Handle of the script.
 * @return string|false
 */
function find_spanish_script( $file, $handle ) {
	if ( HANDLE . '-editor' !== $handle || ( is_string( $file ) && is_readable( $file ) ) || ! str_starts_with( determine_locale(), 'es_' ) ) {
		return $file;
	}
	return FOLDER . "/languages/recovery-widgets-es_ES-$handle.json";
}
add_filter( 'load_script_translation_file', __NAMESPACE__ . '\\find_spanish_script', 10, 2 );
