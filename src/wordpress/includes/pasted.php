<?php
/**
 * Snippets pasted before the plugin was there. Their fallback content is refreshed while a page is rendered: posts stay unchanged in
 * the database. The settings can switch this off, for sites that wrote their own text into a snippet.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/**
 * Comments, elements whose text is no markup, and tags. A `>` in a quoted value ends no tag. What has no end goes on to the end of the text,
 * as in browsers. Never goes back or looks twice: posts can be long, and their authors hostile.
 */
const TOKEN = '#<!--.*?(?:-->|\z)|<(script|style|textarea|title)\b.*?(?:</\1\s*>|\z)|<(/?)([a-z][a-z0-9-]*+)(?:"[^"]*+(?:"|\z)|\'[^\']*+(?:\'|\z)|[^\'">]++)*+(?:>|\z)#is';

/** Maximum number of snippets that are refreshed in one text: rendering thousands would keep a visitor waiting. */
const MAX_PASTED = 50;

/** Maximum number of `<` in a text that is read: each tag takes memory and some microseconds, and a visitor waits. */
const MAX_TAGS = 20000;

/** Maximum length of the start tag of a snippet, in bytes. */
const MAX_TAG_LENGTH = 2000;

/** Addresses of the files that a snippet brings: style sheets, scripts, and chunks that it asks for early. */
const PASTED_ADDRESS = 'data:text/css,(?:recovery-|\[data-recovery-|%5Bdata-recovery-)|[^"\'\s>]{0,300}/(?:recovery-widgets(?:\.classic)?\.(?:js|css)|(?:\d{1,5}(?:\.\d{1,5}){0,2}|recovery-widgets[^"\'\s>]{0,100})/(?:all|enhance)\.js|(?:current|assets-[0-9a-f]{10})/(?:[\w-]{1,60}/){0,4}[\w-]{1,60}\.js)';

/** A tag of a snippet for one of its files. */
const PASTED_ASSET = '(?:<script\b[^<>]*\bsrc=["\']?(?:' . PASTED_ADDRESS . ')[^<>]*>\s*</script>|<link\b[^<>]*\bhref=["\']?(?:' . PASTED_ADDRESS . ')[^<>]*>|<script\b[^<>]*\btype=["\']?importmap\b[^<>]*>[^<]*/recovery-widgets\.js[^<]*</script>)';

/**
 * Refreshes all snippets in a text. Returns the text unchanged where it has no snippet or cannot be parsed.
 *
 * @param string $html Content of a post or of a text widget.
 * @return string
 */
function refresh_pasted( $html ) {
	if ( ! is_string( $html ) || false === stripos( $html, 'recovery-' ) || ! settings()['refresh'] ) {
		return $html;
	}
	$refreshed = '';
	$from    = 0;
	foreach ( array_filter( pasted_snippets( $html ), fn( $snippet ) => $snippet['is_known'] ) as $snippet ) {
		$refreshed .= substr( $html, $from, $snippet['start'] - $from ) . refreshed_snippet( $snippet );
		$from     = $snippet['end'];
	}
	if ( 0 === $from ) {
		return $html;
	}
	$refreshed .= substr( $html, $from );
	if ( ! is_fallback_only() && ! doing_filter( 'get_the_excerpt' ) ) {
		enqueue_assets();
	}
	// The plugin brings its own files; those of a snippet may be of an older version, with the old number.
	$space   = '(?:\s|<br\s*/?>)*';
	$without = preg_replace( array( "#<p>$space(?:" . PASTED_ASSET . "$space)+</p>#i", '#' . PASTED_ASSET . '#i' ), '', $refreshed );
	return $without ?? $refreshed;
}

/**
 * Finds whole snippets: a placeholder, also with an unknown name, or a tag of a widget, up to the end tag. Half a snippet is
 * left out.
 *
 * @param string $html   Any HTML.
 * @param int    $halves Set to the number of half snippets.
 * @return array<int, array{is_known: bool, start: int, end: int, processor: \WP_HTML_Tag_Processor, element: string, html: string, attributes: array}>
 */
function pasted_snippets( string $html, int &$halves = 0 ): array {
	$halves = 0;
	if ( substr_count( $html, '<' ) > MAX_TAGS || ! preg_match_all( TOKEN, $html, $tokens, PREG_SET_ORDER | PREG_OFFSET_CAPTURE ) ) {
		return array();
	}
	$tags     = array_values( array_filter( $tokens, fn( $token ) => isset( $token[3] ) && str_ends_with( $token[0][0], '>' ) ) );
	$ends     = end_tags( $tags );
	$snippets = array();
	$end      = 0;
	$looked   = 0;
	foreach ( $tags as $index => $tag ) {
		list( $text, $start ) = $tag[0];
		$is_candidate         = '/' !== $tag[2][0] && $start >= $end && strlen( $text ) <= MAX_TAG_LENGTH && preg_match( '/^recovery-|\bdata-recovery-widget\b/i', ltrim( $text, '<' ) . ' ' . $tag[3][0] );
		if ( $is_candidate && ++$looked > MAX_PASTED ) {
			break;
		}
		$processor  = $is_candidate ? new \WP_HTML_Tag_Processor( $text ) : null;
		$attributes = $processor ? pasted_attributes( $processor ) : array();
		if ( ! $attributes ) {
			continue;
		}
		$closing = $ends[ $index ] ?? null;
		if ( ! $closing ) {
			++$halves;
			continue;
		}
		$is_known   = '' !== match_widget( $attributes['widget'] );
		$after      = $closing[1] + strlen( $closing[0] );
		$end        = $is_known ? $after : $end;
		$snippets[] = array(
			'is_known'   => $is_known,
			'start'      => $start,
			'end'        => $after,
			'processor'  => $processor,
			'element'    => strtolower( $tag[3][0] ),
			'html'       => substr( $html, $start, $after - $start ),
			'attributes' => $attributes,
		);
	}
	return $snippets;
}

/**
 * Finds the end tags that belong to start tags, in one pass.
 *
 * @param array $tags All tags.
 * @return array<int, array{0: string, 1: int}> Each with its position, by the index of the start tag.
 */
function end_tags( array $tags ): array {
	$open = array();
	$ends = array();
	foreach ( $tags as $index => $tag ) {
		$element = strtolower( $tag[3][0] );
		if ( '/' !== $tag[2][0] ) {
			$open[ $element ][] = $index;
		} elseif ( ! empty( $open[ $element ] ) ) {
			$ends[ array_pop( $open[ $element ] ) ] = $tag[0];
		}
	}
	return $ends;
}

/**
 * Returns the attributes of a block from those of a snippet’s first tag.
 *
 * @param \WP_HTML_Tag_Processor $processor Of the start tag, to which it moves.
 * @return array Empty if the words are those of today.
 */
function pasted_attributes( \WP_HTML_Tag_Processor $processor ): array {
	if ( ! $processor->next_tag() || catalog()['data'] === $processor->get_attribute( VERSION_MARK ) ) {
		return array();
	}
	$placeholder = $processor->get_attribute( 'data-recovery-widget' );
	$element     = strtolower( (string) $processor->get_tag() );
	$attributes  = array();
	// Names with `data-` last, since they win.
	foreach ( array_merge( array( 'lang' ), null === $placeholder ? $processor->get_attribute_names_with_prefix( '' ) : array(), $processor->get_attribute_names_with_prefix( 'data-' ) ) as $name ) {
		$value = $processor->get_attribute( $name );
		if ( null !== $value ) {
			// An attribute without a value is on.
			$attributes[ to_key( preg_replace( '/^data-/', '', $name ) ) ] = '' === $value ? true : $value;
		}
	}
	// As the author wrote it; another custom element with such a name is left alone.
	$attributes['widget'] = null === $placeholder ? $element : $placeholder;
	return null === $placeholder && '' === match_widget( $element ) ? array() : $attributes;
}

/**
 * Returns a snippet with current fallback content. In an excerpt it is left out, since its text would be the excerpt of many posts.
 *
 * @param array $snippet From pasted_snippets().
 * @return string
 */
function refreshed_snippet( array $snippet ): string {
	if ( doing_filter( 'get_the_excerpt' ) ) {
		return '';
	}
	$fallback_only = is_fallback_only();
	$built         = build( $snippet['attributes'], (int) get_the_ID(), true );
	if ( ! $built || '' === $built['fallback'] ) {
		return $snippet['html'];
	}
	if ( $fallback_only ) {
		return $built['html'];
	}
	needed_chunks( $built['chunks'] );
	$processor = $snippet['processor'];
	$prefix    = str_starts_with( $snippet['element'], 'recovery-' ) ? '' : 'data-';
	// The widget must show the language and the country of its fallback content.
	foreach ( array_filter( array( 'lang' => $built['lang'], 'dir' => $built['dir'], "{$prefix}lang" => $built['lang'], "{$prefix}region" => $built['region'], VERSION_MARK => catalog()['data'] ) ) as $name => $value ) {
		$processor->set_attribute( $name, $value );
	}
	return "{$processor->get_updated_html()}\n{$built['fallback']}\n</{$snippet['element']}>";
}

foreach (
	array(
		'the_content',
		// In templates of block themes, which are not the content of a post.
		'render_block_core/html',
		'widget_block_content',
		'widget_text_content',
		'widget_custom_html_content',
	) as $hook
) {
	// After shortcodes and paragraphs.
	add_filter( $hook, __NAMESPACE__ . '\\refresh_pasted', 20 );
}
