<?php
/** A theme from before blocks, with a sidebar: Debian has none. */
add_theme_support( 'title-tag' );
add_theme_support( 'automatic-feed-links' );
add_theme_support( 'html5', array( 'script', 'style' ) );
add_action(
	'widgets_init',
	fn() => register_sidebar(
		array(
			'name'          => 'Footer',
			'id'            => 'footer-1',
			'before_widget' => '<section id="%1$s" class="widget %2$s">',
			'after_widget'  => '</section>',
		)
	)
);
add_action( 'wp_enqueue_scripts', fn() => wp_enqueue_style( 'county-classic', get_stylesheet_uri() ) );
