<?php
/**
 * The block. One block with a variation for each widget: fallback content comes from the files of the plugin whenever a page is rendered.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/** Registers the block. */
function register_block() {
	register_assets();
	if ( is_readable( FOLDER . '/block/block.json' ) && catalog()['widgets'] ) {
		register_block_type_from_metadata( FOLDER . '/block', array( 'render_callback' => __NAMESPACE__ . '\\render_block' ) );
	}
}
add_action( 'init', __NAMESPACE__ . '\\register_block' );

/**
 * Renders the block. For a widget that this version does not know, or one too many, shows the fallback content saved in the post.
 *
 * @param array          $attributes Attributes of the block.
 * @param string         $content    Fallback content saved in the post.
 * @param \WP_Block|null $block      The block.
 * @return string
 */
function render_block( $attributes, $content = '', $block = null ) {
	$number = count_widgets();
	if ( $number > MAX_WIDGETS ) {
		return limit_note( $number ) . $content;
	}
	$post_id       = (int) ( $block->context['postId'] ?? get_the_ID() );
	$fallback_only = is_fallback_only();
	$built         = build( (array) $attributes, $post_id, $fallback_only );
	if ( ! $built || '' === $built['fallback'] ) {
		return (string) $content;
	}
	if ( $fallback_only ) {
		return $built['html'];
	}
	enqueue_assets();
	return '<div ' . get_block_wrapper_attributes() . ">{$built['html']}</div>";
}

/**
 * Adds a group of its own to the list of blocks, before the thirty embeds.
 *
 * @param array $categories Groups.
 * @return array
 */
function add_block_category( $categories ) {
	$categories = array_values( (array) $categories );
	$group      = array(
		'slug'  => 'recovery-widgets',
		'title' => __( 'Help with drug use', 'recovery-widgets' ),
	);
	$embeds     = array_search( 'embed', array_column( $categories, 'slug' ), true );
	array_splice( $categories, false === $embeds ? count( $categories ) : $embeds, 0, array( $group ) );
	return $categories;
}
add_filter( 'block_categories_all', __NAMESPACE__ . '\\add_block_category' );
