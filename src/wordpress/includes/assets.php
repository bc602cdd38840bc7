<?php
/**
 * Script and style of the widgets. They come from this site, and only on pages that have a widget.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

const HANDLE = 'recovery-widgets';

/** Returns the address of a file of the plugin. @param string $path Relative to the folder of the plugin. */
function url_of( string $path ): string {
	return plugins_url( $path, FILE );
}

/** Registers all files. They are loaded again when their content changes, also where the version of the plugin does not. */
function register_assets() {
	$version = '' === catalog()['data'] ? VERSION : catalog()['data'];
	wp_register_script_module( HANDLE, url_of( 'assets/recovery-widgets.js' ), array(), $version );
	wp_register_style( HANDLE, url_of( 'assets/recovery-widgets.css' ), array(), $version );
	wp_register_style( HANDLE . '-site', url_of( 'site.css' ), array( HANDLE ), $version );
	wp_register_style( HANDLE . '-editor', url_of( 'block/editor.css' ), array( HANDLE ), $version );
	wp_register_script( HANDLE . '-still', url_of( 'block/still.js' ), array(), $version, array( 'in_footer' => true ) );
	wp_register_script( HANDLE . '-classic', url_of( 'assets/recovery-widgets.classic.js' ), array( HANDLE . '-still' ), $version, array( 'in_footer' => true ) );
	wp_register_script(
		HANDLE . '-editor',
		url_of( 'block/editor.js' ),
		array( 'wp-api-fetch', 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-data', 'wp-element', 'wp-i18n' ),
		$version,
		array( 'in_footer' => true )
	);
	wp_set_script_translations( HANDLE . '-editor', 'recovery-widgets' );
}

/**
 * Loads script and style on this page. The block does not name them in block.json: up to WordPress 6.8, classic themes load the
 * styles of all blocks on all pages.
 */
function enqueue_assets() {
	wp_enqueue_script_module( HANDLE );
	wp_enqueue_style( HANDLE );
}

/** Loads the script into the canvas of the editor. That takes no script modules, so this is the classic form of it. */
function enqueue_in_editor() {
	if ( is_admin() ) {
		wp_enqueue_script( HANDLE . '-classic' );
		wp_enqueue_style( HANDLE );
	}
}
add_action( 'enqueue_block_assets', __NAMESPACE__ . '\\enqueue_in_editor' );

/**
 * Loads script and style before the head is printed: a style sheet in the footer shifts the page, and block themes
 * print script modules in the head only. A block theme renders its blocks before the head, a classic theme after it.
 */
function enqueue_early() {
	if ( shows_banner() || shows_exit() || has_widget() ) {
		enqueue_assets();
	}
	if ( shows_banner() || shows_exit() ) {
		wp_enqueue_style( HANDLE . '-site' );
		need_site_chunks();
	}
}
add_action( 'wp_enqueue_scripts', __NAMESPACE__ . '\\enqueue_early' );

/**
 * Tells whether a post of this page, a synced pattern in one, or a widget of the theme has a block, a shortcode, or a snippet that is
 * refreshed: any other snippet brings its own files.
 */
function has_widget(): bool {
	$texts = array_column( (array) ( $GLOBALS['wp_query']->posts ?? array() ), 'post_content' );
	preg_match_all( '/<!-- wp:block {"ref":(\d+)/', implode( ' ', array_filter( $texts, 'is_string' ) ), $patterns );
	foreach ( array_unique( $patterns[1] ) as $id ) {
		$texts[] = get_post( (int) $id )->post_content ?? '';
	}
	$widgets = array_map( fn( $name ) => get_option( "widget_$name" ), array( 'block', 'custom_html', 'text' ) );
	array_walk_recursive(
		$widgets,
		function ( $value ) use ( &$texts ) {
			$texts[] = $value;
		}
	);
	$texts = array_filter( $texts, 'is_string' );
	if ( preg_grep( '/\[recovery_widget|wp:recovery-widgets/i', $texts ) ) {
		return true;
	}
	return settings()['refresh'] && array_filter( preg_grep( '/data-recovery-widget|<recovery-/i', $texts ), __NAMESPACE__ . '\\known_snippets' );
}
