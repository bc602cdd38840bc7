<?php
/**
 * Codes of languages and regions, and values of attributes, as people type them. Read as the widgets read them: core/normalize.ts,
 * core/localize.ts and core/region.ts. Needs neither mbstring nor intl, which a site may not have.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/** Longest value that is normalized, in bytes: patterns that look for the end of a text take time that grows with the square of its length. */
const MAX_LENGTH = 600;

/** Other codes of languages, from CLDR: a server may have no intl. WordPress uses `hat` for Haitian Creole and `tl` for Filipino. */
const LANGUAGE_ALIASES = array(
	'ara' => 'ar',
	'arb' => 'ar',
	'chi' => 'zh',
	'cmn' => 'zh',
	'drw' => 'fa',
	'eng' => 'en',
	'fas' => 'fa',
	'fra' => 'fr',
	'fre' => 'fr',
	'hat' => 'ht',
	'kor' => 'ko',
	'per' => 'fa',
	'pes' => 'fa',
	'pol' => 'pl',
	'por' => 'pt',
	'prs' => 'fa',
	'rus' => 'ru',
	'spa' => 'es',
	'tgl' => 'fil',
	'tl'  => 'fil',
	'tnf' => 'fa',
	'urd' => 'ur',
	'vie' => 'vi',
	'zho' => 'zh',
);

/** Regions that write Chinese in traditional characters, from CLDR. */
const TRADITIONAL_CHINESE = array( 'AU', 'BN', 'GB', 'GF', 'HK', 'ID', 'MO', 'PA', 'PF', 'PH', 'SR', 'TH', 'TW', 'US', 'VN' );

/** Regions that spell English as in the United States, from CLDR. */
const AMERICAN_ENGLISH = array( 'AE', 'AS', 'BI', 'CA', 'GU', 'MH', 'MP', 'PH', 'PR', 'UM', 'US', 'VI' );

/**
 * Returns text without surrounding white space, invisible characters and quotation marks. Posts may contain values of any type.
 *
 * @param mixed $value Attribute or setting.
 */
function text_of( $value ): string {
	if ( ! is_scalar( $value ) || is_bool( $value ) ) {
		return '';
	}
	if ( strlen( $value ) > MAX_LENGTH ) {
		return trim( $value );
	}
	return preg_replace( '/^[\s\p{Pi}\p{Pf}\p{Cf}"\'`´„‚″′]+|[\s\p{Pi}\p{Pf}\p{Cf}"\'`´„‚″′]+$/u', '', (string) $value ) ?? '';
}

/**
 * Returns a code without invisible characters and surrounding punctuation, and with hyphens only: `USA ` is `USA`, `es_MX` is `es-MX`.
 *
 * @param mixed $value Attribute or setting.
 */
function normalize_code( $value ): string {
	if ( is_string( $value ) && strlen( $value ) > MAX_LENGTH ) {
		return '';
	}
	$code = preg_replace( array( '/\p{Cf}/u', '/[_−\p{Pd}]/u', '/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/u' ), array( '', '-', '' ), text_of( $value ) );
	return $code ?? '';
}

/** Returns the languages in which every widget has fallback content. @return string[] */
function languages_of_all(): array {
	return array_values( array_intersect( catalog()['languages'], ...array_values( array_column( catalog()['widgets'], 'languages' ) ) ) );
}

/**
 * Finds the nearest language that has fallback content: `es_MX` and `es-419` find `es`, `en_AU` finds `en-GB`, `zh_TW` finds `zh-Hant`.
 *
 * @param mixed         $value     Language tag or locale of WordPress.
 * @param string[]|null $languages Languages to choose from. Default: those of the catalog.
 * @return string Empty if there is none.
 */
function match_language( $value, ?array $languages = null ): string {
	$tag = normalize_code( $value );
	if ( ! preg_match( '/^([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?(?:-|$)/i', $tag, $parts ) ) {
		return '';
	}
	$language   = strtolower( $parts[1] );
	$language   = LANGUAGE_ALIASES[ $language ] ?? $language;
	$script     = $parts[2] ?? '';
	$region     = strtoupper( $parts[3] ?? '' );
	if ( 'zh' === $language && '' === $script ) {
		$script = in_array( $region, TRADITIONAL_CHINESE, true ) ? 'Hant' : 'Hans';
	}
	$is_british = 'en' === $language && '' !== $region && ! in_array( $region, AMERICAN_ENGLISH, true );
	foreach ( array( $tag, $is_british ? 'en-GB' : '', "$language-$script-$region", "$language-$script", "$language-$region", $language ) as $candidate ) {
		foreach ( $languages ?? catalog()['languages'] as $available ) {
			if ( '' !== $candidate && 0 === strcasecmp( $available, $candidate ) ) {
				return $available;
			}
		}
	}
	return '';
}

/**
 * Finds a region that has numbers: `uk` is `GB`, `CA-QC` finds `CA`.
 *
 * @param mixed $value ISO 3166-1 or ISO 3166-2 code.
 * @return string Empty if there is none.
 */
function match_region( $value ): string {
	$code = preg_replace( array( '/^UK\b/', '/^USA\b/', '/^PR\b/' ), array( 'GB', 'US', 'US-PR' ), strtoupper( normalize_code( $value ) ) );
	if ( ! preg_match( '/^([A-Z]{2})(?:-[A-Z0-9]{1,3})?$/', (string) $code, $parts ) ) {
		return '';
	}
	foreach ( $parts as $candidate ) {
		if ( in_array( $candidate, catalog()['regions'], true ) ) {
			return $candidate;
		}
	}
	return '';
}

/**
 * Finds a widget by the letters of its name: `“Recovery-Helpline_Banner”` is `helpline-banner`.
 *
 * @param mixed $value Name as somebody wrote it.
 * @return string Empty if there is none.
 */
function match_widget( $value ): string {
	$letters = preg_replace( array( '/^[^a-z]*recovery/', '/[^a-z]/' ), '', strtolower( text_of( $value ) ) );
	foreach ( array_keys( catalog()['widgets'] ) as $name ) {
		if ( str_replace( '-', '', $name ) === $letters ) {
			return $name;
		}
	}
	return '';
}

/**
 * Returns an address for the quick exit as the widget takes it, or an empty string.
 *
 * @param mixed $value Address that begins with https://.
 */
function exit_url( $value ): string {
	$url   = esc_url_raw( text_of( $value ), array( 'https' ) );
	$parts = wp_parse_url( $url );
	return ! empty( $parts['host'] ) && ! isset( $parts['user'] ) ? $url : '';
}
