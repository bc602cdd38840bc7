import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Helpline} from './helpline';

const fallback = join(process.cwd(), 'node_modules/recovery-widgets/dist/html/en/US/helpline-banner.html');

export default function Page() {
  return (
    <main>
      <h1>Support</h1>
      <Helpline fallback={readFileSync(fallback, 'utf8')} />
      <p>More about treatment.</p>
    </main>
  );
}
