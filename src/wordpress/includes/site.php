<?php
/**
 * The helpline and the quick exit on all pages, if the settings say so.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/** Tells whether this page has the banner. */
function shows_banner(): bool {
	$place = settings()['banner'];
	$shows = 'all' === $place || ( 'front' === $place && is_front_page() );
	/**
	 * Filters whether this page has the helpline of the settings.
	 *
	 * @param bool $shows As the settings say.
	 */
	return ! is_fallback_only() && (bool) apply_filters( 'recovery_widgets_shows_banner', $shows );
}

/** Tells whether this page has the quick exit. Not where an author looks at a draft: three times Shift would leave it. */
function shows_exit(): bool {
	$shows = settings()['exit'] && ! is_preview() && ! is_customize_preview();
	/**
	 * Filters whether this page has the quick exit of the settings.
	 *
	 * @param bool $shows As the settings say.
	 */
	return ! is_fallback_only() && (bool) apply_filters( 'recovery_widgets_shows_exit', $shows );
}

/**
 * Prints both, once: at the start of the page, where a keyboard reaches them first, and where the exit stays visible in a low
 * window, which has no room for a fixed button; or in the footer of themes that have no such place.
 */
function print_site_widgets() {
	static $is_printed = false;
	if ( $is_printed ) {
		return;
	}
	$is_printed = true;
	$post_id    = is_singular() ? (int) get_queried_object_id() : 0;
	if ( shows_banner() ) {
		print_banner( $post_id );
	}
	if ( shows_exit() ) {
		print_exit( $post_id );
	}
}
add_action( 'wp_body_open', __NAMESPACE__ . '\\print_site_widgets' );
add_action( 'wp_footer', __NAMESPACE__ . '\\print_site_widgets' );

/** Prints the quick exit. @param int $post_id 0 if there is no post. */
function print_exit( int $post_id ) {
	$built = build(
		array(
			'widget'    => 'quick-exit',
			'placement' => 'fixed',
			'href'      => settings()['href'],
		),
		$post_id
	);
	if ( $built && '' !== $built['fallback'] ) {
		// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- Attributes are escaped where they are built; the content is from this plugin.
		echo '<div class="recovery-widgets-exit">' . $built['html'] . '</div>';
	}
}

/** Prints the banner, in a landmark with the name of the helpline in the same language. @param int $post_id 0 if there is no post. */
function print_banner( int $post_id ) {
	$built = build(
		array(
			'widget'  => 'helpline-banner',
			'variant' => 'compact',
		),
		$post_id
	);
	if ( ! $built || '' === $built['fallback'] ) {
		return;
	}
	$full = fallback_of( 'helpline-banner', $built['lang'], $built['region'], array() );
	$name = preg_match( '#<h2>(.*?)</h2>#', $full['html'], $heading ) ? wp_strip_all_tags( $heading[1] ) : '';
	printf(
		'<aside class="recovery-widgets-banner" lang="%s" dir="%s" aria-label="%s">%s</aside>',
		esc_attr( $built['lang'] ),
		esc_attr( $built['dir'] ),
		esc_attr( html_entity_decode( $name, ENT_QUOTES, 'UTF-8' ) ),
		// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- As above.
		$built['html']
	);
}
