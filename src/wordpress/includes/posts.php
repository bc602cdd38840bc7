<?php
/**
 * Posts in which a box has a mistake: half a snippet, a name, a country or a language that does not exist. Readers get correct text
 * nevertheless; Site Health names the posts, so that they can be fixed.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/** Number of posts that each search looks at, the newest first. */
const POSTS_CHECKED = 500;

/**
 * Finds the posts.
 *
 * @return array<int, array{id: int, faults: string[]}>
 */
function faulty_posts(): array {
	$posts = array();
	foreach ( array( 'recovery-widget', '<recovery-', '[recovery_widget' ) as $text ) {
		$query = new \WP_Query(
			array(
				'post_type'              => array_merge( array_values( get_post_types( array( 'public' => true ) ) ), array( 'wp_block', 'wp_template', 'wp_template_part' ) ),
				'post_status'            => array( 'publish', 'private', 'future' ),
				's'                      => $text,
				'sentence'               => true,
				'search_columns'         => array( 'post_content' ),
				'posts_per_page'         => POSTS_CHECKED,
				'orderby'                => 'ID',
				'no_found_rows'          => true,
				'suppress_filters'       => true,
				'update_post_meta_cache' => false,
				'update_post_term_cache' => false,
			)
		);
		foreach ( $query->posts as $post ) {
			$posts[ $post->ID ] = $post->post_content;
		}
	}
	$found = array();
	foreach ( $posts as $id => $content ) {
		$faults = faults_of( $content, $id );
		if ( $faults ) {
			$found[] = array(
				'id'     => $id,
				'faults' => $faults,
			);
		}
	}
	return $found;
}

/**
 * Lists the faults in the content of a post, each once.
 *
 * @param string $content Content.
 * @param int    $post_id Of the post.
 * @return string[]
 */
function faults_of( string $content, int $post_id ): array {
	$halves   = 0;
	$snippets = pasted_snippets( $content, $halves );
	$boxes    = array_column( $snippets, 'attributes' );
	foreach ( parse_blocks( $content ) as $block ) {
		$boxes = array_merge( $boxes, boxes_in( $block ) );
	}
	foreach ( preg_match_all( '/' . get_shortcode_regex( array( 'recovery_widget' ) ) . '/', $content, $shortcodes ) ? $shortcodes[3] : array() as $attributes ) {
		$boxes[] = shortcode_attributes( (array) shortcode_parse_atts( $attributes ) );
	}
	$faults = $halves ? array( __( 'a snippet without its end: it keeps its old words', 'recovery-widgets' ) ) : array();
	if ( settings()['refresh'] && array_filter( $snippets, fn( $snippet ) => $snippet['is_known'] && ! has_our_words( $snippet, build( $snippet['attributes'], $post_id, true ) ) ) ) {
		$faults[] = __( 'a snippet with words that are not those of the plugin: they stay, and their numbers with them', 'recovery-widgets' );
	}
	if ( count( $boxes ) > MAX_WIDGETS ) {
		$faults[] = limit_text();
	}
	foreach ( $boxes as $box ) {
		$faults = array_merge( $faults, faults_of_box( $box ) );
	}
	return array_values( array_unique( $faults ) );
}

/** Returns the attributes of our blocks in a block, itself among them. @param array $block From parse_blocks(). */
function boxes_in( array $block ): array {
	$boxes = 'recovery-widgets/widget' === $block['blockName'] ? array( $block['attrs'] ) : array();
	foreach ( $block['innerBlocks'] as $inner ) {
		$boxes = array_merge( $boxes, boxes_in( $inner ) );
	}
	return $boxes;
}

/** Lists the faults of a box. @param array $box Attributes as somebody wrote them. @return string[] */
function faults_of_box( array $box ): array {
	$faults = array();
	$name   = text_of( $box['widget'] ?? '' );
	$region = text_of( $box['region'] ?? '' );
	$lang   = text_of( $box['lang'] ?? '' );
	$widget = match_widget( $name );
	if ( '' === $widget ) {
		/* translators: %s: what somebody typed */
		$faults[] = sprintf( __( 'no box has the name “%s”', 'recovery-widgets' ), $name );
	}
	if ( '' !== $region && '' === match_region( $region ) ) {
		/* translators: %s: what somebody typed */
		$faults[] = sprintf( __( 'no numbers for the country “%s”: it shows no number', 'recovery-widgets' ), $region );
	}
	if ( '' !== $lang && '' === match_language( $lang, catalog()['widgets'][ $widget ]['languages'] ?? null ) ) {
		/* translators: %s: what somebody typed */
		$faults[] = sprintf( __( 'no words in the language “%s”: it shows English', 'recovery-widgets' ), $lang );
	}
	return $faults;
}

/** Returns the list as HTML, with links to edit the posts; empty if there are none. */
function faulty_posts_html(): string {
	$items = '';
	foreach ( faulty_posts() as $post ) {
		$title  = get_the_title( $post['id'] );
		$items .= sprintf(
			'<li><a href="%s">%s</a>: %s</li>',
			esc_url( (string) get_edit_post_link( $post['id'], 'raw' ) ),
			esc_html( html_entity_decode( '' === $title ? "#{$post['id']}" : $title, ENT_QUOTES, 'UTF-8' ) ),
			esc_html( implode( '; ', $post['faults'] ) )
		);
	}
	return '' === $items ? '' : '<p>' . esc_html__( 'In these posts a box is not as it was meant:', 'recovery-widgets' ) . "</p><ul>$items</ul>";
}
