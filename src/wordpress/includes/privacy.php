<?php
/**
 * A text for the privacy policy of the site: Settings → Privacy → Policy guide.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/** Suggests the text. */
function suggest_privacy_text() {
	$text = __( 'The help boxes on this page are part of our site. They do not store or send anything about you. What you tick in a checklist stays in your browser’s memory and is gone when you leave the page. A call or text may show in your phone’s history.', 'recovery-widgets' );
	wp_add_privacy_policy_content( 'Recovery Widgets', '<p>' . esc_html( $text ) . '</p>' );
}
add_action( 'admin_init', __NAMESPACE__ . '\\suggest_privacy_text' );
