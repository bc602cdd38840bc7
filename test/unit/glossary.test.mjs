/** The glossary gives each thing one name, refuses the others, and explains the name to translators. */
import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {contentFolder, readJson} from '../../src/tools/content/read-content.mjs';
import {isCoreTier} from '../../src/tools/content/tiers.mjs';
import {readGlossary, readNames, wholeWords} from '../../src/tools/content/word-rules.mjs';
import {checkCopy} from '../../src/tools/copy/check-copy.mjs';
import {describeMessage, unitContexts} from '../../src/tools/generate/extract.mjs';

const glossary = readGlossary();

describe('glossary', () => {
  test('has each term once, and no term that it refuses itself', () => {
    const terms = glossary.map(({term}) => term);
    assert.deepEqual([...new Set(terms)], terms);
    for (const {term, meaning, not} of glossary)
      for (const other of glossary.flatMap((entry) => entry.not))
        for (const text of [term, meaning, ...not.map(() => term)])
          assert.doesNotMatch(text, wholeWords(other.pattern), `${term}: ${other.name}`);
  });

  test('explains its terms in the note for translators', () => {
    const text = 'Keep naloxone close.';
    /** @type {Parameters<typeof describeMessage>[0]} */
    const message = {key: 'a', kind: 'text', text, edit: 'added', reason: 'A reason.', checked: '2026-11-24'};
    const note = 'A reason. Glossary, “naloxone”: The emergency medicine that reverses an opioid overdose.';
    assert.ok(describeMessage(message, new Map(), glossary).endsWith(note));
  });
});

describe('briefs of languages', () => {
  const tags = readdirSync(join(contentFolder, 'languages')).map((file) => file.slice(0, -'.json'.length));
  const briefs = tags.flatMap((language) => {
    const {brief} = readJson(join(contentFolder, `languages/${language}.json`));
    return brief ? [{language, ...brief}] : [];
  });
  const languages = briefs.map(({language}) => language);
  const [first, ...others] = languages.map((language) => readNames(language));

  test('name the same things, each once, and cite sources that they list', () => {
    const terms = first.map(({term}) => term);
    assert.deepEqual([...new Set(terms)], terms);
    for (const names of others) assert.equal(names.map(({term}) => term).join(), terms.join());
    for (const {language, sources, traps, ...brief} of briefs) {
      const cited = [
        ...readNames(language).flatMap((name) => name.sources.map(({source}) => source)),
        ...[...traps, brief.address, brief.script, brief.register].flatMap((text) =>
          [...text.matchAll(/\[(\w+)\]/gu)].map(([, key]) => key),
        ),
      ];
      assert.deepEqual([...new Set(cited)].sort(), Object.keys(sources).sort(), language);
    }
  });

  test('of the core tier have two sources for each of six names, but for eight', () => {
    const terms = ['naloxone', 'overdose', 'on their side', 'emergency number', 'helpline', 'craving'];
    const core = tags.filter((tag) => isCoreTier(tag));
    const lacking = core.flatMap((tag) => {
      const {glossary = [], sources} = briefs.find(({language}) => language === tag) ?? {};
      const two = glossary.filter(({sources: cited}) => {
        const keys = new Set(cited.map(({source}) => source));
        return [...keys].filter((key) => sources[key].kind !== 'machine').length > 1;
      });
      return terms.filter((term) => !two.some((name) => name.term === term)).map((term) => `${tag} ${term}`);
    });
    assert.deepEqual(lacking, [...terms.map((term) => `ht ${term}`), 'ur naloxone', 'ur on their side']);
  });

  test('refuse in each language of the core tier a translation with another name', () => {
    const latin = {fr: 'naltrexone', vi: 'naltrexone', fil: 'naltrexone', ht: 'naltrexone', pl: 'naltrekson'};
    const chinese = {'zh-Hans': '纳曲酮', 'zh-Hant': '納曲酮'};
    const others = {pt: 'naltrexona', ko: '날트렉손', ru: 'налтрексон', fa: 'نالترکسون', ur: 'نالٹریکسون'};
    const naltrexone = {...latin, ...chinese, ...others};
    assert.deepEqual(Object.keys(naltrexone).sort(), tags.filter((tag) => isCoreTier(tag)).sort());
    for (const [lang, other] of Object.entries(naltrexone)) {
      const names = readNames(lang).filter(({term}) => term === 'naloxone');
      const records = [names[0].name, other].map((text) => ({id: text, widget: 'faq', text, english: 'Naloxone'}));
      const found = checkCopy({records, terms: [], names, lang}).map(({id, rule}) => `${id}: ${rule}`);
      assert.deepEqual(found, [`${other}: name`], lang);
    }
  });

  test('use no word that the language avoids, nor do the words that replace it; each that it names is refused', () => {
    for (const tag of tags) {
      const {avoid = [], spelling = []} = readJson(join(contentFolder, `languages/${tag}.json`));
      if (languages.includes(tag)) assert.ok(avoid.length, tag);
      const used = [...readNames(tag).map(({name}) => name), ...avoid.map(({use}) => use)];
      for (const {pattern} of avoid) for (const text of used) assert.doesNotMatch(text, wholeWords(pattern), tag);
      for (const {term, pattern} of [...avoid, ...spelling])
        for (const word of term.replace(/ ?[(（].*/, '').split(/[,،] ?/))
          assert.match(word, wholeWords(pattern), `${tag}: ${term}`);
    }
  });

  test('reach translators beside the texts that have the thing', () => {
    const names = [{term: 'naloxone', name: 'naloxone', note: 'Feminine.', sources: []}];
    /** @type {any} */
    const copy = {widget: 'faq', messages: [{key: 'a', kind: 'text', text: 'Give naloxone.'}]};
    const note = 'Shown in faq: a. “naloxone”: naloxone (sources read: 0). Feminine.';
    assert.ok(unitContexts([copy], names).get('faq.a')?.startsWith(note));
  });
});
