<?php
/**
 * The files that the project built: data as JSON, and the scripts and styles of the widgets. JSON and not PHP, because half a
 * file, as a broken upload leaves it, must not be a fatal error.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/**
 * Reads a JSON file of the plugin, once per request.
 *
 * @param string $path Relative to the folder of the plugin.
 * @return array Empty if the file is missing or not whole.
 */
function read_json( string $path ): array {
	static $read = array();
	if ( ! isset( $read[ $path ] ) ) {
		$file          = FOLDER . "/$path";
		$data          = is_readable( $file ) ? json_decode( (string) file_get_contents( $file ), true ) : null;
		$read[ $path ] = is_array( $data ) ? $data : array();
	}
	return $read[ $path ];
}

/**
 * Returns the available widgets, languages and regions.
 *
 * @return array{data: string, languages: string[], rtl: string[], regions: string[], numbers: array, digits: string, widgets: array, chunks: array}
 */
function catalog(): array {
	return read_json( 'data/catalog.json' ) + array(
		'data'      => '',
		'languages' => array(),
		'rtl'       => array(),
		'regions'   => array(),
		'numbers'   => array(),
		'digits'    => '',
		'widgets'   => array(),
		'chunks'    => array( 'widgets' => array() ),
	);
}

/**
 * Returns the files that are missing or have another size than in the release, as after a broken upload.
 *
 * @return string[] Paths relative to the folder of the plugin.
 */
function damaged_files(): array {
	$list = read_json( 'data/files.json' );
	if ( ! $list ) {
		return array( 'data/files.json' );
	}
	$is_damaged = fn( $path ) => ! is_readable( FOLDER . "/$path" ) || filesize( FOLDER . "/$path" ) !== $list[ $path ];
	return array_values( array_filter( array_keys( $list ), $is_damaged ) );
}
