/**
 * `recovery-widgets refresh` updates fallback content and numbers, and touches no other byte. Each test takes a page with fresh snippets, makes them
 * older as a release would have printed them, and expects the very same bytes back.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {before, describe, test} from 'node:test';
import {hashContent} from '../../src/tools/html/snippet-version.mjs';
import {snippetFromArgs} from '../../src/tools/pages/snippet-args.mjs';
import {refresh} from '../../src/tools/pages/refresh.mjs';
import {emergencyOf, lineOf, OTHER, US_LINE} from '../support/helplines.mjs';
import {root} from '../../src/tools/project.mjs';
import {temporaryFolder} from '../support/system.mjs';

const SAMARITANS = lineOf('gb-samaritans');
const GB = emergencyOf('gb');

/** Numbers of this release, and those of an older one. @type {[now: string, then: string][]} */
const OLDER = [
  // Of another length, in letters and in bytes.
  [US_LINE.number, '☎ 555-0199'],
  [US_LINE.href, OTHER.href],
  [`${GB}<`, '☎ 8<'],
  [`tel:${GB}`, 'tel:555'],
  [SAMARITANS.number, '116 124'],
];

/** Makes a snippet as a release that never was printed it, with other numbers. @param {string} html */
function older(html) {
  const [start, tag] = /<([\w-]+)[^>]*? data-recovery-version="[^"]*"[^>]*>/.exec(html)?.map(String) ?? [];
  const from = html.indexOf(start) + start.length;
  const to = html.lastIndexOf(`</${tag}>`);
  const fallback = OLDER.reduce((text, [now, then]) => text.replaceAll(now, then), html.slice(from, to));
  assert.notEqual(fallback, html.slice(from, to), 'nothing in it is older');
  const hash = hashContent(fallback.replace(/<template[^]*<\/template>/, ''));
  const oldStart = start.replace(/ data-recovery-version="[^"]*"/, ` data-recovery-version="0.0.9+2026-01-01.${hash}"`);
  return html.slice(0, html.indexOf(start)) + oldStart + fallback + html.slice(to);
}

/** @param {string} line @param {string} [code] */
const create = async (line, code = 'full') => (await snippetFromArgs([...line.split(' '), '--code', code])).html;

/** Refreshes a file with older snippets, and expects the fresh one. @param {(snippet: string) => string} file */
async function expectFresh(file, snippet, options = {}) {
  const [fresh, old] = [file(snippet), file(older(snippet))];
  assert.notEqual(old, fresh);
  const result = await refresh(Buffer.from(old), options);
  assert.deepEqual([result.text, result.decisions], [fresh, []]);
  assert.ok(result.changes.length);
  const again = await refresh(Buffer.from(fresh), options);
  assert.deepEqual([again.text, again.changes, again.decisions], [fresh, [], []]);
}

/** Returns the decisions about a file that stays as it is. */
async function decisionsFor(text) {
  const {text: result, decisions} = await refresh(Buffer.from(text));
  assert.equal(result, text, 'and changes nothing');
  return decisions;
}
const keysFor = async (text) => (await decisionsFor(text)).map(({key}) => key);

/** PHP’s serialize() of a string. @param {string} text */
const s = (text) => `s:${Buffer.byteLength(text)}:"${text}";`;
let div = '';
let tag = '';
let spanish = '';
before(async () => {
  div = await create('helpline-banner --region US --form div --base /1/');
  tag = await create('overdose-warning --region GB --heading-level 3 --base /1/');
  spanish = await create('helpline-banner --region US --lang es --variant compact --form div --base /1/');
});

describe('refresh', () => {
  test('refreshes every form of a snippet', async () => {
    const page = (html) => `<!doctype html>\n<p>Ünder</p>\n${html}<p>after</p>`;
    for (const form of ['div', 'tag', 'frame'])
      await expectFresh(page, await create(`helpline-banner --region US --lang es --form ${form}`));
    for (const code of ['full', 'author'])
      await expectFresh(page, await create('overdose-warning --region GB --form div --base /1/', code));
    await expectFresh((html) => html, await create('faq --region GB --form static'));
    await expectFresh((html) => html, await create('helpline-banner --region GB-SCT --form static'));
    await expectFresh((html) => html, await create('care-gaps --region US --form static'));
  });

  test('keeps line breaks, indentation and everything around, in templates of all kinds', async () => {
    const around = {
      crlf: (html) => `<main>\r\n${html.replaceAll('\n', '\r\n')}</main>\r\n`,
      indented: (html) => `<main>\n${html.replace(/^(?=.)/gm, '\t\t')}\t</main>`,
      oneLine: (html) => html.replace(/\n */g, ''),
      twig: (html) => `{% extends "a.twig" %}{% if a < b and c > d %}\n${html}{{ "<p>" | raw }}{% endif %}`,
      liquid: (html) => `{% for x in y %}{{ x.a | append: "<b" }}\n${html}{% endfor %}`,
      php: (html) => `<?php if ($a<b && $c == "x>") { ?>\n${html}<?php } echo $a->b; ?>\n<div title='<?= $x ?>'>`,
      twice: (html) => `${html}\n<hr>\n${html}`,
      attributes: (html) =>
        html.replace(/ data-recovery-widget="([^"]*)"/, " CLASS=x data-recovery-widget='“Recovery-$1”'"),
      xhtml: (html) => html.replaceAll('<br>', '<br />'),
      byteOrderMark: (html) => `\ufeff${html}`,
      slotted: (html) =>
        html.replace(/<\/div>(?![^]*<\/div>)/, '<p slot="end"><a href="/card.html">A card</a></p>\n</div>'),
    };
    for (const [name, file] of Object.entries(around))
      for (const html of name === 'attributes' || name === 'slotted' ? [div, spanish] : [div, spanish, tag])
        await expectFresh(file, html);
    const item = (/** @type {string} */ html) => `---\ntitle: x\n---\n\n- a\n\n${html}\n\n# Next\n`;
    await expectFresh(item, spanish, {isMarkdown: true});
  });

  test('refreshes snippets in PHP, and leaves a string alone that the new text would end', async () => {
    const one = spanish.replace(/\n */g, '');
    await expectFresh((html) => `<?php echo '${html}';`, one);
    await expectFresh((html) => `<?php\necho <<<HTML\n${html}HTML;\n`, spanish);
    const dollar = await create('helpline-banner --region US --form div --phone=555-0100 --operator=A$B');
    const php = `<?php echo '${older(dollar)}';`;
    assert.deepEqual(await keysFor(php), ['php']);
  });

  test('leaves text with escapes alone, and serialized PHP, whose bytes are counted', async () => {
    const old = older(spanish);
    const one = old.replace(/\n */g, '');
    const entities = old.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    for (const [text, key] of /** @type {const} */ ([
      [`<?php $a = "${one.replaceAll('"', '\\"')}";`, 'escaped'],
      [`<script>const a = ${JSON.stringify(old)};</script>`, 'escaped'],
      [`<iframe srcdoc="${entities}"></iframe>`, 'escaped'],
      [`a;"${old.replaceAll('"', '""')}"\n`, 'escaped'],
      [`<pre>a:1:{s:4:"text";${s(old)}}</pre>`, 'serialized'],
    ]))
      assert.deepEqual(await keysFor(text), [key], text);
    await expectFresh((html) => `<pre>${s('abc')}</pre>${html}`, spanish);
  });

  test('writes nothing that the encoding of the file lacks', async () => {
    const old = older(spanish);
    const ascii = old.replace(/[^\0-\x7f]/gu, (char) => `&#${char.codePointAt(0)};`);
    for (const bytes of [
      Buffer.from(`<meta charset="iso-8859-1">${ascii}`),
      Buffer.from(`<meta http-equiv=Content-Type content="text/html; charset=windows-1252">${ascii}`),
      Buffer.concat([Buffer.from([0xe9]), Buffer.from(old)]),
      Buffer.from(`\ufeff${old}`, 'utf16le'),
      Buffer.from(old, 'utf16le'),
    ]) {
      const {changes, decisions} = await refresh(bytes);
      assert.deepEqual([changes, decisions.map(({key}) => key)], [[], ['encoding']]);
    }
    await expectFresh((html) => `<meta charset="UTF-8">${html}`, spanish);
    assert.deepEqual((await refresh(Buffer.from([0xff, 0xfe, 0x48, 0]))).decisions, [], 'without a snippet');
  });

  test('asks a person where content was edited, where it is missing, and where it cannot know', async () => {
    const old = older(spanish);
    const cases = /** @type {[string, RegExp][]} */ ([
      [old.replace('Ayuda', 'Socorro'), /edited the fallback content/],
      [old.replace(/ data-recovery-version="[^"]*"/, ''), /that of an earlier release, or somebody’s own/],
      [spanish.replace(/(<div[^>]*>)[^]*<\/div>/, '$1 </div>'), /has no fallback content/],
      [old.replace(/"helpline-banner"/g, '"banner"'), /Unknown widget “banner”.*helpline-banner/],
      [old.replace('data-region="US"', 'data-region="ZZ"'), /Unknown region “ZZ”/],
      [old.replace('data-lang="es"', 'data-lang="tlh"'), /Unknown language “tlh”/],
      [old.replace(/ (data-)?lang="es"/g, ''), /Neither the snippet nor the page has a language/],
      [old.replace('</div>', ''), /end tag <\/div> is missing/],
      [old.replace('+2026', '+2099').replace('0.0.9', '9.0.0'), /9\.0\.0, newer than this one/],
      [old.replace('data-variant="compact"', 'data-variant="tiny"'), /Invalid value "tiny" for “variant”\. Allowed/],
      [old.replace(/(<div[^>]*>)/, '$1<p slot="end">x</p>'), /Other content is inside/],
    ]);
    for (const [text, problem] of cases) {
      const decisions = await decisionsFor(text);
      assert.equal(decisions.length, 1, String(problem));
      assert.match(decisions[0].problem, problem);
    }
  });

  test('refreshes the numbers of short code, and no number or sentence of somebody’s own', async () => {
    const {href, number} = lineOf('us-988');
    const [banner, ...others] = ['helpline-banner', 'overdose-warning --form div', 'trigger-checklist'];
    for (const line of [`${banner} --lang zh-Hans`, ...[banner, ...others].map((line) => `${line} --lang es`)]) {
      const fresh = await create(`${line} --region GB`, 'short');
      // Numbers of another country, as after a change of the region, and a space between sentences that Chinese does without.
      const other = fresh.replaceAll(GB, emergencyOf('us')).replace('？', '？ ');
      const old = other.replace(/tel:0\d+">[\d ]+/, `${href}">${number}`);
      const {text, decisions, changes} = await refresh(Buffer.from(old));
      assert.deepEqual([text, decisions, changes.length], [fresh, [], 1]);
      assert.deepEqual(await keysFor(fresh), []);
      for (const own of [fresh.replaceAll(GB, '7075550100'), fresh.replace('</a>', ' (Maria)</a>')])
        assert.deepEqual(await keysFor(own), ['unmarked']);
    }
  });

  test('replaces edited and missing content on request only', async () => {
    const missing = spanish.replace(/(<div[^>]*>)[^]*<\/div>/, '$1\n</div>');
    for (const text of [older(spanish).replace('Ayuda', 'Socorro'), missing]) {
      const {text: result, decisions} = await refresh(Buffer.from(text), {replaceEdited: true});
      assert.deepEqual([result, decisions], [spanish, []]);
    }
  });

  test('finds numbers that no page may show, however they are written', async () => {
    const texts =
      '<a href="tel:+448007766 00">FRANK</a>|<a href="tel:08007 76600">FRANK</a>|Ring 0800 77 66 00 now|Ring 0800-776-600 now|Ring (0800) 77 66 00 now|Ring +44 800 776600 now|Ring +44 800 77 66 00|Ring 0800\u00a077\u00a066\u00a000|Ring 0044 800 77.66.00|Ring 0800\u201177\u201166\u201100|<a href="tel:1415">Anti-Narcotics Force</a>|01805 / 313031|0900-0113|<a href="tel:0769040404">|6389 2222';
    for (const text of texts.split('|')) {
      const decisions = await decisionsFor(text);
      assert.equal(decisions.length, 1, text);
      assert.match(decisions[0].problem, /No page may show this number/);
    }
    const others = ['room 1415', '20800776600123', 'tel:14150', '0800 77 66 01', 'call 1933 people', 'id=08007766001'];
    for (const text of others) assert.deepEqual(await decisionsFor(text), [], text);
  });
});

test('npx recovery-widgets refresh shows changes, writes them on request, and reports the rest by its status', () => {
  const folder = temporaryFolder('refresh');
  const command = join(root, 'dist/bin/recovery-widgets.js');
  const run = (...args) => spawnSync(process.execPath, [command, 'refresh', ...args], {cwd: folder, encoding: 'utf8'});
  mkdirSync(join(folder, 'site/node_modules'), {recursive: true});
  const page = (html) => `<!doctype html>\n<p>é</p>\n${html}`;
  const at = (file) => join(folder, 'site', file);
  const read = (file) => readFileSync(at(file), 'utf8');
  /** Runs the command, and checks its status and some of its output. */
  const expectOutput = (args, status, ...outputs) => {
    const {stdout, stderr, status: own} = run(...args);
    assert.equal(own, status, stdout + stderr);
    for (const output of outputs) assert.match(stdout, output);
  };
  writeFileSync(at('a.html'), page(older(spanish)));
  writeFileSync(at('b.sql'), older(div));
  writeFileSync(at('node_modules/d.html'), older(div));

  const {number} = US_LINE;
  const change = new RegExp(`site/a\\.html:\\d+: helpline-banner, es, US\\n {2}- .*555-0199.*\\n {2}\\+ .*${number}`);
  expectOutput(['site'], 1, change, /1 files, 1 snippets: 1 to update in 1 files, 0 to decide/);
  assert.equal(read('a.html'), page(older(spanish)));
  expectOutput(['site', '--write'], 0);
  assert.equal(read('a.html'), page(spanish));
  for (const file of ['b.sql', 'node_modules/d.html']) assert.equal(read(file), older(div));
  expectOutput(['site'], 0, /0 to update in 0 files/);
  expectOutput(['site/b.sql'], 1, /b\.sql: not read: allowed are files that end in html/);
  writeFileSync(at('a.html'), page(older(spanish).replace('Ayuda', 'Socorro')));
  expectOutput(['site', '--write'], 1, /needs a decision: Somebody has edited the fallback content/);
});
