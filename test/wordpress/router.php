<?php
/** Serves WordPress with PHP’s own web server: files as they are, everything else through index.php. */
$folder = getenv( 'WORDPRESS_FOLDER' );
$path   = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
if ( '/run' === $path ) {
	require getenv( 'WORDPRESS_RUNNER' );
	return;
}
// In a network, the files of a site in a folder are those of the main site.
$path = preg_replace( '#^/[a-z]+(/wp-(?:admin|content|includes|login)\b)#', '$1', $path );
$file = realpath( $folder . $path );
if ( $file && is_dir( $file ) && is_file( "$file/index.php" ) ) {
	$path = rtrim( $path, '/' ) . '/index.php';
	$file = "$file/index.php";
}
if ( ! $file || ! is_file( $file ) ) {
	$path = '/index.php';
	$file = "$folder/index.php";
} elseif ( ! str_ends_with( $file, '.php' ) ) {
	$types = array(
		'css'  => 'text/css',
		'html' => 'text/html; charset=utf-8',
		'js'   => 'text/javascript',
		'json' => 'application/json',
		'svg'  => 'image/svg+xml',
	);
	header( 'Content-Type: ' . ( $types[ pathinfo( $file, PATHINFO_EXTENSION ) ] ?? 'application/octet-stream' ) );
	// The editor has 200 files, which a browser keeps from one test to the next. Those of the plugin change.
	if ( preg_match( '#^/wp-(includes|admin)/#', $path ) ) {
		header( 'Cache-Control: max-age=3600' );
	}
	readfile( $file );
	return;
}
$_SERVER['SCRIPT_NAME']     = $path;
$_SERVER['PHP_SELF']        = $path;
$_SERVER['SCRIPT_FILENAME'] = $file;
chdir( dirname( $file ) );
require $file;
