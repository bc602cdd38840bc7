/**
 * A theme’s optimizer, with a page of settings. Like Autoptimize, it takes every script of the site out of the page, without regard to
 * its type, and puts all of them into one file; excluded files are left alone.
 */
export const OPTIMIZER = `
add_action( 'admin_menu', fn() => add_theme_page( 'Speed', 'Speed', 'manage_options', 'speed', function () { ?>
  <div class="wrap"><h1>Speed</h1><?php settings_errors(); ?><form method="post" action="options.php"><?php settings_fields( 'speed' ); ?>
  <p><label><input type="checkbox" name="speed_merge" value="1" <?php checked( get_option( 'speed_merge' ) ); ?>> Merge JavaScript into one file</label></p>
  <p><label for="speed_exclude">Exclude JavaScript files</label><br><textarea id="speed_exclude" name="speed_exclude" rows="3" cols="80"><?php echo esc_textarea( get_option( 'speed_exclude', 'wp-includes/js/' ) ); ?></textarea></p>
  <?php submit_button( 'Save Changes and Empty Cache' ); ?></form></div>
<?php } ) );
add_action( 'admin_init', function () {
  register_setting( 'speed', 'speed_merge' );
  register_setting( 'speed', 'speed_exclude' );
} );
add_action( 'template_redirect', fn() => get_option( 'speed_merge' ) && ob_start( function ( $html ) {
  $excluded = array_filter( array_map( 'trim', preg_split( '/[,\\n]/', get_option( 'speed_exclude', 'wp-includes/js/' ) ) ) );
  $code     = '';
  $html     = preg_replace_callback( '#<script\\b[^>]*\\bsrc="([^"]+)"[^>]*></script>#', function ( $tag ) use ( $excluded, &$code ) {
    foreach ( $excluded as $part ) {
      if ( str_contains( $tag[1], $part ) ) {
        return $tag[0];
      }
    }
    $file = ABSPATH . ltrim( parse_url( $tag[1], PHP_URL_PATH ), '/' );
    if ( ! is_file( $file ) ) {
      return $tag[0];
    }
    $code .= file_get_contents( $file ) . ";\\n";
    return '';
  }, $html );
  if ( ! $code ) {
    return $html;
  }
  $folder = WP_CONTENT_DIR . '/cache/speed';
  wp_mkdir_p( $folder );
  $name = 'merged-' . md5( $code ) . '.js';
  file_put_contents( "$folder/$name", $code );
  return str_replace( '</body>', '<script defer src="' . content_url( "cache/speed/$name" ) . '"></script></body>', $html );
} ) );`;
