import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

export default function (config) {
  config.addPassthroughCopy({'node_modules/recovery-widgets/dist/cdn': 'recovery-widgets'});
  config.addShortcode('fallback', (name) => {
    const file = fileURLToPath(import.meta.resolve(`recovery-widgets/fallback/${name}.html`));
    return readFileSync(file, 'utf8');
  });
  return {dir: {input: 'src', output: '_site'}};
}
