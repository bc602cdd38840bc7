/**
 * `npm run messages`: generates src/generated and updates src/locales/*.xlf from src/content. Run it after a change to copy,
 * helplines or XLIFF; `npm run build` runs it too. With `--check` it fails if an XLIFF file was out of date;
 * with `--dev` it leaves src/locales alone, as `npm run dev` does.
 */
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {updateMessages} from '../generate/update-messages.mjs';
import {root} from '../project.mjs';
import {runCommand} from './run-command.mjs';

await runCommand(() =>
  updateMessages(join(root, 'src'), parseArgs({options: {check: {type: 'boolean'}, dev: {type: 'boolean'}}}).values),
);
