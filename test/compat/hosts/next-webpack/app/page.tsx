import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Page} from './client';

const words = join(process.cwd(), 'node_modules/recovery-widgets/dist/html/en/US/helpline-banner.html');

export default function Index() {
  return <Page words={readFileSync(words, 'utf8')} />;
}
