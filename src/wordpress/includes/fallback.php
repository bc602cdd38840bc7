<?php
/**
 * Fallback content of the widgets as HTML, from the files of the plugin. It is read on each request, so that a changed number is in
 * every post at once. The format of the files is described in the generator, src/tools/wordpress/fallback-files.mjs of the project.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/**
 * Returns the emergency numbers of a country.
 *
 * @param string $region From the catalog, or empty.
 * @return array{0: string, 1: string, 2: string, 3: string} Number, second number, date and hash of the record, name of its template.
 */
function numbers_of( string $region ): array {
	return catalog()['numbers'][ substr( $region, 0, 2 ) ] ?? array( '', '', '', '' );
}

/**
 * Reads the fallback content for one key of a file.
 *
 * @param string $widget Name, from the catalog: nothing that a visitor sends gets into a path.
 * @param string $lang   From the catalog.
 * @param string $region From the catalog, or empty.
 * @param string $key    Attributes that change it.
 * @return string Empty if the file or the key is missing. Of countries without helplines in this language, a template for the numbers.
 */
function stored_fallback( string $widget, string $lang, string $region, string $key ): string {
	$file    = read_json( "data/fallback/$lang/$widget.json" );
	$regions = $file['fallback'][ $key ] ?? array();
	$numbers = $regions[ $region ] ?? $regions[ substr( $region, 0, 2 ) ] ?? $regions[ numbers_of( $region )[3] ] ?? $regions['none'] ?? array();
	$lines   = array_intersect_key( $file['lines'] ?? array(), array_flip( $numbers ) );
	if ( ! $numbers || count( $lines ) !== count( array_unique( $numbers ) ) ) {
		return '';
	}
	return implode( "\n", array_map( fn( $number ) => $lines[ $number ], $numbers ) );
}

/**
 * Returns the fallback content of a widget. Where its files are missing, content that is still correct: in English, else the short
 * content of the helpline.
 *
 * @param string $widget     Name.
 * @param string $lang       From the catalog.
 * @param string $region     From the catalog, or empty.
 * @param array  $attributes Clean attributes of the block.
 * @return array{html: string, lang: string} Empty `html` if all files are missing.
 */
function fallback_of( string $widget, string $lang, string $region, array $attributes ): array {
	list( $suffix, $values )      = own_values( $widget, $attributes );
	list( $number, $also, $hash ) = numbers_of( $region );
	$values                      += array(
		'{emergency}' => esc_html( $number ),
		'{also}'      => esc_html( $also ),
		'{numbers}'   => esc_attr( $hash ),
	);
	$key                          = trim( fallback_key( $widget, $attributes ) . " $suffix" );
	foreach ( array( array( $widget, $lang, $key ), array( $widget, 'en', $key ), array( 'helpline-banner', $lang, 'variant=compact' ), array( 'helpline-banner', 'en', 'variant=compact' ) ) as list( $name, $language, $name_key ) ) {
		$html = stored_fallback( $name, $language, $region, $name_key );
		if ( '' !== $html ) {
			if ( '' === ( $values['{operator}'] ?? '' ) ) {
				$html = preg_replace( '#<p>[^\n]*\{operator\}[^\n]*\n#', '', $html );
			}
			$html = strtr( $html, $values );
			$html = open_details( $html, $widget, $attributes );
			return array(
				'html' => shift_headings( $html, (int) ( $attributes['headingLevel'] ?? 2 ) ),
				'lang' => $language,
			);
		}
	}
	return array(
		'html' => '',
		'lang' => $lang,
	);
}

/**
 * Returns the key of the fallback content for some attributes, such as `variant=compact`.
 *
 * @param string $widget     Name.
 * @param array  $attributes Clean attributes of the block.
 */
function fallback_key( string $widget, array $attributes ): string {
	$parts = array();
	foreach ( catalog()['widgets'][ $widget ]['fallback'] ?? array() as $name => $key ) {
		if ( isset( $attributes[ $key ] ) ) {
			$parts[] = "$name={$attributes[ $key ]}";
		}
	}
	return implode( ' ', $parts );
}

/**
 * Returns values that only the site has, and the suffix of the key of the fallback content with placeholders for them.
 *
 * @param string $widget     Name.
 * @param array  $attributes Clean attributes of the block.
 * @return array{0: string, 1: array<string, string>}
 */
function own_values( string $widget, array $attributes ): array {
	if ( 'quick-exit' === $widget && isset( $attributes['href'] ) ) {
		$host = preg_replace( '/^www\./', '', (string) wp_parse_url( $attributes['href'], PHP_URL_HOST ) );
		return array(
			'own',
			array(
				'{href}' => esc_attr( $attributes['href'] ),
				'{host}' => esc_html( $host ),
			),
		);
	}
	$line = 'helpline-banner' === $widget ? local_line( $attributes ) : array();
	return $line ? array( isset( $line['{hours}'] ) ? 'own hours' : 'own', array_map( 'esc_html', $line ) ) : array( '', array() );
}

/**
 * Moves all headings so that the first has the level that fits the page. The fallback content has level 2.
 *
 * @param string $html  Fallback content.
 * @param int    $level From 1 to 6.
 */
function shift_headings( string $html, int $level ): string {
	$shifted = preg_replace_callback(
		'#<(/?)h([1-6])\b#',
		fn( $tag ) => "<{$tag[1]}h" . max( 1, min( 6, (int) $tag[2] + $level - 2 ) ),
		$html
	);
	return $shifted ?? $html;
}

/**
 * Opens the disclosure that the attribute `open` names. Its values are in the order of the disclosures.
 *
 * @param string $html       Fallback content.
 * @param string $widget     Name.
 * @param array  $attributes Clean attributes of the block.
 */
function open_details( string $html, string $widget, array $attributes ): string {
	$values = catalog()['widgets'][ $widget ]['controls']['open']['values'] ?? array();
	$index  = isset( $attributes['open'] ) ? array_search( $attributes['open'], $values, true ) : false;
	$parts  = explode( '<details>', $html );
	if ( ! $index || ! isset( $parts[ $index ] ) ) {
		return $html;
	}
	// The first value is “none”, and the first part is before all disclosures.
	$before = array_slice( $parts, 0, $index );
	return implode( '<details>', $before ) . '<details open>' . implode( '<details>', array_slice( $parts, $index ) );
}

/** Returns the short lines for a widget. @param array $given Attributes as somebody wrote them. @param int $post_id 0 if there is no post. */
function short_fallback( array $given, int $post_id ): string {
	$region = text_of( $given['region'] ?? '' );
	return saved_fallback( language_of( $given['lang'] ?? '', $post_id ), '' === $region ? settings()['region'] : match_region( $region ) );
}

/**
 * Returns three lines of text to save in a post, for readers after the plugin is switched off: when to call the emergency number, the
 * number, and a line to call. Short, since the search of the site finds them.
 *
 * @param string $lang   From the catalog.
 * @param string $region From the catalog, or empty.
 */
function saved_fallback( string $lang, string $region ): string {
	$fallback = fallback_of( 'helpline-banner', $lang, $region, array( 'variant' => 'compact' ) );
	$lines    = array_slice( preg_grep( '/^\s*<p>/', explode( "\n", $fallback['html'] ) ), 0, 3 );
	if ( '' === $fallback['html'] ) {
		return '';
	}
	// WordPress removes <bdi> for authors: without it, the text is the same for every role.
	$html = preg_replace( '#</?bdi\b[^>]*>#', '', implode( '', $lines ) );
	return sprintf( '<div lang="%s" dir="%s">%s</div>', esc_attr( $fallback['lang'] ), direction_of( $fallback['lang'] ), $html );
}
