<?php
/**
 * Snippets pasted before the plugin was there. Their fallback content is refreshed while a page is rendered: posts stay unchanged in
 * the database, and words that somebody wrote into a snippet stay on the page. The settings can switch this off.
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

/** Maximum number of `<` in a text that is read: each tag takes memory and some microseconds, and a visitor waits. */
const MAX_TAGS = 20000;

/** Maximum length of the start tag of a snippet, in bytes. */
const MAX_TAG_LENGTH = 2000;

/** Length of the start tags of one text that are read, in bytes: those of all its widgets, at 500 each, and of one more, which is counted. */
const MAX_TAGS_LENGTH = 500 * ( MAX_WIDGETS + 2 );

/** Addresses of the files that a snippet brings: style sheets, scripts, and chunks that it asks for early. */
const PASTED_ADDRESS = '[^"\'\s>]{0,300}/(?:recovery-widgets(?:\.classic)?\.(?:js|css)|(?:\d{1,5}(?:\.\d{1,5}){0,2}|recovery-widgets[^"\'\s>]{0,100})/(?:all|enhance)\.js|(?:current|assets-[0-9a-f]{10})/(?:[\w-]{1,60}/){0,4}[\w-]{1,60}\.js)';

/** Tags between lines of fallback content, and the shadow root of the static form before it. */
const LINE_BREAK  = '#</?(?:p|h[1-6]|ul|ol|li|dl|dt|dd|div|section|details|summary|table|tr|th|td|br|hr)\b[^<>]*>#i';
const SHADOW_ROOT = '#^\s*<template\b.*?</template>#is';

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
	$snippets = known_snippets( $html );
	if ( ! $snippets ) {
		return $html;
	}
	$refreshed = '';
	$from      = 0;
	foreach ( $snippets as $snippet ) {
		if ( count_widgets() > MAX_WIDGETS ) {
			break;
		}
		$refreshed .= substr( $html, $from, $snippet['start'] - $from ) . refreshed_snippet( $snippet );
		$from       = $snippet['end'];
	}
	$refreshed .= substr( $html, $from );
	if ( ! is_fallback_only() && ! doing_filter( 'get_the_excerpt' ) ) {
		enqueue_assets();
	}
	// The plugin brings its own files; those of a snippet may be of an older version, with the old number.
	$space   = '(?:\s|<br\s*/?>|<!--[^<>]*-->)*';
	$without = preg_replace( array( "#<p>$space(?:" . PASTED_ASSET . "$space)+</p>#i", '#' . PASTED_ASSET . '#i' ), '', $refreshed );
	return $without ?? $refreshed;
}

/** Finds the whole snippets of widgets that this version has. @param string $html Any HTML. @return array As of pasted_snippets(). */
function known_snippets( string $html ): array {
	return array_filter( pasted_snippets( $html ), fn( $snippet ) => $snippet['is_known'] );
}

/**
 * Finds whole snippets: a placeholder, also with an unknown name, or a tag of a widget, up to the end tag. Half a snippet is
 * left out.
 *
 * @param string $html   Any HTML.
 * @param int    $halves Set to the number of half snippets.
 * @return array<int, array{is_known: bool, start: int, end: int, processor: \WP_HTML_Tag_Processor, element: string, html: string, inner: string, attributes: array}>
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
		$looked              += $is_candidate ? max( 500, strlen( $text ) ) : 0;
		if ( $looked > MAX_TAGS_LENGTH ) {
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
			'inner'      => substr( $html, $start + strlen( $text ), $closing[1] - $start - strlen( $text ) ),
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
 * Returns the phrases and the numbers in some fallback content: editors change punctuation, spaces and inline elements. Dates change with
 * every release.
 *
 * @param string $html   Inside of a snippet, perhaps with a shadow root first.
 * @param string $inline Replacement for tags of inline elements.
 * @return array<string, int> The letters of a phrase, or the digits of a number, are the keys.
 */
function phrases_of( string $html, string $inline = '' ): array {
	$patterns = array( SHADOW_ROOT, '#<time\b[^<>]*>[^<]*</time>|\{\w+\}#i', LINE_BREAK, '#<[^<>]*>#' );
	$text     = html_entity_decode( (string) preg_replace( $patterns, array( '', '|', '|', $inline ), $html ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	$count    = preg_match_all( '/[\p{L}\p{M}][\p{L}\p{M}\s]*|\d[\d\s().\p{Pd}]*/u', $text, $phrases );
	// Nobody knows the words where the encoding is broken.
	return array_flip( false === $count ? array( '' ) : preg_replace( '/[^\p{L}\p{M}\d]+/u', '', $phrases[0] ) );
}

/**
 * Returns the phrases of a widget and of the helpline, whose lines short snippets have, in a region and without one.
 *
 * @param string $widget Name.
 * @param string $lang   From the catalog.
 * @param string $region From the catalog, or empty.
 */
function our_phrases( string $widget, string $lang, string $region ): array {
	static $phrases = array();
	$found          = &$phrases[ "$widget $lang $region" ];
	if ( null === $found ) {
		$places = array_flip( array( 'none', $region, substr( $region, 0, 2 ), numbers_of( $region )[3] ) );
		$html   = '';
		foreach ( array_unique( array( $widget, 'helpline-banner' ) ) as $name ) {
			$file    = read_json( "data/fallback/$lang/$name.json" );
			$regions = array_merge( ...array_map( fn( $regions ) => array_values( array_intersect_key( $regions, $places ) ), array_values( $file['fallback'] ?? array() ) ) );
			$html   .= implode( '<p>', array_intersect_key( $file['lines'] ?? array(), array_flip( array_merge( ...$regions ) ) ) ) . '<p>';
		}
		$found = phrases_of( $html ) + phrases_of( $html, '|' );
	}
	return $found;
}

/**
 * Tells whether the words of a snippet are ours: its version attribute has their hash, or each phrase is one of this version, and each
 * number one of our records, of today or retired. Anything else somebody has written.
 *
 * @param array $snippet From pasted_snippets().
 * @param array $built   From build().
 */
function has_our_words( array $snippet, array $built ): bool {
	if ( fits_version( $snippet['inner'], text_of( $snippet['attributes']['recoveryVersion'] ?? '' ) ) ) {
		return true;
	}
	$region = $snippet['attributes']['region'] ?? $snippet['attributes']['recoveryRegion'] ?? settings()['region'];
	$others = array_diff_key( phrases_of( $snippet['inner'] ), our_phrases( $built['widget'], $built['lang'], match_region( $region ) ) );
	if ( $others && array_intersect_key( $snippet['attributes'], array_flip( array( 'phone', 'href' ) ) ) ) {
		// Some phrases have values of the page’s own, such as the name of its line.
		$others = array_diff_key( $others, phrases_of( $built['fallback'] ) );
	}
	foreach ( array_keys( $others ) as $phrase ) {
		// A national number begins with a zero in place of the code of the country, which all in the records have.
		if ( ! ctype_digit( (string) $phrase ) || ! str_contains( catalog()['digits'], ltrim( (string) $phrase, '0' ) . ' ' ) ) {
			return false;
		}
	}
	return true;
}

/**
 * Tells whether a version attribute was written for some fallback content: its hash is computed as in src/tools/html/snippet-version.mjs of
 * the project.
 *
 * @param string $html    Inside of a snippet.
 * @param string $version Such as `0.1.0+2026-11-24.k3f9x`.
 */
function fits_version( string $html, string $version ): bool {
	if ( ! preg_match( '/\.([a-z\d]{5})$/', $version, $hash ) ) {
		return false;
	}
	$text    = html_entity_decode( strip_tags( (string) preg_replace( SHADOW_ROOT, '', $html ) ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	$letters = (string) preg_replace( '/[\s\p{Cf}]+/u', '', $text );
	$number  = hexdec( substr( hash( 'sha256', $letters ), 0, 8 ) ) % 36 ** 5;
	return str_pad( base_convert( (string) $number, 10, 36 ), 5, '0', STR_PAD_LEFT ) === $hash[1];
}

/**
 * Returns a snippet with current fallback content; with its own if somebody wrote that. In an excerpt it is left out, since its text would be the excerpt of many posts.
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
	if ( ! $built || '' === $built['fallback'] || ! has_our_words( $snippet, $built ) ) {
		return $snippet['html'];
	}
	if ( $fallback_only ) {
		return $built['html'];
	}
	needed_chunks( $built['chunks'] );
	$processor = $snippet['processor'];
	$prefix    = str_starts_with( $snippet['element'], 'recovery-' ) ? '' : 'data-';
	// Neither finished any longer, nor of that version.
	foreach ( array( 'data-recovery-finished', 'data-recovery-version' ) as $name ) {
		$processor->remove_attribute( $name );
	}
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
