/**
 * Markup that an attacker has put into a page whose policy refuses the attacker’s scripts. Our files must not do what the policy
 * forbids: load code from a place that such markup chooses.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {integrityHash} from '../../src/tools/built/integrity.mjs';
import {nightly} from '../support/nightly.mjs';
import {CDN, HOST, pageOf, snippet, test, until, visibleText, expect} from '../support/page.mjs';
import {finished} from './finished.mjs';
import {dist} from './strict.mjs';

const EVIL = 'https://evil.example';

/** Scripts without a nonce, which do not run, and elements that shadow properties of the document. */
const GADGETS = `
  <base href="${EVIL}/">
  <script data-recovery-base="${EVIL}/" src="${EVIL}/recovery-widgets.classic.js"></script>
  <script type="module" data-recovery-base="${EVIL}/" src="${EVIL}/recovery-widgets.js"></script>
  <svg><script data-recovery-base="${EVIL}/" href="${EVIL}/recovery-widgets.js"></script></svg>
  <link rel="modulepreload" href="${EVIL}/current/core.js">
  <img name="currentScript" data-src="${EVIL}/"><img name="querySelector"><img name="contains">
  <img name="host"><img name="querySelectorAll"><img name="readyState"><img name="documentElement">
  <form><input name="parentElement"><input name="getRootNode"><input name="getAttribute"><recovery-faq>Words</recovery-faq></form>
  <a id="recoveryWidgets" href="${EVIL}/"></a><a id="recoveryWidgets" name="claimed" href="${EVIL}/"></a>
  <form data-recovery-widget="faq"><input name="getAttribute"><input name="querySelectorAll"><input name="closest"></form>
  <form data-recovery-finished="region=US"><input name="getAttribute"><input name="matches"></form>
  <div data-recovery-widget="../../../${EVIL}/faq" data-lang="../../${EVIL}/" data-region="../../${EVIL}"
    data-recovery-base="${EVIL}/"></div>`;

const script = (/** @type {string} */ file, attributes = '') =>
  `<script nonce="n" src="${CDN}/${file}" ${attributes}></script>`;
const MODULE = script('recovery-widgets.js', 'type="module"');
const CLASSIC = script('recovery-widgets.classic.js');

const NONCE = "script-src 'nonce-n'";
const STRICT = `${NONCE} 'strict-dynamic'`;
const HOSTS = `${NONCE} ${CDN}/`;
const TRUSTED = `${STRICT}; require-trusted-types-for 'script'`;

/** Hash of the one file that a policy may name by it: docs/threats.md. */
const ALL = integrityHash(readFileSync(join(dist, 'cdn/all.js')));
const HASHED = `<script src="${CDN}/all.js" integrity="${ALL}" crossorigin="anonymous"></script>`;
const BESIDE = script('enhance.js', 'type="module"') + script('frame-parent.js', 'defer');

/** Each script with each policy under which it can load its files. */
const PAGES = [
  ...[HOSTS, STRICT].flatMap((policy) => [
    ['recovery-widgets.js', policy, MODULE],
    ['recovery-widgets.classic.js', policy, CLASSIC],
  ]),
  ['recovery-widgets.classic.js', TRUSTED, CLASSIC],
  // In CI, the module is under Trusted Types beside other files, below.
  ...nightly([['recovery-widgets.js', TRUSTED, MODULE]], []),
  ['all.js', NONCE, script('all.js')],
  ['all.js', TRUSTED, script('all.js')],
  ...[`'${ALL}'`, `'${ALL}' 'strict-dynamic'`].map((sources) => ['all.js', `script-src ${sources}`, HASHED]),
  ['recovery-widgets.js beside enhance.js and frame-parent.js', TRUSTED, BESIDE + MODULE],
];

test.describe('injected markup makes no script run', () => {
  for (const [files, policy, scripts] of PAGES)
    test(`with ${files} under ${policy}`, async ({open}) => {
      const {page, requests} = await open(
        pageOf(GADGETS + snippet('helpline-banner', 'region="US" lang="es"'), {script: scripts}),
        {
          // Without `base-uri`: a base must not move our files either.
          headers: {'content-security-policy': `${policy}; object-src 'none'`},
          // Any script from there would run.
          mounts: {[EVIL]: () => 'globalThis.hacked = true;'},
        },
      );
      // The methods of the document are shadowed for the test, too.
      await until(page, () => {
        const {querySelector} = globalThis.Document.prototype;
        return querySelector.call(document, 'recovery-helpline-banner')?.shadowRoot?.querySelector('.root');
      });
      // The same, added later. Trusted Types refuse that.
      await page
        .evaluate((html) => (document.body.appendChild(document.createElement('div')).innerHTML = html), GADGETS)
        .catch((error) => assert.match(error.message, /TrustedHTML/));
      await page.waitForLoadState('networkidle');
      // Chromium itself preloads the module under 'strict-dynamic', and runs nothing.
      const ours = [`${HOST}/`, `${EVIL}/current/core.js`];
      expect(requests.filter((url) => !url.startsWith(CDN) && !ours.includes(url))).toEqual([]);
      assert.equal(await page.evaluate(() => 'hacked' in globalThis), false);
      await page.evaluate(() =>
        globalThis.Document.prototype.querySelectorAll.call(document, 'img').forEach((image) => image.remove()),
      );
      assert.match(await visibleText(page), /Hable con alguien/);
    });

  test('and enhance.js finds finished widgets beside it', async ({open}) => {
    const {page, console} = await open(
      pageOf(GADGETS + (await finished('helpline-banner')), {script: script('enhance.js', 'type="module"')}),
      {headers: {'content-security-policy': NONCE}, mounts: {[EVIL]: () => 'globalThis.hacked = true;'}},
    );
    await until(page, () => {
      const {querySelector} = globalThis.Document.prototype;
      return !!querySelector.call(document, 'recovery-helpline-banner').shadowRoot.querySelector('.shield').onclick;
    });
    assert.equal(await page.evaluate(() => 'hacked' in globalThis), false);
    expect(console.filter((line) => !line.includes(EVIL))).toEqual([]);
  });
});
