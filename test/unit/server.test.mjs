/** Renders the widgets of the package with `@lit-labs/ssr`, as Next, Astro or Eleventy do where a site has enabled Lit SSR. */
import assert from 'node:assert/strict';
import {before, describe, test} from 'node:test';
import {available, prerender} from '../../src/tools/html/prerender.mjs';
import {renderWithLit} from '../support/lit-ssr.mjs';
import {US_LINE} from '../support/helplines.mjs';
import {hasLanguage, languages} from '../support/languages.mjs';

/** Removes Lit’s markers. @param {string} html */
const plain = (html) => html.replace(/<!--.*?-->|<\?>/g, '');

/** Returns the text and the link targets. The prerenderer’s templates are minified. @param {string} html */
const readable = (html) => ({
  text: plain(html)
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ''),
  links: [...html.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href),
  language: / lang="([^"]*)"/.exec(html)?.[1],
});

describe('any Lit SSR', () => {
  let widgets;
  before(async () => ({widgets} = await available()));

  test('renders the same as the prerenderer, in every language, where the tag has lang and region', async () => {
    const cases = [...widgets].flatMap(([name, {regional}]) =>
      languages
        .filter((lang) => hasLanguage(name, lang))
        .map((lang) => ({name, lang, region: regional ? 'CA-ON' : ''})),
    );
    const rendered = renderWithLit(
      cases.map(({name, lang, region}) => `<recovery-${name} lang="${lang}"${region && ` region="${region}"`}>`),
    );
    for (const [index, {name, lang, region}] of cases.entries()) {
      const {html} = await prerender(name, {lang, region});
      assert.deepEqual(readable(rendered[index].inside), readable(html), `${name}, ${lang}`);
      assert.match(rendered[index].outside, /Words of the page/);
    }
  });

  test('shows the fallback content where a number or a language would be missing', () => {
    const tags = [
      '<recovery-helpline-banner lang="en">',
      '<recovery-helpline-banner region="US">',
      '<recovery-helpline-banner lang="sv" region="US">',
      '<recovery-faq lang="fr" region="US">',
      '<recovery-overdose-warning lang="es" region="XX">',
      '<recovery-overdose-warning lang="" region="">',
      '<recovery-feedback name="helpful">',
    ];
    for (const [index, {inside, outside}] of renderWithLit(tags).entries()) {
      assert.match(plain(inside), /^<slot name="start"><\/slot><slot><\/slot><slot name="end"><\/slot>$/, tags[index]);
      assert.match(outside, /Words of the page/, tags[index]);
    }
  });

  test('shows the fallback content where nothing is loaded beforehand, and the widget without its number never', () => {
    const tag = '<recovery-helpline-banner lang="es" region="US">';
    const [first, ...later] = renderWithLit([tag, tag, tag], {isReady: false});
    assert.match(plain(first.inside), /<slot><\/slot>/);
    for (const {inside} of later)
      assert.ok(inside.includes('<slot></slot>') || inside.includes(`href="${US_LINE.href}"`));
  });
});
