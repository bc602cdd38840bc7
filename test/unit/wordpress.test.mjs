/** Translations of the WordPress plugin’s menus: a label that changes in the manifest must not be English in a Spanish menu. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {menuTexts, spanish} from '../../src/tools/wordpress/plugin.mjs';
import {translationGaps} from '../../src/tools/wordpress/translations.mjs';

test('every text of the plugin has its Spanish, and no Spanish is left over', async () => {
  assert.deepEqual(translationGaps(await menuTexts(), spanish(), 'es'), []);
});

test('a label of src/content/controls.json that changes is named, with the translation that it had', async () => {
  const texts = await menuTexts();
  const label = texts.find(({english}) => english === 'Country or province');
  assert.deepEqual(label?.files, ['includes/settings-page.php', 'includes/labels.php']);
  const changed = [{...texts[0], english: 'State', files: ['includes/labels.php']}];
  const path = 'src/integrations/wordpress/languages/es.json';
  assert.deepEqual(translationGaps(changed, {'Country or province': 'País o provincia'}, 'es'), [
    `${path} has no translation of “State” (a label of the manifest).`,
    `${path} has an unused translation of “Country or province”: was this text changed?`,
  ]);
});
