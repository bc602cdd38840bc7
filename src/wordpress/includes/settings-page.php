<?php
/**
 * Settings → Recovery Widgets. The Settings API of WordPress brings the nonce and checks who may save.
 *
 * @package RecoveryWidgets
 */

namespace RecoveryWidgets;

defined( 'ABSPATH' ) || exit;

const PAGE = 'recovery-widgets';

/** Returns the address of the settings page. */
function settings_url(): string {
	return admin_url( 'options-general.php?page=' . PAGE );
}

/** Registers the option. */
function register_settings() {
	register_setting(
		OPTION,
		OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => __NAMESPACE__ . '\\sanitize_settings',
		)
	);
}
add_action( 'admin_init', __NAMESPACE__ . '\\register_settings' );

/**
 * Returns the allowed values, and reports the others.
 *
 * @param mixed $given Values of the form, or of other code that changes the option.
 * @return array
 */
function sanitize_settings( $given ) {
	$given = is_array( $given ) ? $given : array();
	$clean = clean_settings( $given );
	if ( '' !== text_of( $given['href'] ?? '' ) && '' === $clean['href'] ) {
		add_settings_error( OPTION, 'href', __( 'The page of the quick exit needs an address that begins with https://. Until then it is Wikipedia.', 'recovery-widgets' ), 'warning' );
	}
	return $clean;
}

/** Adds the page to the menu. */
function add_settings_page() {
	add_options_page( __( 'Recovery Widgets', 'recovery-widgets' ), __( 'Recovery Widgets', 'recovery-widgets' ), 'manage_options', PAGE, __NAMESPACE__ . '\\print_settings_page' );
}
add_action( 'admin_menu', __NAMESPACE__ . '\\add_settings_page' );

/**
 * Adds a link to the settings to the list of plugins.
 *
 * @param array $links Links of this plugin.
 * @return array
 */
function add_settings_link( $links ) {
	return array_merge( array( '<a href="' . esc_url( settings_url() ) . '">' . esc_html__( 'Settings', 'recovery-widgets' ) . '</a>' ), (array) $links );
}
add_filter( 'plugin_action_links_' . plugin_basename( FILE ), __NAMESPACE__ . '\\add_settings_link' );

/** Prints the page. */
function print_settings_page() {
	$settings = settings();
	?>
	<div class="wrap">
		<h1><?php esc_html_e( 'Recovery Widgets', 'recovery-widgets' ); ?></h1>
		<p><?php esc_html_e( 'Help boxes for your pages: who to call, what to do in an overdose. To put one into a post, press + in the editor and look for “Helpline”, or for one of the others under “Help with drug use”. Numbers and words are updated with this plugin, in all posts at once.', 'recovery-widgets' ); ?></p>
		<form action="options.php" method="post">
			<?php settings_fields( OPTION ); ?>
			<h2><?php esc_html_e( 'Your country', 'recovery-widgets' ); ?></h2>
			<table class="form-table" role="presentation">
				<?php
				print_select( 'region', __( 'Country or province', 'recovery-widgets' ), array( '' => __( 'Not chosen: no number is shown', 'recovery-widgets' ) ) + region_names(), __( 'The boxes show the helplines and the emergency number of this place. A box in a post can name another one.', 'recovery-widgets' ) );
				?>
			</table>
			<h2><?php esc_html_e( 'On every page', 'recovery-widgets' ); ?></h2>
			<table class="form-table" role="presentation">
				<?php
				print_select(
					'banner',
					__( 'Helpline at the top', 'recovery-widgets' ),
					array(
						'off'   => __( 'No', 'recovery-widgets' ),
						'front' => __( 'On the front page', 'recovery-widgets' ),
						'all'   => __( 'On every page', 'recovery-widgets' ),
					),
					__( 'Two sentences: when to call the emergency number, and a line to call.', 'recovery-widgets' )
				);
				print_checkbox( 'exit', __( 'Quick exit', 'recovery-widgets' ), __( 'A bar at the top of every page, with a button that hides it at once', 'recovery-widgets' ), __( 'For readers who must not be seen. It does not clear the history of their browser, and says so.', 'recovery-widgets' ) );
				print_text( 'href', __( 'Page to open instead', 'recovery-widgets' ), 'url', __( 'An address that begins with https://. If it is empty, Wikipedia opens.', 'recovery-widgets' ) );
				?>
			</table>
			<h2><?php esc_html_e( 'Your own line', 'recovery-widgets' ); ?></h2>
			<p><?php esc_html_e( 'If you run a telephone line yourself: it is shown beside the public lines, in every helpline box for your country.', 'recovery-widgets' ); ?></p>
			<table class="form-table" role="presentation">
				<?php
				print_text( 'phone', __( 'Phone number', 'recovery-widgets' ), 'tel', __( 'As people write it, for example 555 0100. No commercial lines, please.', 'recovery-widgets' ) );
				print_text( 'operator', __( 'Who runs it', 'recovery-widgets' ), 'text', __( 'Readers must know who answers. Without this, your line is not shown.', 'recovery-widgets' ) );
				print_text( 'phoneName', __( 'Name of the line', 'recovery-widgets' ), 'text', __( 'If it is empty: the name of who runs it.', 'recovery-widgets' ) );
				print_text( 'hours', __( 'When it is open', 'recovery-widgets' ), 'text', __( 'For example: Monday to Friday, 9 to 17.', 'recovery-widgets' ) );
				?>
			</table>
			<h2><?php esc_html_e( 'Older posts', 'recovery-widgets' ); ?></h2>
			<table class="form-table" role="presentation">
				<?php
				print_checkbox( 'refresh', __( 'Pasted snippets', 'recovery-widgets' ), __( 'Keep the words and numbers in pasted snippets up to date', 'recovery-widgets' ), __( 'For posts into which the HTML of a box was pasted. They change on the page only, not in the editor. Words that somebody wrote into a snippet stay: Site Health names those posts.', 'recovery-widgets' ) );
				?>
			</table>
			<?php submit_button(); ?>
		</form>
		<?php print_sample( $settings ); ?>
	</div>
	<?php
}

/**
 * Prints the fallback content that readers get now.
 *
 * @param array $settings Settings.
 */
function print_sample( array $settings ) {
	$built = build(
		array(
			'widget'  => 'helpline-banner',
			'variant' => 'compact',
		),
		0,
		true
	);
	if ( ! $built ) {
		return;
	}
	$of_all   = languages_of_all();
	$names_of = fn( array $codes ) => implode( ', ', array_map( __NAMESPACE__ . '\\language_name', $codes ) );
	$others   = $names_of( array_diff( catalog()['languages'], $of_all ) );
	?>
	<h2><?php esc_html_e( 'This is what readers get', 'recovery-widgets' ); ?></h2>
	<div class="card">
		<?php echo wp_kses_post( $built['html'] ); ?>
	</div>
	<p class="description">
		<?php
		/* translators: %s: names of languages */
		echo esc_html( sprintf( __( 'The language follows the post, then the site. There are words in: %s.', 'recovery-widgets' ), $names_of( $of_all ) ) );
		/* translators: %s: names of languages */
		echo '' === $others ? '' : ' ' . esc_html( sprintf( __( 'For the overdose warning and the helpline also in: %s.', 'recovery-widgets' ), $others ) );
		?>
	</p>
	<?php
}

/**
 * Prints a row with a list of choices.
 *
 * @param string $key     Setting.
 * @param string $label   Label.
 * @param array  $choices Labels by value.
 * @param string $help    Help.
 */
function print_select( string $key, string $label, array $choices, string $help ) {
	$id = "recovery-widgets-$key";
	?>
	<tr>
		<th scope="row"><label for="<?php echo esc_attr( $id ); ?>"><?php echo esc_html( $label ); ?></label></th>
		<td>
			<select id="<?php echo esc_attr( $id ); ?>" name="<?php echo esc_attr( OPTION . "[$key]" ); ?>" aria-describedby="<?php echo esc_attr( "$id-help" ); ?>">
				<?php foreach ( $choices as $value => $name ) : ?>
					<option value="<?php echo esc_attr( $value ); ?>" <?php selected( settings()[ $key ], (string) $value ); ?>><?php echo esc_html( $name ); ?></option>
				<?php endforeach; ?>
			</select>
			<p class="description" id="<?php echo esc_attr( "$id-help" ); ?>"><?php echo esc_html( $help ); ?></p>
		</td>
	</tr>
	<?php
}

/**
 * Prints a row with a text field.
 *
 * @param string $key   Setting.
 * @param string $label Label.
 * @param string $type  Type of the field.
 * @param string $help  Help.
 */
function print_text( string $key, string $label, string $type, string $help ) {
	$id = "recovery-widgets-$key";
	?>
	<tr>
		<th scope="row"><label for="<?php echo esc_attr( $id ); ?>"><?php echo esc_html( $label ); ?></label></th>
		<td>
			<input class="regular-text" type="<?php echo esc_attr( $type ); ?>" id="<?php echo esc_attr( $id ); ?>" name="<?php echo esc_attr( OPTION . "[$key]" ); ?>" value="<?php echo esc_attr( settings()[ $key ] ); ?>" aria-describedby="<?php echo esc_attr( "$id-help" ); ?>">
			<p class="description" id="<?php echo esc_attr( "$id-help" ); ?>"><?php echo esc_html( $help ); ?></p>
		</td>
	</tr>
	<?php
}

/**
 * Prints a row with a box to tick.
 *
 * @param string $key   Setting.
 * @param string $title Title of the row.
 * @param string $label Label of the box.
 * @param string $help  Help.
 */
function print_checkbox( string $key, string $title, string $label, string $help ) {
	$id = "recovery-widgets-$key";
	?>
	<tr>
		<th scope="row"><?php echo esc_html( $title ); ?></th>
		<td>
			<?php // A box that is not ticked sends nothing, which would mean the default. ?>
			<input type="hidden" name="<?php echo esc_attr( OPTION . "[$key]" ); ?>" value="0">
			<label><input type="checkbox" id="<?php echo esc_attr( $id ); ?>" name="<?php echo esc_attr( OPTION . "[$key]" ); ?>" value="1" aria-describedby="<?php echo esc_attr( "$id-help" ); ?>" <?php checked( settings()[ $key ] ); ?>> <?php echo esc_html( $label ); ?></label>
			<p class="description" id="<?php echo esc_attr( "$id-help" ); ?>"><?php echo esc_html( $help ); ?></p>
		</td>
	</tr>
	<?php
}
