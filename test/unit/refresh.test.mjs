/**
 * `recovery-widgets refresh` updates fallback content and numbers, and touches no other byte. Each test takes a page with fresh snippets, makes them
 * older as a release would have printed them, and expects the very same bytes back.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {snippetFromArgs} from '../../src/tools/html/snippet-args.mjs';
import {kindOfText} from '../../src/tools/pages/kinds.mjs';
import {refresh} from '../../src/tools/pages/refresh.mjs';
import {older} from '../support/older.mjs';
import {root} from '../support/sources.mjs';

/** @param {string} text */
const binary = (text) => Buffer.from(text).toString('latin1');
/** @param {string} text */
const plain = (text) => Buffer.from(text, 'latin1').toString();

/** @param {string} line */
const create = async (line) => (await snippetFromArgs(line.split(' '))).html;

/**
 * Refreshes a file with older snippets, and expects the fresh one.
 *
 * @param {(snippet: string) => string} file
 * @param {string} snippet
 * @param {import('../../src/tools/pages/refresh.mjs').Options} [options]
 */
async function expectFresh(file, snippet, options) {
  const [fresh, old] = [file(snippet), file(older(snippet))];
  assert.notEqual(old, fresh);
  const result = await refresh(binary(old), options);
  assert.deepEqual(result.decisions, []);
  assert.equal(plain(result.binary), fresh);
  assert.ok(result.changes.length);
  const again = await refresh(result.binary, options);
  assert.deepEqual([again.binary, again.changes, again.decisions], [result.binary, [], []]);
}

/** PHP’s serialize() of a string. @param {string} text */
const s = (text) => `s:${Buffer.byteLength(text)}:"${text}";`;
/** A string in SQL as mysqldump writes it. @param {string} text */
const sql = (text) =>
  `'${text
    .replace(/[\\'"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')}'`;

const KINDS = /** @type {const} */ (['html', 'markdown', 'php', 'json', 'sql', 'xml']);

let div = '';
let tag = '';
let spanish = '';
before(async () => {
  div = await create('helpline-banner --region US --form div --base /1/');
  tag = await create('overdose-warning --region GB --heading-level 3 --base /1/');
  spanish = await create('helpline-banner --region US --lang es --variant compact --form div --base /1/');
});

describe('refresh', () => {
  test('renews every form of a snippet', async () => {
    for (const form of ['div', 'tag', 'frame'])
      await expectFresh(
        (html) => `<!doctype html>\n<p>Ünder</p>\n${html}<p>after</p>`,
        await create(`helpline-banner --region US --lang es --form ${form}`),
      );
    await expectFresh((html) => html, await create('faq --region GB --form prerendered'));
    await expectFresh((html) => html, await create('care-gaps --region US --form prerendered'));
  });

  test('renews the structured data of questions', async () => {
    const fresh = await create('faq --region GB --form json-ld');
    const old = fresh.replaceAll('999', '998').replace(/\+20[\d-]+\.\w+/, '+2026-01-01.aaaaa');
    const {binary: result, decisions} = await refresh(binary(`<p>${old}</p>`));
    assert.deepEqual(decisions, []);
    assert.equal(plain(result), `<p>${fresh}</p>`);
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
        await expectFresh(file, html, {kind: name === 'php' ? 'php' : 'html'});
    const item = (/** @type {string} */ html) => `---\ntitle: x\n---\n\n- a\n\n${html}\n\n# Next\n`;
    await expectFresh(item, spanish, {kind: 'markdown'});
  });

  test('renews snippets in strings of programs', async () => {
    const one = spanish.replace(/\n */g, '');
    await expectFresh((html) => `<?php echo '${html}';`, one, {kind: 'php'});
    await expectFresh((html) => `<?php\n$a = "${html.replaceAll('"', '\\"')}";\n$b = "\\"";`, one, {kind: 'php'});
    await expectFresh((html) => `<?php\necho <<<HTML\n${html}HTML;\n`, spanish, {kind: 'php'});
    await expectFresh((html) => `<script>const a = ${JSON.stringify(html)};</script>`, spanish);
  });

  test('renews snippets in JSON, with the escapes of the file', async () => {
    const unicode = (/** @type {string} */ json) =>
      json.replace(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
    for (const encode of [
      (/** @type {string} */ html) => JSON.stringify({a: [1, html, 'é'], b: '"'}, null, 2),
      (/** @type {string} */ html) => JSON.stringify({html: `ü${html}`}).replaceAll('/', '\\/'),
      (/** @type {string} */ html) => unicode(JSON.stringify({html: `ü${html}`})).replaceAll('/', '\\/'),
      (/** @type {string} */ html) => JSON.stringify({html}).replaceAll('<', '\\u003C').replaceAll('>', '\\u003E'),
      (/** @type {string} */ html) => JSON.stringify({data: JSON.stringify([{html}])}),
    ])
      for (const html of [div, spanish, tag]) await expectFresh(encode, html, {kind: 'json'});
  });

  test('renews snippets in dumps of WordPress, and corrects the lengths of serialized strings, in bytes', async () => {
    const post = (/** @type {string} */ html) =>
      `<!-- wp:html -->\r\n${html}<!-- /wp:html -->\n\n<p>It’s “ok” \\ 50%</p>`;
    const widget = (/** @type {string} */ html) =>
      `a:3:{i:2;a:2:{s:5:"title";s:0:"";s:7:"content";${s(`é${html}`)}}i:3;O:8:"stdClass":1:{s:1:"a";b:1;}s:12:"_multiwidget";i:1;}`;
    const dump = (/** @type {(html: string) => string} */ content) => (/** @type {string} */ html) =>
      `-- It's a dump; don't trip\n/*!40101 SET NAMES utf8mb4 */;\nINSERT INTO \`wp's\` VALUES (1,'a\\'b','é'),(2,${sql(content(html))},NULL);\n# it's over\n`;
    const elementor = (/** @type {string} */ html) =>
      JSON.stringify([{id: 'a', settings: {html}}]).replaceAll('/', '\\/');
    for (const html of [div, spanish, tag]) {
      await expectFresh(dump(post), html, {kind: 'sql'});
      await expectFresh(dump(widget), html, {kind: 'sql'});
      await expectFresh(dump(elementor), html, {kind: 'sql'});
      await expectFresh(
        dump((text) => s(widget(text))),
        html,
        {kind: 'sql'},
      );
      await expectFresh(
        dump((text) => `a:1:{s:1:"j";${s(elementor(text))}}`),
        html,
        {kind: 'sql'},
      );
      // A name such as dump.txt does not say that it is one.
      await expectFresh(dump(widget), html);
    }
    const doubled = (/** @type {string} */ html) => `INSERT INTO p VALUES ('it''s', '${html.replaceAll("'", "''")}');`;
    await expectFresh(doubled, spanish, {kind: 'sql'});
  });

  test('renews snippets in an export of WordPress (XML), serialized ones included', async () => {
    const around = (/** @type {string} */ html) =>
      `<?xml version="1.0" encoding="UTF-8" ?>\n<rss><channel>\n<item><content:encoded><![CDATA[<p>é</p>\n${html}]]></content:encoded>
<wp:meta_value><![CDATA[a:1:{s:4:"text";${s(`é${html}`)}}]]></wp:meta_value>
<wp:meta_value><![CDATA[${JSON.stringify([{html}])}]]></wp:meta_value></item></channel></rss>\n`;
    for (const html of [div, spanish, tag]) {
      await expectFresh(around, html, {kind: 'xml'});
      await expectFresh(around, html);
    }
    const old = around(older(spanish));
    const {changes} = await refresh(binary(old));
    assert.equal(changes.length, 3);
    assert.equal(changes[0].line, old.slice(0, old.indexOf('<div')).split('\n').length);
  });

  test('never changes the length of a string that is counted, whatever the file is called', async () => {
    const option = `a:1:{s:4:"text";${s(older(spanish))}}`;
    for (const text of [
      option,
      `<pre>${option}</pre>`,
      `{{ '${option}' }}`,
      `UNKNOWN STATEMENT ${sql(option)};`,
      `<rss><title>${option}</title></rss>`,
    ])
      for (const kind of [undefined, ...KINDS]) {
        const {binary: result, decisions, changes} = await refresh(binary(text), {kind});
        if (changes.length) {
          // Where it is known as serialized, its length is right.
          assert.ok(
            plain(result).includes(s(spanish)) || plain(result).includes(sql(s(spanish)).slice(1, -1)),
            `${kind}: ${text}`,
          );
          continue;
        }
        assert.equal(plain(result), text);
        if (decisions.length)
          assert.deepEqual(
            decisions.map(({key}) => key),
            [kind === 'xml' ? 'xml' : 'serialized'],
          );
      }
  });

  test('knows the length of counted strings by the way they are escaped', async () => {
    const cyrillic = 'Программа помощи. '.repeat(60);
    const option = (/** @type {string} */ html) => `a:1:{s:4:"text";${s(cyrillic + html)}}`;
    const unicode = (/** @type {string} */ json) =>
      json.replace(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const entities = (/** @type {string} */ text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    const old = older(spanish);
    for (const text of [
      `<script>const o = ${JSON.stringify({v: option(old)})};</script>`,
      `<script>const o = ${unicode(JSON.stringify({v: option(old)}))};</script>`,
      `<script>const o = ${unicode(JSON.stringify(JSON.stringify({v: option(old)})))};</script>`,
      `<div data-o="${entities(option(old))}"></div>`,
    ]) {
      const {binary: result, decisions} = await refresh(binary(text), {kind: 'html'});
      assert.equal(plain(result), text);
      assert.match(decisions.map(({key}) => key).join(), /^(serialized|escaped)$/);
    }
    // Snippets beside one are not part of it, nor are those after something that only looks like one.
    const rows = (/** @type {string} */ html) =>
      `{"v": ${JSON.stringify(option(old))}}\n{"v": ${JSON.stringify(html)}}\n{"v": ${JSON.stringify(html)}}\n`;
    const {changes, decisions} = await refresh(binary(rows(old)));
    assert.deepEqual([decisions.map(({key}) => key), changes.map(({line}) => line)], [['serialized'], [2, 3]]);
    for (const around of [`<pre>s:800:"…";</pre>`, `<script>a?s:3000:"x"</script>`, `<pre>${s('abc')}</pre>`])
      await expectFresh((html) => around + html, spanish);
  });

  test('keeps a text of XML whole that is divided, and everything outside of it', async () => {
    const around = (/** @type {string} */ html) =>
      `<?xml version="1.0"?><a><!-- <![CDATA[${older(spanish)}]]> --><![CDATA[a:1:{s:4:"text";${s(`x ]]> <![CDATA[ y ${html} ]]> z`).replaceAll(']]>', ']]]]><![CDATA[>')}}]]></a>`;
    await expectFresh(around, spanish);
    const page = `<?xml version="1.0"?><html lang="es" data-recovery-region="US"><script>//<![CDATA[\n1\n//]]></script>`;
    for (const [text, key] of /** @type {const} */ ([
      [`${page}${older(spanish)}</html>`, 'xml'],
      [`${page}${older(spanish).replaceAll('<', '&lt;')}</html>`, 'escaped'],
    ])) {
      const {binary: result, decisions} = await refresh(binary(text));
      assert.equal(plain(result), text);
      assert.deepEqual(
        decisions.map((decision) => [decision.key, decision.line]),
        [[key, text.slice(0, text.search(/(<|&lt;)div /)).split('\n').length]],
      );
    }
  });

  test('knows the place of the page for its snippets in strings and after them', async () => {
    const bare = spanish.replace(' data-region="US"', '');
    const page = (/** @type {string} */ html) =>
      `<html lang="es" data-recovery-region="US"><script type="application/json">${JSON.stringify({body: html})}</script>\n${html}`;
    await expectFresh(page, bare);
  });

  test('writes nothing that the encoding of the file lacks, or its escapes', async () => {
    const old = older(spanish);
    const ascii = (/** @type {string} */ text) => text.replace(/[^\0-\x7f]/gu, (char) => `&#${char.codePointAt(0)};`);
    const csv = `a;"${old.replaceAll('"', '""')}"\n`;
    for (const [text, key] of /** @type {const} */ ([
      [`<meta charset="iso-8859-1">${ascii(old)}`, 'encoding'],
      [`<meta http-equiv=Content-Type content="text/html; charset=windows-1252">${ascii(old)}`, 'encoding'],
      [`<?xml version="1.0" encoding="ISO-8859-1"?><a><![CDATA[${ascii(old)}]]></a>`, 'encoding'],
      [`<iframe srcdoc="${old.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`, 'escaped'],
      [csv, 'escaped'],
      [`CREATE TABLE p (a text);\nCOPY p (a) FROM stdin;\n1\tIt's ${old.replaceAll('\n', '\\n')}\n\\.\n`, 'copy'],
    ])) {
      const {binary: result, decisions} = await refresh(binary(text));
      assert.equal(plain(result), text);
      assert.deepEqual([...new Set(decisions.map((decision) => decision.key))], [key], text);
    }
    const utf8 = (/** @type {string} */ html) => `<meta charset="UTF-8">${html}`;
    await expectFresh(utf8, spanish);
    const sqlite = (/** @type {string} */ html) =>
      `INSERT INTO p VALUES ('C:\\x it''s ${html.replaceAll("'", "''")}');`;
    await expectFresh(sqlite, spanish);
    // A dump that was cut off: an apostrophe without its other.
    const cut = `INSERT INTO p VALUES ('${old}`;
    assert.equal(plain((await refresh(binary(cut), {kind: 'sql'})).binary), cut);
  });

  test('reads prose as prose', async () => {
    for (const start of [
      'Insert into the page, then publish:',
      'Update the set of numbers:',
      'Create table of contents',
      'Drop table one;',
    ])
      await expectFresh((html) => `${start}\n\n${html}`, spanish);
    assert.deepEqual((await refresh('BZhang is our doctor')).decisions, []);
    assert.deepEqual((await refresh('\xff\xfeH\0i\0')).decisions, [], 'nothing of ours, and nobody asked');
  });

  test('distinguishes a file that cannot be read from one without a snippet', async () => {
    const utf16 = Buffer.from(`\ufeff${div}`, 'utf16le').toString('latin1');
    for (const [text, key] of /** @type {const} */ ([
      [utf16, 'utf-16'],
      [utf16.slice(2), 'utf-16'],
      [gzipSync(div).toString('latin1'), 'compressed'],
      ['PK\x03\x04…', 'compressed'],
      ['\x89PNG\r\n\x1a\n\0\0\0', 'no-text'],
      ['%PDF-1.7', 'no-text'],
    ]))
      for (const kind of [undefined, .../** @type {const} */ (['html', 'sql'])]) {
        const {binary: result, decisions} = await refresh(text, {kind, isChosen: true});
        assert.equal(result, text);
        assert.deepEqual(
          decisions.map((decision) => [decision.line, decision.key]),
          [[0, key]],
        );
      }
    for (const text of ['', 'text', '<p>é</p>']) assert.deepEqual((await refresh(binary(text))).decisions, []);
  });

  test('reads a file whose name does not say how by its beginning', () => {
    for (const [text, kind] of /** @type {const} */ ([
      ['-- MySQL dump\n\nINSERT INTO `a` VALUES (1);', 'sql'],
      ['\ufeffDROP TABLE IF EXISTS a;\n', 'sql'],
      ['<p>a</p>\nINSERT INTO a VALUES (1);', 'html'],
      [' {"a": "<?php"}', 'json'],
      ['{% if a %}', 'html'],
      ['<?xml version="1.0"?><rss></rss>', 'xml'],
      ['<?php echo 1;', 'php'],
      ['<p><?= $a ?></p>', 'php'],
      ['', 'html'],
    ]))
      assert.equal(kindOfText(text), kind, text);
  });

  test('leaves serialized data alone whose lengths are wrong already', async () => {
    const broken = `INSERT INTO o VALUES (${sql(`a:1:{i:0;s:5:"${older(spanish)}";}`)});`;
    const {binary: result, decisions, changes} = await refresh(binary(broken), {kind: 'sql'});
    assert.equal(plain(result), broken);
    assert.match(decisions[0].problem, /broken at byte/);
    assert.deepEqual(changes, []);
  });

  test('keeps bytes that are not text', async () => {
    const bytes = Buffer.concat([
      Buffer.from("INSERT INTO b VALUES (_binary '"),
      Buffer.from([0xff, 0xfe, 0x80, 0x5c, 0x27]),
      Buffer.from(`',${sql(older(spanish))});`),
    ]);
    const fresh = Buffer.concat([bytes.subarray(0, bytes.indexOf("',")), Buffer.from(`',${sql(spanish)});`)]);
    const {binary: result} = await refresh(bytes.toString('latin1'), {kind: 'sql'});
    assert.deepEqual(Buffer.from(result, 'latin1'), fresh);
    const page = Buffer.concat([Buffer.from([0xe9]), Buffer.from(older(spanish))]).toString('latin1');
    const unreadable = await refresh(page);
    assert.equal(unreadable.binary, page);
    assert.match(unreadable.decisions[0].problem, /not UTF-8/);
  });

  test('leaves parts outside the page: comments, and code in Markdown', async () => {
    const old = older(spanish);
    for (const [text, kind] of /** @type {const} */ ([
      [`<!-- ${old} -->`, 'html'],
      [`{# ${old} #}`, 'html'],
      [`Paste this:\n\n\`\`\`html\n${old}\`\`\`\n`, 'markdown'],
      [old.replaceAll('<', '&lt;'), 'html'],
      ['<p>recovery-helpline-banner</p><div data-recovery-region="US">', 'html'],
    ])) {
      const {binary: result, snippets} = await refresh(binary(text), {kind});
      assert.equal(plain(result), text);
      assert.equal(snippets, 0);
    }
  });

  /** @param {string} text @param {import('../../src/tools/pages/refresh.mjs').Options} [options] */
  const decisionsFor = async (text, options) => {
    const {binary: result, decisions} = await refresh(binary(text), options);
    assert.equal(plain(result), text, 'and changes nothing');
    return decisions;
  };

  test('asks a person where content was edited, where it is missing, and where it cannot know', async () => {
    const old = older(spanish);
    const cases = /** @type {[string, RegExp][]} */ ([
      [old.replace('Ayuda', 'Socorro'), /edited the fallback content/],
      [old.replace(/ data-recovery-version="[^"]*"/, ''), /no data-recovery-version/],
      [spanish.replace(/(<div[^>]*>)[^]*<\/div>/, '$1 </div>'), /has no fallback content/],
      [old.replace(/"helpline-banner"/g, '"banner"'), /Unknown widget “banner”.*helpline-banner/],
      [old.replace('data-region="US"', 'data-region="ZZ"'), /Unknown region “ZZ”/],
      [old.replace('data-lang="es"', 'data-lang="tlh"'), /Unknown language “tlh”/],
      [old.replace(/ (data-)?lang="es"/g, ''), /Neither the snippet nor the page has a language/],
      [old.replace('</div>', ''), /end tag <\/div> is missing/],
      [old.replace('+2026', '+2099').replace('0.0.9', '9.0.0'), /9\.0\.0, newer than this one/],
      [old.replace('data-variant="compact"', 'data-variant="tiny"'), /Invalid value "tiny" for “variant”\. Allowed/],
      [old.replace('<p>', '<p slot="end">x</p><p>'), /Other content is inside/],
    ]);
    for (const [text, problem] of cases) {
      const [decision, ...rest] = await decisionsFor(text);
      assert.match(decision?.problem ?? 'none', problem);
      assert.deepEqual(rest, []);
    }
  });

  test('replaces edited and missing content on request only', async () => {
    for (const text of [
      older(spanish).replace('Ayuda', 'Socorro'),
      spanish.replace(/(<div[^>]*>)[^]*<\/div>/, '$1\n</div>'),
    ]) {
      const {binary: result, decisions} = await refresh(binary(text), {replaceEdited: true});
      assert.deepEqual(decisions, []);
      assert.equal(plain(result), spanish);
    }
  });

  test('takes language and region from the page, as widgets do', async () => {
    const bare = spanish.replace(/ (data-)?lang="es"| data-region="US"/g, '');
    await expectFresh((html) => `<!doctype html><html lang="es-MX" data-recovery-region="us">${html}`, bare);
    await expectFresh((html) => html, bare.replace(' data-variant', ' data-region="US" data-variant'), {lang: 'es'});
  });

  test('is silent on fresh snippets, however an editor has changed their markup', async () => {
    const edited = spanish
      .replaceAll(/<\/?bdi[^>]*>| aria-label="[^"]*"/g, '')
      .replace(/>\n/g, '><br />\n')
      .replace(/ data-recovery-version="[^"]*"/, '');
    assert.deepEqual(await decisionsFor(edited), []);
  });

  test('renews a link that leads elsewhere, and leaves out one that an editor has removed', async () => {
    const wrong = spanish.replace('href="tel:911"', 'href="tel:912"');
    const {binary: result, decisions} = await refresh(binary(wrong));
    assert.deepEqual([plain(result), decisions], [spanish, []]);
    assert.deepEqual(await decisionsFor(div.replaceAll(/ href="sms:[^"]*"/g, '')), []);
  });

  test('finds numbers that no page may show, however they are written', async () => {
    for (const text of [
      '<a href="tel:+448007766 00">FRANK</a>',
      '<a href="tel:08007 76600">FRANK</a>',
      'Ring 0800 77 66 00 now',
      'Ring 0800-776-600 now',
      'Ring (0800) 77 66 00 now',
      'Ring +44 800 776600 now',
      'Ring +44 (0)800 77 66 00'.replace('(0)', ''),
      'Ring 0800\u00a077\u00a066\u00a000',
      'Ring 0044 800 77.66.00',
      'Ring 0800\u201177\u201166\u201100',
      '<a href="tel:141">CVV</a>',
      '01805 / 313031',
      '0900-0113',
      '<a href="tel:0769040404">',
      '6389 2222',
    ]) {
      const decisions = await decisionsFor(text);
      assert.equal(decisions.length, 1, text);
      assert.match(decisions[0].problem, /No page may show this number/);
    }
    for (const text of [
      'room 141',
      '20800776600123',
      'tel:1410',
      '0800 77 66 01',
      'call 1933 people',
      'id=08007766001',
    ])
      assert.deepEqual(await decisionsFor(text), [], text);
  });

  test('reads anything, quickly enough', async () => {
    const noise = '<div data-recovery-widget="helpline-banner" '.repeat(2000);
    assert.ok(await refresh(noise));
    assert.ok(await refresh(`a:1:{${'s:9:"recovery-";'.repeat(5)}`, {kind: 'sql'}));
    let deep = older(spanish);
    for (let depth = 0; depth < 12; depth++) deep = JSON.stringify({a: deep});
    assert.ok((await refresh(binary(deep), {kind: 'json'})).decisions.length);
  });
});

describe('npx recovery-widgets refresh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'refresh-'));
  after(() => rmSync(folder, {recursive: true, force: true}));
  /** @param {string[]} args */
  const run = (...args) =>
    spawnSync(process.execPath, [join(root, 'dist/bin/recovery-widgets.js'), 'refresh', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });

  test('shows changes, writes them on request, and reports the rest by its status', () => {
    mkdirSync(join(folder, 'site/node_modules'), {recursive: true});
    const page = (/** @type {string} */ html) => `<!doctype html>\n<p>é</p>\n${html}`;
    const write = (/** @type {string} */ file, /** @type {string} */ text) =>
      writeFileSync(join(folder, 'site', file), text);
    write('a.html', page(older(spanish)));
    write('b.sql', `INSERT INTO p VALUES (${sql(older(div))});`);
    write('c.bin', older(div));
    write('node_modules/d.html', older(div));

    const shown = run('site');
    assert.equal(shown.status, 1, shown.stderr);
    assert.match(
      shown.stdout,
      /site\/a\.html:\d+: helpline-banner, es, US\n {2}- .*555-0199.*\n {2}\+ .*1-800-662-4357/,
    );
    assert.match(shown.stdout, /2 files, 2 snippets: 2 to renew in 2 files, 0 to decide/);
    assert.equal(readFileSync(join(folder, 'site/a.html'), 'utf8'), page(older(spanish)));

    const written = run('site', '--write');
    assert.equal(written.status, 0, written.stdout);
    assert.equal(readFileSync(join(folder, 'site/a.html'), 'utf8'), page(spanish));
    assert.equal(readFileSync(join(folder, 'site/b.sql'), 'utf8'), `INSERT INTO p VALUES (${sql(div)});`);
    assert.equal(readFileSync(join(folder, 'site/c.bin'), 'utf8'), older(div));
    assert.equal(readFileSync(join(folder, 'site/node_modules/d.html'), 'utf8'), older(div));
    const again = run('site');
    assert.equal(again.status, 0);
    assert.match(again.stdout, /0 to renew in 0 files/);

    write('a.html', page(older(spanish).replace('Ayuda', 'Socorro')));
    const edited = run('site', '--write');
    assert.equal(edited.status, 1);
    assert.match(edited.stdout, /needs a decision: Somebody has edited the fallback content/);
  });

  test('lists the allowed arguments', () => {
    for (const [args, message] of /** @type {const} */ ([
      [[], /Name the files or folders/],
      [['nowhere'], /File or folder not found: nowhere/],
      [['--wrote', 'x'], /Allowed: --write/],
      [['.', '--lang', 'xx'], /Unknown language “xx”. Allowed: en/],
    ])) {
      const {status, stderr} = run(...args);
      assert.equal(status, 2);
      assert.match(stderr, message);
    }
  });
});
