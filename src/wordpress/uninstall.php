<?php
/**
 * Deletes the options of the plugin, on every site of a network. Posts keep their blocks, with the fallback content saved in them.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/** Deletes the options of one site. */
function delete_options() {
	delete_option( 'recovery_widgets' );
	delete_option( 'recovery_widgets_data' );
}

if ( is_multisite() ) {
	$site_ids = get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	);
	foreach ( $site_ids as $site_id ) {
		switch_to_blog( $site_id );
		delete_options();
		restore_current_blog();
	}
} else {
	delete_options();
}
