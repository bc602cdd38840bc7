/** `recovery-widgets list`: lists widgets, languages, regions and forms. */
import {UsageError, available, dataDate, forms, version} from '../../pages/page-tools.mjs';
import {parseOptions} from '../../pages/snippet-args.mjs';

export const usage = (/** @type {string} */ command) => `Usage: ${command} [--json]

Lists the widgets with their attributes, the languages, the regions and the forms of a snippet.`;

/** @param {string[]} args @returns {Promise<number>} exit status */
export async function run(args) {
  const {values, positionals} = parseOptions(args, {json: {type: 'boolean'}});
  if (positionals.length) throw new UsageError(`Unknown argument “${positionals.join(' ')}”. Allowed: --json.`);
  const {widgets, languages, regions} = await available();
  if (values.json) {
    const list = [...widgets].map(([name, {attributes, ...more}]) => ({
      name,
      ...more,
      attributes: [...attributes.keys()],
    }));
    console.log(JSON.stringify({version, dataDate: dataDate(), widgets: list, languages, regions, forms}, null, 2));
    return 0;
  }
  console.log(`Widgets, and attributes beside lang and region (* shows lines of the region):`);
  for (const [name, {regional, attributes}] of widgets)
    console.log(`  ${name}${regional ? ' *' : ''}: ${[...attributes.keys()].join(', ')}`);
  console.log('Languages:');
  const languagesOf = (/** @type {string} */ name) => widgets.get(name)?.languages.join(', ');
  for (const own of new Set([...widgets.keys()].map(languagesOf)))
    console.log(`  ${[...widgets.keys()].filter((name) => languagesOf(name) === own).join(', ')}: ${own}`);
  console.log(`Regions: ${regions.join(', ')}\nForms: ${forms.join(', ')}`);
  return 0;
}
