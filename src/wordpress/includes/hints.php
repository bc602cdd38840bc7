<?php
/**
 * Hints for the chunks that the widgets of a page load. The browser fetches them together with the script, which could request them
 * only once it has arrived: 0.15 seconds later on a slow phone. They come after the import map of WordPress, as older browsers
 * require: in the head of a block theme, which renders its blocks before it, and in the footer of a classic theme.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/**
 * Lists the chunks that a widget loads, as src/tools/built/page-files.mjs of the project does.
 *
 * @param string $widget     From the catalog.
 * @param string $lang       From the catalog.
 * @param string $region     From the catalog, or empty.
 * @param array  $attributes Those of the widget. A compact one has no deferred parts.
 * @return string[] Paths below the folder of the chunks.
 */
function chunks_of( string $widget, string $lang, string $region, array $attributes = array() ): array {
	$chunks = catalog()['chunks'];
	$needs  = $chunks['widgets'][ $widget ] ?? null;
	if ( ! $needs ) {
		return array();
	}
	$paths = array_merge( array( 'core' ), $needs['chunks'], array( "widgets/$widget" ) );
	$languages = $needs['languages'] ?? array_diff( $chunks['languages'], $chunks['apart'] );
	$has_words = in_array( $lang, $languages, true );
	if ( $has_words ) {
		$paths[] = "locales/$lang/$widget";
	}
	$country   = strtolower( substr( $region, 0, 2 ) );
	$has_lines = $needs['regional'] && in_array( $country, $chunks['countries'], true );
	if ( $has_lines ) {
		$paths[] = "regions/$country";
		if ( $has_words && in_array( $lang, $chunks['apart'], true ) ) {
			$paths[] = "texts/$lang";
		}
	} elseif ( $needs['regional'] && in_array( $country, $chunks['numbers'] ?? array(), true ) ) {
		$paths[] = 'regions/emergency';
	}
	if ( '' !== ( $attributes['languages'] ?? '' ) ) {
		$paths[] = 'language-row';
	}
	$is_compact = 'compact' === ( $attributes['variant'] ?? '' );
	return array_merge( $paths, $has_lines && ! $is_compact ? $needs['deferred'] ?? array() : array() );
}

/**
 * Collects the chunks of this page.
 *
 * @param string[] $added Paths below the folder of the chunks.
 * @return string[] All so far.
 */
function needed_chunks( array $added = array() ): array {
	static $chunks = array();
	$chunks        = array_values( array_unique( array_merge( $chunks, $added ) ) );
	return $chunks;
}

/** Collects the chunks of the helpline and of the quick exit, which are printed after the head. */
function need_site_chunks() {
	$lang = language_of( '', is_singular() ? (int) get_queried_object_id() : 0 );
	if ( shows_banner() ) {
		needed_chunks( chunks_of( 'helpline-banner', $lang, settings()['region'], array( 'variant' => 'compact' ) ) );
	}
	if ( shows_exit() ) {
		needed_chunks( chunks_of( 'quick-exit', $lang, '' ) );
	}
}

/** Prints the hints: with a low priority for what the first render of a widget does without. */
function print_hints() {
	if ( doing_action( 'wp_head' ) !== wp_is_block_theme() ) {
		return;
	}
	$chunks   = catalog()['chunks'];
	$deferred = array_merge( ...array_column( $chunks['widgets'], 'deferred' ) );
	foreach ( needed_chunks() as $chunk ) {
		printf(
			"<link rel=\"modulepreload\" href=\"%s\"%s>\n",
			esc_url( url_of( "assets/{$chunks['folder']}/$chunk.js" ) ),
			in_array( $chunk, $deferred, true ) ? ' fetchpriority="low"' : ''
		);
	}
}
// After the import map and the script, which have the priority 10.
add_action( 'wp_head', __NAMESPACE__ . '\\print_hints', 11 );
add_action( 'wp_footer', __NAMESPACE__ . '\\print_hints', 11 );
