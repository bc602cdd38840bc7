<?php
/**
 * Widgets as HTML: the tag that the script upgrades, with its fallback content.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/**
 * Attribute with the version of the data behind fallback content. Current content is not refreshed again, unlike content that was
 * copied from a page into another post.
 */
const VERSION_MARK = 'data-recovery-fallback';

/** Maximum number of widgets in one post, as of those that the script shows on a page. Thousands would keep a visitor waiting. */
const MAX_WIDGETS = 100;

/**
 * Counts the widgets of the post that is being rendered. A page can show several posts, one inside another too, and a process several
 * pages: each rendering has a count of its own.
 *
 * @param int $step 1 when a post begins, -1 when it ends, 0 for a widget.
 * @return int Number of the widget in the post; 0 outside of one, in templates and previews, where authors cannot add any.
 */
function count_widgets( int $step = 0 ): int {
	static $counts = array();
	if ( 1 === $step ) {
		$counts[] = 0;
	} elseif ( -1 === $step ) {
		array_pop( $counts );
	} elseif ( $counts ) {
		return ++$counts[ array_key_last( $counts ) ];
	}
	return 0;
}

/** Begins to count, as the first filter of a post. @param string $html Content. @return string */
function begin_count( $html ) {
	count_widgets( 1 );
	return $html;
}
add_filter( 'the_content', __NAMESPACE__ . '\\begin_count', PHP_INT_MIN );

/** Ends that, as the last one. @param string $html Content. @return string */
function end_count( $html ) {
	count_widgets( -1 );
	return $html;
}
add_filter( 'the_content', __NAMESPACE__ . '\\end_count', PHP_INT_MAX );

/**
 * Returns a note for authors who are logged in, and nothing for readers.
 *
 * @param string $text Text.
 */
function author_note( string $text ): string {
	return current_user_can( 'edit_posts' ) ? '<p><strong>' . esc_html( "Recovery Widgets: $text" ) . '</strong></p>' : '';
}

/** Returns the note that a post has too many widgets, in front of the first of them. @param int $number From count_widgets(). */
function limit_note( int $number ): string {
	return MAX_WIDGETS + 1 === $number ? author_note( limit_text() ) : '';
}

/** Returns the explanation for a post with too many widgets. */
function limit_text(): string {
	/* translators: %d: a number */
	return sprintf( __( 'more than %d boxes in one post: of the others, readers get the short words alone', 'recovery-widgets' ), MAX_WIDGETS );
}

/**
 * Returns the attributes of a widget that have an allowed value other than the default. Everything else is left out, so that a
 * value typed by hand does no harm.
 *
 * @param string $widget Name.
 * @param array  $given  Attributes of the block, by key.
 */
function clean_attributes( string $widget, array $given ): array {
	$clean = array();
	foreach ( catalog()['widgets'][ $widget ]['controls'] as $name => $control ) {
		$value = clean_value( $name, $control, $given[ $control['key'] ] ?? '' );
		if ( '' !== $value ) {
			$clean[ $control['key'] ] = $value;
		}
	}
	if ( '' !== text_of( $given['region'] ?? '' ) ) {
		$clean['region'] = text_of( $given['region'] );
	}
	return $clean;
}

/**
 * Returns an allowed value, or an empty string for the default.
 *
 * @param string $name    Name of the attribute.
 * @param array  $control Its kind and values, from the catalog.
 * @param mixed  $given   Value as somebody wrote it.
 */
function clean_value( string $name, array $control, $given ): string {
	if ( 'switch' === $control['kind'] ) {
		// In HTML and in shortcodes an attribute without a value is on; in a block, `false` is off.
		$is_on = is_bool( $given ) ? $given : '' !== $given && ! in_array( strtolower( text_of( $given ) ), array( 'false', '0', 'no', 'off' ), true );
		return $is_on ? '1' : '';
	}
	if ( 'choice' === $control['kind'] ) {
		$value = strtolower( text_of( $given ) );
		return in_array( $value, $control['values'], true ) && $value !== $control['default'] ? $value : '';
	}
	return 'href' === $name ? exit_url( $given ) : sanitize_text_field( text_of( $given ) );
}

/**
 * Builds a widget.
 *
 * @param array $given         Attributes of the block: `widget`, `lang`, `region` and those of the widget.
 * @param int   $post_id       0 if there is no post.
 * @param bool  $fallback_only For places where no script runs: a `div` instead of the tag.
 * @return array{widget: string, html: string, fallback: string, lang: string, dir: string, region: string, chunks: string[]}|null Null for an unknown widget.
 */
function build( array $given, int $post_id = 0, bool $fallback_only = false ): ?array {
	$name = match_widget( $given['widget'] ?? '' );
	if ( '' === $name ) {
		return null;
	}
	$widget     = catalog()['widgets'][ $name ];
	$attributes = with_site_line( $name, clean_attributes( $name, $given ) );
	$region     = $widget['regional'] ? match_region( $attributes['region'] ?? settings()['region'] ) : '';
	$lang       = language_of( $given['lang'] ?? '', $post_id );
	$fallback   = fallback_of( $name, $lang, $region, $attributes );
	$html       = sprintf( 'lang="%s" dir="%s"', esc_attr( $fallback['lang'] ), direction_of( $fallback['lang'] ) );
	if ( ! $fallback_only ) {
		$html .= tag_attributes( $name, array_merge( $attributes, array( 'region' => $region ) ) );
		$html .= sprintf( ' %s="%s"', VERSION_MARK, esc_attr( catalog()['data'] ) );
	}
	$chunks = chunks_of( $name, $fallback['lang'], $region, $attributes );
	if ( ! $fallback_only ) {
		needed_chunks( $chunks );
	}
	$tag = $fallback_only ? 'div' : $widget['tag'];
	return array(
		'widget'   => $name,
		'html'     => "<$tag $html>\n{$fallback['html']}\n</$tag>",
		'fallback' => $fallback['html'],
		'lang'     => $fallback['lang'],
		'dir'      => direction_of( $fallback['lang'] ),
		'region'   => $region,
		'chunks'   => $chunks,
	);
}

/**
 * Returns the attributes of the tag.
 *
 * @param string $widget     Name.
 * @param array  $attributes Clean attributes of the block.
 */
function tag_attributes( string $widget, array $attributes ): string {
	$controls = array( 'region' => array( 'key' => 'region' ) ) + catalog()['widgets'][ $widget ]['controls'];
	$html     = '';
	foreach ( $controls as $name => $control ) {
		$value = $attributes[ $control['key'] ] ?? '';
		if ( '' !== $value ) {
			$html .= sprintf( ' %s="%s"', $name, 'switch' === ( $control['kind'] ?? '' ) ? '' : esc_attr( $value ) );
		}
	}
	return $html;
}

/** Tells whether no script will run where this request ends: in feed readers, in posts embedded elsewhere, in AMP pages. */
function is_fallback_only(): bool {
	$is_amp = function_exists( 'amp_is_request' ) && did_action( 'wp' ) && amp_is_request();
	/**
	 * Filters whether to output fallback content without a tag, for example in newsletters.
	 *
	 * @param bool $is_fallback_only True in feeds, embeds and AMP pages.
	 */
	return (bool) apply_filters( 'recovery_widgets_fallback_only', is_feed() || is_embed() || $is_amp );
}
