<?php
/**
 * Problems that an administrator can solve. Shown on the list of plugins, on the settings page and under Tools → Site Health.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/**
 * Lists all problems.
 *
 * @return array<int, array{text: string, is_error: bool}>
 */
function problems(): array {
	return array_values( array_filter( array( files_problem(), region_problem(), language_problem(), local_line_problem() ) ) );
}

/** Tells whether files are missing. @return array{text: string, is_error: bool}|null */
function files_problem(): ?array {
	$damaged = damaged_files();
	if ( ! $damaged ) {
		return null;
	}
	$shown = array_slice( $damaged, 0, 5 );
	return array(
		/* translators: %s: names of files */
		'text'     => sprintf( __( 'Files of the plugin are missing or broken: %s. Readers still get words and numbers, but perhaps in English, or old ones. Please upload the plugin again.', 'recovery-widgets' ), implode( ', ', $shown ) . ( count( $damaged ) > 5 ? ' …' : '' ) ),
		'is_error' => true,
	);
}

/** Tells whether the site has a country. @return array{text: string, is_error: bool}|null */
function region_problem(): ?array {
	$saved = get_option( OPTION );
	$typed = text_of( is_array( $saved ) ? $saved['region'] ?? '' : '' );
	if ( '' !== settings()['region'] || ! catalog()['regions'] ) {
		return null;
	}
	return array(
		'text'     => '' === $typed
			? __( 'No country is chosen, so the boxes show no telephone number of any country.', 'recovery-widgets' )
			/* translators: %s: what somebody typed */
			: sprintf( __( 'There are no numbers for the country “%s”, so the boxes show no telephone number of any country.', 'recovery-widgets' ), $typed ),
		'is_error' => false,
	);
}

/** Tells whether there are words in the language of the site. @return array{text: string, is_error: bool}|null */
function language_problem(): ?array {
	$locale = locale_of_post( 0 );
	if ( '' !== match_language( $locale, languages_of_all() ) || ! catalog()['languages'] ) {
		return null;
	}
	return array(
		'text'     => '' === match_language( $locale )
			/* translators: %s: a locale, such as de_DE */
			? sprintf( __( 'There are no words in the language of this site (%s). The boxes show English.', 'recovery-widgets' ), $locale )
			/* translators: %s: a locale, such as fr_FR */
			: sprintf( __( 'In the language of this site (%s) there are words for the overdose warning and the helpline. The other boxes show English.', 'recovery-widgets' ), $locale ),
		'is_error' => false,
	);
}

/** Tells whether the local line can be shown. @return array{text: string, is_error: bool}|null */
function local_line_problem(): ?array {
	$settings = settings();
	if ( '' === $settings['phone'] || local_line( array_filter( $settings ) ) ) {
		return null;
	}
	return array(
		'text'     => '' === dial_string( $settings['phone'] )
			/* translators: %s: what somebody typed */
			? sprintf( __( 'Your own line is not shown: “%s” is no telephone number.', 'recovery-widgets' ), $settings['phone'] )
			: __( 'Your own line is not shown: say who runs it.', 'recovery-widgets' ),
		'is_error' => false,
	);
}

/** Prints notices on the list of plugins and on the settings page. */
function print_notices() {
	$screen = get_current_screen();
	$pages  = array( 'plugins', 'plugins-network', 'settings_page_recovery-widgets' );
	if ( ! current_user_can( 'manage_options' ) || ! $screen || ! in_array( $screen->id, $pages, true ) ) {
		return;
	}
	$is_settings = 'settings_page_recovery-widgets' === $screen->id;
	foreach ( problems() as $problem ) {
		printf(
			'<div class="notice %s is-dismissible"><p><strong>Recovery Widgets:</strong> %s%s</p></div>',
			$problem['is_error'] ? 'notice-error' : 'notice-warning',
			esc_html( $problem['text'] ),
			$is_settings || 'plugins-network' === $screen->id ? '' : ' <a href="' . esc_url( settings_url() ) . '">' . esc_html__( 'Open the settings', 'recovery-widgets' ) . '</a>'
		);
	}
}
add_action( 'admin_notices', __NAMESPACE__ . '\\print_notices' );
add_action( 'network_admin_notices', __NAMESPACE__ . '\\print_notices' );

/**
 * Adds a test to Site Health.
 *
 * @param array $tests Tests of the site.
 * @return array
 */
function add_health_test( $tests ) {
	$tests['direct']['recovery_widgets'] = array(
		'label' => 'Recovery Widgets',
		'test'  => __NAMESPACE__ . '\\health_test',
	);
	return $tests;
}
add_filter( 'site_status_tests', __NAMESPACE__ . '\\add_health_test' );

/** Returns the result for Site Health. @return array */
function health_test() {
	$problems = problems();
	$posts    = faulty_posts_html();
	$is_good  = ! $problems && '' === $posts;
	$texts    = array_column( $problems, 'text' );
	$good     = __( 'The helplines of this site are complete and up to date with the plugin.', 'recovery-widgets' );
	return array(
		'label'       => $is_good ? __( 'The helplines of this site are in order', 'recovery-widgets' ) : __( 'The helplines of this site need attention', 'recovery-widgets' ),
		'status'      => in_array( true, array_column( $problems, 'is_error' ), true ) ? 'critical' : ( $is_good ? 'good' : 'recommended' ),
		'badge'       => array(
			'label' => 'Recovery Widgets',
			'color' => 'blue',
		),
		'description' => '<p>' . implode( '</p><p>', array_map( 'esc_html', $is_good ? array( $good ) : $texts ) ) . '</p>' . $posts,
		'actions'     => '<a href="' . esc_url( settings_url() ) . '">' . esc_html__( 'Open the settings', 'recovery-widgets' ) . '</a>',
		'test'        => 'recovery_widgets',
	);
}
