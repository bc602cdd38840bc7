<?php
/**
 * Data for the block editor: names, choices, and the preview of a widget as the page will show it.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

/**
 * Returns names of places or languages in the language of this person, in English where there are none.
 *
 * @param string $kind `regions` or `languages`.
 * @return array<string, string> Names by code.
 */
function names_of( string $kind ): array {
	$names    = read_json( 'data/names.json' );
	$language = substr( determine_locale(), 0, 2 );
	return $names[ $language ][ $kind ] ?? $names['en'][ $kind ] ?? array();
}

/** Returns the names of all regions by code, in the order of the alphabet. @return array<string, string> */
function region_names(): array {
	$names  = names_of( 'regions' );
	$result = array();
	foreach ( catalog()['regions'] as $code ) {
		$result[ $code ] = $names[ $code ] ?? $code;
	}
	uasort( $result, fn( $a, $b ) => strcasecmp( remove_accents( $a ), remove_accents( $b ) ) );
	return $result;
}

/** Returns the name of a language. @param string $code From the catalog. */
function language_name( string $code ): string {
	return names_of( 'languages' )[ $code ] ?? $code;
}

/** Gives the data to the script of the editor. */
function add_editor_data() {
	$post_id = (int) ( get_post()->ID ?? 0 );
	$data    = array(
		'widgets'     => editor_widgets(),
		'regions'     => to_options( region_names() ),
		'labels'      => array_intersect_key( control_labels(), array_flip( array( 'lang', 'region' ) ) ),
		'languages'   => to_options( array_combine( catalog()['languages'], array_map( __NAMESPACE__ . '\\language_name', catalog()['languages'] ) ) ),
		'region'      => region_names()[ settings()['region'] ] ?? '',
		// The fallback content of a new block is there at once, so that a post saved in the same second has it.
		'fallback'    => saved_fallback( language_of( '', $post_id ), settings()['region'] ),
		'settingsUrl' => current_user_can( 'manage_options' ) ? settings_url() : '',
	);
	wp_add_inline_script( HANDLE . '-editor', 'window.recoveryWidgetsEditor = ' . wp_json_encode( $data, JSON_HEX_TAG ) . ';', 'before' );
	wp_enqueue_style( HANDLE . '-editor' );
}
add_action( 'enqueue_block_editor_assets', __NAMESPACE__ . '\\add_editor_data' );

/** Styles the preview in the canvas. */
function style_preview() {
	if ( is_admin() ) {
		wp_enqueue_style( HANDLE . '-editor' );
	}
}
add_action( 'enqueue_block_assets', __NAMESPACE__ . '\\style_preview' );

/** Returns choices for a select control. @param array<string, string> $names Names by value. */
function to_options( array $names ): array {
	return array_map(
		fn( $value, $label ) => array(
			'value' => (string) $value,
			'label' => $label,
		),
		array_keys( $names ),
		$names
	);
}

/** Returns the widgets with labels and controls, by name. */
function editor_widgets(): array {
	$widget_labels  = widget_labels();
	$control_labels = control_labels();
	$widgets        = array();
	foreach ( catalog()['widgets'] as $name => $widget ) {
		$controls = array();
		foreach ( $widget['controls'] as $attribute => $control ) {
			$labels     = $control_labels[ $attribute ] ?? array();
			$controls[] = array(
				'name'    => $attribute,
				'key'     => $control['key'],
				'kind'    => $control['kind'],
				'group'   => $control['group'],
				'shown'   => $control['shown'],
				'label'   => $labels['label'] ?? $attribute,
				'help'    => $labels['summary'] ?? '',
				'options' => value_options( $control, $labels['values'] ?? array() ),
			);
		}
		$widgets[ $name ] = array(
			'label'     => $widget_labels[ $name ]['label'] ?? $name,
			'summary'   => $widget_labels[ $name ]['summary'] ?? '',
			'keywords'  => $widget_labels[ $name ]['keywords'] ?? array(),
			'icon'      => $widget['icon'],
			'offered'   => $widget['offered'],
			'regional'  => $widget['regional'],
			'languages' => $widget['languages'],
			'controls'  => $controls,
		);
	}
	return $widgets;
}

/**
 * Returns the choices of an attribute. The default is an empty value, so that a block stays free of it.
 *
 * @param array $control Allowed values and default, from the catalog.
 * @param array $labels  Labels by value.
 */
function value_options( array $control, array $labels ): array {
	$names = array();
	foreach ( $control['values'] as $value ) {
		$names[ $value === $control['default'] ? '' : $value ] = $labels[ $value ] ?? $value;
	}
	return to_options( $names );
}

/** Registers the route of the preview. */
function register_route() {
	register_rest_route(
		'recovery-widgets/v1',
		'/preview',
		array(
			'methods'             => 'GET',
			'callback'            => __NAMESPACE__ . '\\preview',
			'permission_callback' => fn() => current_user_can( 'edit_posts' ),
			'args'                => array(
				'widget' => array(
					'type'     => 'string',
					'required' => true,
				),
				'post'   => array(
					'type'    => 'integer',
					'default' => 0,
				),
			),
		)
	);
}
add_action( 'rest_api_init', __NAMESPACE__ . '\\register_route' );

/**
 * Returns a widget as the page will show it, and fallback content to save in the post. The quick exit is fallback content only, or
 * else pressing Shift three times would leave the editor.
 *
 * @param \WP_REST_Request $request Attributes of the block.
 * @return \WP_REST_Response|\WP_Error
 */
function preview( $request ) {
	$is_exit = 'quick-exit' === match_widget( $request['widget'] );
	$built   = build( (array) $request->get_query_params(), (int) $request['post'], $is_exit );
	if ( ! $built ) {
		return new \WP_Error( 'recovery_widgets_unknown', __( 'This widget is not known.', 'recovery-widgets' ), array( 'status' => 404 ) );
	}
	return rest_ensure_response(
		array(
			'html'     => $built['html'],
			'region'   => $built['region'],
			'fallback' => short_fallback( (array) $request->get_query_params(), (int) $request['post'] ),
		)
	);
}
