<!DOCTYPE html>
<html <?php language_attributes(); ?>>
<head>
	<meta charset="<?php bloginfo( 'charset' ); ?>">
	<meta name="viewport" content="width=device-width">
	<?php wp_head(); ?>
</head>
<body <?php body_class(); ?>>
	<?php wp_body_open(); ?>
	<header><a href="<?php echo esc_url( home_url() ); ?>"><?php bloginfo( 'name' ); ?></a></header>
	<main>
	<?php
	while ( have_posts() ) {
		the_post();
		the_title( '<h1>', '</h1>' );
		is_singular() ? the_content() : the_excerpt();
	}
	?>
	</main>
	<aside><?php dynamic_sidebar( 'footer-1' ); ?></aside>
	<?php wp_footer(); ?>
</body>
</html>
