/**
 * Each widget looks as in its pictures: light, dark, Arabic, narrow, on paper, and used. `npm run pictures` shows what differs,
 * and CONTRIBUTING.md says how to take it over.
 */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {PNG} from 'pngjs';
import {difference, review} from '../../src/tools/cli/pictures.mjs';
import {root} from '../../src/tools/cli/prepare.mjs';
import {WIDGETS} from '../support/harness.mjs';

const folder = join(root, 'test/baselines/pictures');
const pictures = readdirSync(folder).filter((file) => file.endsWith('.png'));

describe('pictures', () => {
  it('are what each widget looks like', async (t) => {
    const {skipped, total, found} = await review();
    if (skipped) return t.skip(skipped);
    assert.deepEqual(
      found.map(({name, words}) => `${name}: ${words}`),
      [],
      'look at test/baselines/pictures/review/index.html',
    );
    assert.equal(total, pictures.length);
  });

  it('are there for each widget and look, and are small', () => {
    const looks = ['ar', 'dark', 'light', 'narrow'];
    const missing = WIDGETS.flatMap((name) => looks.map((look) => `${name}.${look}.png`)).filter(
      (file) => !pictures.includes(file),
    );
    assert.deepEqual(missing, []);
    assert.equal(pictures.filter((file) => file.endsWith('.print.png')).length, WIDGETS.length - 1);
    const bytes = pictures.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    assert.ok(bytes < 3_000_000, `${bytes} bytes`);
  });

  it('tell a full stop, a pale background and a line more; not the rounding of a shade', () => {
    const before = readFileSync(join(folder, 'overdose-warning.light.png'));
    const changed = (change) => {
      const png = PNG.sync.read(before);
      return PNG.sync.write(change(png) ?? png);
    };
    const paint = ({data, width}, [x, y, wide, high], color) => {
      for (let row = y; row < y + high; row++)
        for (let column = x; column < x + wide; column++) data.set(color, 4 * (row * width + column));
    };
    assert.equal(
      difference(
        before,
        changed(() => {}),
      ),
      undefined,
    );
    const shade = (by) =>
      changed(({data}) => {
        for (let at = 0; at < data.length; at++) if (at % 4 < 3 && data[at] === 102) data[at] += by;
      });
    assert.equal(difference(before, shade(8)), undefined);
    const stop = changed((png) => paint(png, [8, 8, 3, 3], [27, 39, 51, 255]));
    assert.match(difference(before, stop).words, /^9 pixels differ$/);
    const pale = changed((png) => paint(png, [0, 0, png.width, 16], [250, 250, 250, 255]));
    assert.match(difference(before, pale).words, /^#fafafa is new$/);
    const longer = changed((png) => {
      const more = new PNG({width: png.width, height: png.height + 24, fill: true});
      PNG.bitblt(png, more, 0, 0, png.width, png.height, 0, 0);
      return more;
    });
    assert.match(difference(before, longer).words, /^1000 × \d+ is now 1000 × \d+/);
    assert.match(difference(undefined, before).words, /new/);
    assert.match(difference(before, undefined).words, /any more/);
  });
});
