<?php
/**
 * Settings of a site, in one option.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

const OPTION = 'recovery_widgets';

/** Pages that can have the banner. The first is the default. */
const BANNER_PLACES = array( 'off', 'front', 'all' );

/**
 * Returns the settings. Each has an allowed value, even if the option does not, as after an import or an edit by hand. Checks them
 * again only when the option has changed: each widget of a page reads them.
 *
 * @return array{region: string, phone: string, operator: string, phoneName: string, hours: string, banner: string, exit: bool, href: string, refresh: bool}
 */
function settings(): array {
	static $saved, $settings;
	$option = get_option( OPTION );
	if ( null === $settings || $option !== $saved ) {
		$saved    = $option;
		$settings = clean_settings( is_array( $option ) ? $option : array() );
	}
	return $settings;
}

/**
 * Returns allowed values for all settings.
 *
 * @param array $given Settings from the option or from the form.
 */
function clean_settings( array $given ): array {
	$banner = text_of( $given['banner'] ?? '' );
	$text   = fn( string $key ) => sanitize_text_field( text_of( $given[ $key ] ?? '' ) );
	return array(
		'region'    => match_region( $given['region'] ?? '' ),
		'phone'     => $text( 'phone' ),
		'operator'  => $text( 'operator' ),
		'phoneName' => $text( 'phoneName' ),
		'hours'     => $text( 'hours' ),
		'banner'    => in_array( $banner, BANNER_PLACES, true ) ? $banner : BANNER_PLACES[0],
		'exit'      => ! empty( $given['exit'] ),
		'href'      => exit_url( $given['href'] ?? '' ),
		'refresh'   => ! isset( $given['refresh'] ) || ! empty( $given['refresh'] ),
	);
}
