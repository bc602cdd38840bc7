<?php
/**
 * A helpline of the site’s own, shown beside the public ones. Checked as the widget checks it: widgets/helpline-banner/local-line.ts.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/**
 * Returns the number to dial, or an empty string if the text is not a telephone number.
 *
 * @param string $phone As people write it, perhaps with an extension, which is shown but not dialed.
 */
function dial_string( string $phone ): string {
	if ( strlen( $phone ) > MAX_LENGTH || ! preg_match( '/^(?:tel:)?(\+?[\d\s().–-]+?)(?:\s*(?:ext\.?|x)\s*\d{1,6})?$/iu', $phone, $parts ) ) {
		return '';
	}
	$digits = preg_replace( '/[^+\d]/', '', $parts[1] );
	return preg_match( '/^\+?\d{2,15}$/', $digits ) ? $digits : '';
}

/**
 * Returns values for the text of a line, by their placeholders.
 *
 * @param array $attributes Clean attributes of the block.
 * @return array<string, string> Empty if there is no line, or none that may be shown.
 */
function local_line( array $attributes ): array {
	$phone    = $attributes['phone'] ?? '';
	$operator = $attributes['operator'] ?? '';
	$tel      = dial_string( $phone );
	if ( '' === $tel || '' === $operator ) {
		return array();
	}
	$name = $attributes['phoneName'] ?? $operator;
	$line = array(
		'{tel}'      => $tel,
		'{phone}'    => preg_replace( '/^tel:/i', '', $phone ),
		'{name}'     => $name,
		// Not named twice. The sentence around it ends with a full stop.
		'{operator}' => $name === $operator ? '' : preg_replace( '/\.$/', '', $operator ),
	);
	if ( isset( $attributes['hours'] ) ) {
		$line['{hours}'] = $attributes['hours'];
	}
	return $line;
}

/**
 * Adds the line of the settings to a helpline that has none of its own and is for the country of the site.
 *
 * @param string $widget     Name.
 * @param array  $attributes Clean attributes of the block.
 */
function with_site_line( string $widget, array $attributes ): array {
	$settings = settings();
	$is_for_site = ! isset( $attributes['region'] ) || match_region( $attributes['region'] ) === $settings['region'];
	if ( 'helpline-banner' !== $widget || isset( $attributes['phone'] ) || ! $is_for_site ) {
		return $attributes;
	}
	$line = array_filter( array_intersect_key( $settings, array_flip( array( 'phone', 'operator', 'phoneName', 'hours' ) ) ), 'strlen' );
	return isset( $line['phone'], $line['operator'] ) ? array_merge( $attributes, $line ) : $attributes;
}
