/**
 * A release of numbers without code, with the built files: an older release is hosted, its numbers are renewed, and pages that follow
 * releases show the new ones. Compresses every file, so only in the nightly run (NIGHTLY=1).
 */
import assert from 'node:assert/strict';
import {cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {releaseRole, renewSite} from '../../src/tools/bundle/data-release.mjs';
import {filesIn} from '../../src/tools/bundle/integrity.mjs';
import {evergreenOf} from '../../src/tools/bundle/site.mjs';
import {mediaType} from '../../src/tools/serve.mjs';
import {prepareRelease} from '../support/hosting.mjs';
import {expect, test, upgraded} from '../support/page.mjs';

const VERSION = '1.2.3';
const OLD = {number: '1-800-555-0100', tel: '+18005550100', build: '0123456789'};
const NEW = {number: '1-800-662-4357', tel: '+18006624357'};

/** Makes the built files those of a release with another number. @param {string} cdn */
function makeOlder(cdn) {
  const assets = readdirSync(cdn).find((name) => name.startsWith('assets-')) ?? assert.fail();
  const build = assets.slice('assets-'.length);
  for (const file of filesIn(cdn)) {
    const path = join(cdn, file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      text.replaceAll(build, OLD.build).replaceAll(NEW.number, OLD.number).replaceAll(NEW.tel, OLD.tel),
    );
  }
  renameSync(join(cdn, assets), join(cdn, `assets-${OLD.build}`));
}

test.describe('the numbers of a hosted folder', () => {
  test.skip(!process.env.NIGHTLY, 'Every file is compressed only in the nightly run, with NIGHTLY=1');

  test('are renewed for pages that follow releases, and nothing else is', async ({page}) => {
    test.setTimeout(300_000);
    const temporary = mkdtempSync(join(tmpdir(), 'numbers-'));
    const target = join(temporary, 'recovery-widgets');
    const evergreen = evergreenOf(VERSION) ?? assert.fail();
    const hosted = join(target, evergreen);
    /** Opens a page with a banner, whose files come from the hosted folder. @param {string} script */
    const open = async (script) => {
      await page.unrouteAll();
      await page.route('**/*', (route) => {
        const {pathname} = new URL(route.request().url());
        if (pathname === '/')
          return route.fulfill({
            contentType: 'text/html; charset=utf-8',
            body: `<!doctype html><html lang="en"><title>x</title><body><recovery-helpline-banner region="US"></recovery-helpline-banner>${script}</body></html>`,
          });
        return route.fulfill({path: join(target, pathname), contentType: mediaType(pathname)});
      });
      await page.goto('https://partner.example/');
      await upgraded(page, 'helpline-banner');
      return page.locator('recovery-helpline-banner a[href^="tel:+1800"]').first();
    };
    const scripts = [
      `<script type="module" src="/${evergreen}/recovery-widgets.js"></script>`,
      `<script src="/${evergreen}/all.js"></script>`,
    ];
    try {
      prepareRelease(join(temporary, 'older'), VERSION, makeOlder)(target);
      for (const script of scripts) await expect(await open(script)).toHaveAttribute('href', `tel:${OLD.tel}`);
      const before = join(temporary, 'before');
      cpSync(target, before, {recursive: true});

      prepareRelease(join(temporary, 'newer'), VERSION);
      const report = renewSite({dist: join(temporary, 'newer', `dist-${VERSION}`), version: VERSION, target});
      assert.match(report[0], /^renewed the numbers of 1\/, 1\.2\.3: US$/);
      for (const script of scripts) await expect(await open(script)).toHaveAttribute('href', `tel:${NEW.tel}`);

      // All that was there is there, and code differs in the name of the build alone.
      const build = (
        readdirSync(hosted).find((name) => name.startsWith('assets-') && !name.endsWith(OLD.build)) ?? ''
      ).slice(7);
      for (const file of filesIn(before)) {
        const [was, is] = [before, target].map((folder) => readFileSync(join(folder, file)));
        const [, path] = new RegExp(`^${evergreen}/(.+?)(?:\\.br|\\.gz)?$`).exec(file) ?? [];
        if (was.equals(is) || /^(_headers|web\.config|start\/release\.json)$/.test(file)) continue;
        assert.ok(path && !path.startsWith('assets-'), file);
        if (releaseRole(path) === 'code' && path === file.slice(evergreen.length + 1))
          assert.equal(is.toString().replaceAll(build, ''), was.toString().replaceAll(OLD.build, ''), file);
      }
    } finally {
      rmSync(temporary, {recursive: true, force: true});
    }
  });
});
