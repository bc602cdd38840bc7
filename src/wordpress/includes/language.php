<?php
/**
 * The language of a widget: its own, else that of the post, else that of the site. Never that of the person who is logged in: in
 * the REST API of the editor, determine_locale() is the language in which an author reads menus.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/**
 * Returns the locale of a post, from a plugin for several languages or from the site.
 *
 * @param int $post_id 0 if there is no post.
 */
function locale_of_post( int $post_id ): string {
	$locale = '';
	if ( $post_id && function_exists( 'pll_get_post_language' ) ) {
		$locale = text_of( pll_get_post_language( $post_id, 'locale' ) );
	} elseif ( $post_id && has_filter( 'wpml_post_language_details' ) ) {
		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- A hook of WPML.
		$details = apply_filters( 'wpml_post_language_details', null, $post_id );
		$locale  = is_array( $details ) ? text_of( $details['locale'] ?? $details['language_code'] ?? '' ) : '';
	}
	if ( '' === $locale ) {
		$locale = get_locale();
	}
	/**
	 * Filters the locale of widgets that name no language.
	 *
	 * @param string $locale  Such as es_MX.
	 * @param int    $post_id 0 if there is no post.
	 */
	return text_of( apply_filters( 'recovery_widgets_locale', $locale, $post_id ) );
}

/**
 * Returns the language of a widget. English replaces a language without fallback content.
 *
 * @param mixed $own     Language that the widget names, or an empty string.
 * @param int   $post_id 0 if there is no post.
 */
function language_of( $own, int $post_id ): string {
	$wanted = '' === text_of( $own ) ? locale_of_post( $post_id ) : $own;
	$found  = match_language( $wanted );
	return '' === $found ? 'en' : $found;
}

/**
 * Returns the base direction of a language.
 *
 * @param string $lang One of the catalog.
 */
function direction_of( string $lang ): string {
	return in_array( $lang, catalog()['rtl'], true ) ? 'rtl' : 'ltr';
}
