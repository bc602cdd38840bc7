<?php
/**
 * The shortcode, for the classic editor and for text widgets: [recovery_widget widget="faq" lang="es" heading-level="3"].
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/**
 * Renders the shortcode; one too many as the short words that a block saves. Authors who are logged in see why nothing is shown; readers
 * see nothing.
 *
 * @param array|string $given Attributes.
 * @return string
 */
function render_shortcode( $given ) {
	$attributes = shortcode_attributes( (array) $given );
	$number     = count_widgets();
	if ( $number > MAX_WIDGETS ) {
		return limit_note( $number ) . short_fallback( $attributes, (int) get_the_ID() );
	}
	$fallback_only = is_fallback_only();
	$built         = build( $attributes, (int) get_the_ID(), $fallback_only );
	if ( ! $built ) {
		/* translators: %s: names of widgets */
		return author_note( sprintf( __( 'this shortcode names no widget. Names are: %s', 'recovery-widgets' ), implode( ', ', array_keys( catalog()['widgets'] ) ) ) );
	}
	if ( ! $fallback_only ) {
		enqueue_assets();
	}
	return $built['html'];
}

/**
 * Returns the attributes of a block from those of a shortcode. `name` is a second name for `widget`, except beside it: there it is
 * the attribute of a form field.
 *
 * @param array $given Attributes: those without a value have a number as key.
 */
function shortcode_attributes( array $given ): array {
	$attributes = array();
	foreach ( $given as $name => $value ) {
		$key                = to_key( is_int( $name ) ? text_of( $value ) : $name );
		$attributes[ $key ] = is_int( $name ) ? true : $value;
	}
	if ( ! isset( $attributes['widget'] ) ) {
		$attributes['widget'] = $attributes['name'] ?? '';
		unset( $attributes['name'] );
	}
	return $attributes;
}

/**
 * Returns the key of a block’s attribute: `phoneName` for `phone-name` and `phone_name`.
 *
 * @param string $name Name of an attribute.
 */
function to_key( string $name ): string {
	return lcfirst( str_replace( ' ', '', ucwords( str_replace( array( '-', '_' ), ' ', strtolower( $name ) ) ) ) );
}

add_shortcode( 'recovery_widget', __NAMESPACE__ . '\\render_shortcode' );
