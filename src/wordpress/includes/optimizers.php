<?php
/**
 * Plugins that merge, delay or rewrite scripts. The script looks for its other files beside itself, and a helpline must not wait
 * for a click: it is excluded in their lists, and by attributes of its tag.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/**
 * Adds attributes to the tag of the script.
 *
 * @param array $attributes Attributes of any script tag.
 * @return array
 */
function add_script_attributes( $attributes ) {
	if ( is_array( $attributes ) && HANDLE . '-js-module' === ( $attributes['id'] ?? '' ) ) {
		// LiteSpeed Cache, Cloudflare Rocket Loader and WP Rocket.
		$attributes['data-no-optimize'] = '1';
		$attributes['data-cfasync']     = 'false';
		$attributes['nowprocket']       = true;
	}
	return $attributes;
}
add_filter( 'wp_script_attributes', __NAMESPACE__ . '\\add_script_attributes' );

/**
 * Adds the folder of the script to a list of scripts to leave alone.
 *
 * @param array|string $excluded List, or names with commas between.
 * @return array|string
 */
function exclude_script( $excluded ) {
	$folder = 'recovery-widgets/assets';
	if ( is_array( $excluded ) ) {
		return array_merge( $excluded, array( $folder ) );
	}
	return is_string( $excluded ) && '' !== $excluded ? "$excluded, $folder" : $folder;
}
foreach (
	array(
		'autoptimize_filter_js_exclude',
		'litespeed_optimize_js_excludes',
		'litespeed_optm_js_defer_exc',
		'perfmatters_delay_js_exclusions',
		'rocket_delay_js_exclusions',
		'rocket_exclude_defer_js',
		'rocket_exclude_js',
		'sgo_javascript_combine_exclude',
		'sgo_js_minify_exclude',
	) as $hook
) {
	add_filter( $hook, __NAMESPACE__ . '\\exclude_script' );
}
