/**
 * A real WordPress for the tests: Debian’s packages, with a MariaDB and a web server of its own, on loopback and in a temporary
 * folder. Ends with the process that started it.
 */
import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {cpSync, existsSync, mkdirSync, readFileSync, rmSync, statfsSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir, userInfo} from 'node:os';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {findProgram} from '../../src/tools/browser.mjs';
import {freePort, temporaryFolder} from '../support/system.mjs';
import {root} from '../../src/tools/project.mjs';

const DEBIAN = '/usr/share/wordpress';
const BLOCK_THEME = join(DEBIAN, 'wp-content/themes/twentytwentyfive');
const PLUGIN = join(root, 'dist/wordpress/recovery-widgets');
const here = join(root, 'test/wordpress');

/** Whether there is all that the tests need. */
const isInstalled =
  existsSync(join(DEBIAN, 'wp-settings.php')) &&
  existsSync(BLOCK_THEME) &&
  findProgram('mariadbd') &&
  findProgram('mariadb-install-db') &&
  findProgram('php') &&
  /^mysqli$[^]*^xml/m.test(execFileSync('php', ['-m'], {encoding: 'utf8'}));

/** Reason to skip all tests that need WordPress, or `false`. */
export const skip = isInstalled ? false : 'WordPress, MariaDB or PHP is not installed: see CONTRIBUTING.md';

/** Processes that must not outlive the tests: they end before their folders are removed. */
const running = new Set();
process.prependListener('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** Starts a program in the background. @param {string} command @param {string[]} args @param {Record<string, string>} [env] */
function start(command, args, env) {
  const child = spawn(command, args, {env: {...process.env, ...env}, stdio: 'ignore'});
  running.add(child);
  child.on('close', () => running.delete(child));
  // Does not keep the tests from ending.
  child.unref();
  return child;
}

/** Waits until a condition holds. @param {() => unknown} isReady @param {string} what for the error */
async function until(isReady, what) {
  for (let tries = 0; tries < 1200; tries++) {
    if (await isReady()) return;
    await delay(50);
  }
  throw new Error(`${what} did not start.`);
}

/** Folders of WordPress without code of PHP. They are linked: PHP takes code for where a link leads. */
const STATIC = ['wp-admin', 'wp-includes'].flatMap((folder) =>
  ['css', 'images', 'js'].map((name) => `${folder}/${name}`),
);

/** Bytes that a site needs, with room for posts. */
const SITE_SIZE = 256 * 2 ** 20;

/** Returns a folder for temporary files: in memory where there is enough, since a busy disk takes half a minute. */
function placeOfSite() {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const {bavail, bsize} = statfsSync(memory);
  return bavail * bsize > 3 * SITE_SIZE ? memory : tmpdir();
}

/** Copies WordPress. Debian links some of its scripts, which the web server must find as files. @param {string} folder */
function copyWordPress(folder) {
  const wordpress = join(folder, 'wordpress');
  cpSync(DEBIAN, wordpress, {
    recursive: true,
    dereference: true,
    filter: (path) => {
      const relative = path.slice(DEBIAN.length + 1);
      return !/^(wp-content|wp-config\.php|\.htaccess)/.test(relative) && !STATIC.includes(relative);
    },
  });
  for (const name of STATIC) symlinkSync(join(DEBIAN, name), join(wordpress, name));
  const content = join(wordpress, 'wp-content');
  for (const name of ['mu-plugins', 'uploads', 'languages']) mkdirSync(join(content, name), {recursive: true});
  cpSync(BLOCK_THEME, join(content, 'themes/twentytwentyfive'), {recursive: true, dereference: true});
  cpSync(join(here, 'classic-theme'), join(content, 'themes/county-classic'), {recursive: true});
  cpSync(PLUGIN, join(content, 'plugins/recovery-widgets'), {recursive: true});
  // WordPress offers the languages that it has files of.
  for (const locale of ['es_ES', 'es_MX', 'fr_FR']) writeFileSync(join(content, `languages/${locale}.mo`), '');
  return wordpress;
}

/** Starts a database. @param {string} folder @returns {Promise<string>} path of its socket */
async function startDatabase(folder) {
  const data = join(folder, 'database');
  const socket = join(folder, 'socket');
  const options = [
    `--user=${userInfo().username}`,
    `--datadir=${data}`,
    // Nothing of it is kept.
    '--innodb-log-file-size=8M',
    '--innodb-undo-tablespaces=0',
    '--innodb-buffer-pool-size=32M',
    '--innodb-flush-log-at-trx-commit=0',
  ];
  const once = ['--skip-test-db', '--auth-root-authentication-method=normal'];
  execFileSync('mariadb-install-db', ['--no-defaults', ...options, ...once], {stdio: 'ignore'});
  start(String(findProgram('mariadbd')), [
    '--no-defaults',
    ...options,
    `--socket=${socket}`,
    `--pid-file=${join(folder, 'pid')}`,
    '--skip-networking',
    '--performance-schema=OFF',
    '--skip-log-bin',
  ]);
  await until(() => existsSync(socket), 'MariaDB');
  execFileSync('mariadb', ['--no-defaults', '-uroot', `--socket=${socket}`, '-e', 'create database wordpress']);
  return socket;
}

/** @param {string} folder @param {string} socket @param {string} network further definitions */
const configOf = (folder, socket, network) => `<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:${socket}' );
define( 'DB_CHARSET', 'utf8mb4' );
$table_prefix = 'wp_';
foreach ( array( 'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT' ) as $key ) {
	define( $key, $key );
}
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_LOG', '${folder}/debug.log' );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
${network}
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
`;

/** Runs PHP with WordPress loaded, as the administrator. A warning of PHP is an error here. */
const RUNNER = `<?php
if ( getenv( 'WORDPRESS_TOKEN' ) !== ( $_SERVER['HTTP_X_TOKEN'] ?? '' ) ) {
	http_response_code( 404 );
	return;
}
$code = file_get_contents( 'php://input' );
ini_set( 'display_errors', '1' );
set_error_handler( function ( $level, $message, $file, $line ) {
	// Known faults of WordPress itself.
	if ( str_ends_with( $file, '/ms-functions.php' ) || str_contains( $message, 'WordPress.org' ) ) {
		return true;
	}
	header( 'X-Fault: ' . rawurlencode( "$message in $file:$line" ), false );
	return false;
} );
if ( isset( $_GET['installing'] ) ) {
	define( 'WP_INSTALLING', true );
}
$_SERVER = array( 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET' ) + $_SERVER;
ob_start();
require getenv( 'WORDPRESS_FOLDER' ) . '/wp-load.php';
if ( ! isset( $_GET['installing'] ) ) {
	wp_set_current_user( 1 );
}
eval( $code );
`;

const INSTALL = `
add_filter( 'pre_wp_mail', '__return_true' );
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'County Health', 'admin', 'admin@example.org', true, '', 'admin' );
update_option( 'permalink_structure', '/%postname%/' );
foreach ( array( 'editor', 'author', 'contributor' ) as $role ) {
	$id = wp_create_user( $role, $role, "$role@example.org" );
	( new WP_User( $id ) )->set_role( $role );
}
// The tour of the editor would be in front of it.
foreach ( get_users() as $user ) {
	update_user_meta( $user->ID, 'wp_persisted_preferences', array( 'core/edit-post' => array( 'welcomeGuide' => false ), 'core' => array( 'welcomeGuide' => false ), '_modified' => gmdate( 'c' ) ) );
}`;

const NETWORK = (/** @type {string} */ host) => `
define( 'MULTISITE', true );
define( 'SUBDOMAIN_INSTALL', false );
define( 'DOMAIN_CURRENT_SITE', '${host}' );
define( 'PATH_CURRENT_SITE', '/' );
define( 'SITE_ID_CURRENT_SITE', 1 );
define( 'BLOG_ID_CURRENT_SITE', 1 );`;

/** @typedef {Awaited<ReturnType<typeof startWordPress>>} Site */

/** Starts WordPress with the plugin switched on and the United States as its country. @param {{network?: boolean}} [options] `network`: as a network of sites */
export async function startWordPress({network = false} = {}) {
  const folder = temporaryFolder('wordpress', placeOfSite());
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const wordpress = copyWordPress(folder);
  const socket = await startDatabase(folder);
  const config = join(wordpress, 'wp-config.php');
  const url = `http://${host}`;
  const runner = join(folder, 'run.php');
  const env = {WORDPRESS_FOLDER: wordpress, WORDPRESS_RUNNER: runner, WORDPRESS_TOKEN: randomUUID()};
  writeFileSync(runner, RUNNER);

  /** Runs PHP in WordPress, in its web server, and returns its output. @param {string} code @param {string} [query] */
  async function php(code, query = '') {
    const headers = {'X-Token': env.WORDPRESS_TOKEN};
    const answer = await fetch(`${url}/run${query}`, {method: 'POST', headers, body: code});
    const text = await answer.text();
    const faults = decodeURIComponent(answer.headers.get('x-fault') ?? '');
    if (faults || !answer.ok) throw new Error(faults || text || String(answer.status));
    return text;
  }

  const server = start(
    'php',
    [
      ...['opcache.enable_cli=1', 'opcache.revalidate_freq=0', 'max_execution_time=0'].flatMap((line) => ['-d', line]),
      ...['-S', host, join(here, 'router.php')],
    ],
    {...env, PHP_CLI_SERVER_WORKERS: '3'},
  );
  await until(() => fetch(`${url}/wp-includes/css/buttons.css`).catch(() => undefined), 'The web server');
  const allowed = network ? "define( 'WP_ALLOW_MULTISITE', true );" : '';
  const addresses = `define( 'WP_SITEURL', '${url}' ); define( 'WP_HOME', '${url}' ); ${allowed}`;
  writeFileSync(config, configOf(folder, socket, addresses));
  await php(INSTALL, '?installing');
  if (network) {
    await php(`require_once ABSPATH . 'wp-admin/includes/network.php'; require_once ABSPATH . 'wp-admin/includes/upgrade.php';
      global $wpdb; foreach ( $wpdb->tables( 'ms_global' ) as $table => $prefixed ) { $wpdb->$table = $prefixed; }
      install_network(); $result = populate_network( 1, '${host}', 'admin@example.org', 'Network', '/', false );`);
    writeFileSync(config, configOf(folder, socket, NETWORK(host)));
  }
  const plugin = 'recovery-widgets/recovery-widgets.php';
  const activate = `require_once ABSPATH . 'wp-admin/includes/plugin.php'; $result = activate_plugin( '${plugin}', '', ${network} ); if ( is_wp_error( $result ) ) { echo $result->get_error_message(); }`;
  const failure = await php(activate);
  if (failure) throw new Error(failure);
  await php(`update_option( 'recovery_widgets', array( 'region' => 'US' ) ); flush_rewrite_rules();`);

  const get = async (/** @type {string} */ path, /** @type {RequestInit | undefined} */ options = undefined) =>
    (await fetch(url + path, options)).text();
  return {
    url,
    get,
    php,
    activate: () => php(activate),
    deactivate: () => php(`require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins( '${plugin}' );`),
    /** Folder of WordPress. */
    folder: wordpress,
    /** Folder of the plugin. */
    plugin: join(wordpress, 'wp-content/plugins/recovery-widgets'),
    /** Writes a plugin that is always on. @param {string} name @param {string} code */
    addPlugin: (name, code) => writeFileSync(join(wordpress, `wp-content/mu-plugins/${name}.php`), `<?php\n${code}`),
    /** Changes options of the site. @param {Record<string, unknown>} options */
    setOptions: (options) =>
      php(
        `foreach ( json_decode( '${phpJson(options)}', true ) as $name => $value ) { update_option( $name, $value ); }`,
      ),
    /** Creates a post. @param {string} content @param {Record<string, unknown>} [fields] @returns {Promise<number>} its id */
    async post(content, fields = {}) {
      const post = {post_title: 'A post', post_status: 'publish', post_content: content, ...fields};
      return Number(await php(`echo wp_insert_post( wp_slash( json_decode( '${phpJson(post)}', true ) ) );`));
    },
    /** Ends the servers, and checks that PHP logged nothing but that wordpress.org cannot be reached, and faults of WordPress itself. */
    async stop() {
      const log = existsSync(join(folder, 'debug.log')) ? readFileSync(join(folder, 'debug.log'), 'utf8') : '';
      server.kill('SIGKILL');
      for (const child of running) child.kill('SIGKILL');
      await until(() => running.size === 0, 'The end of the servers');
      rmSync(folder, {recursive: true, force: true});
      const lines = log.split('\n').filter((line) => line && !/WordPress\.org|\/ms-functions\.php/.test(line));
      assert.deepEqual(lines, [], 'PHP logged nothing');
    },
  };
}

/** Writes JSON into a PHP string in single quotes. @param {unknown} data */
export const phpJson = (data) => JSON.stringify(data).replace(/[\\']/g, '\\$&');

/** Writes a block as it is stored in a post. @param {Record<string, unknown>} attributes @param {string} [fallback] saved in the post */
export const block = (attributes, fallback) => {
  const name = `wp:recovery-widgets/widget ${JSON.stringify(attributes)}`;
  return fallback === undefined
    ? `<!-- ${name} /-->`
    : `<!-- ${name} -->\n${fallback}\n<!-- /wp:recovery-widgets/widget -->`;
};
