import 'recovery-widgets/words.css';
import {render} from 'preact';
import {useState} from 'preact/hooks';
import type {} from 'recovery-widgets/preact';
import words from 'recovery-widgets/words/en/US/helpline-banner.html?raw';
import './define.js';

function Page() {
  const [isChanged, setChanged] = useState(false);
  const [isShown, setShown] = useState(true);
  return (
    <main>
      <h1>Support</h1>
      {isShown && (
        <recovery-helpline-banner
          region="US"
          lang="en"
          heading-level={isChanged ? 3 : 2}
          onrecovery-contact={(event) => console.info('contact', event.channel)}
          dangerouslySetInnerHTML={{__html: words}}
        />
      )}
      <p>More about treatment.</p>
      <button id="change" onClick={() => setChanged(true)} />
      <button id="toggle" onClick={() => setShown(!isShown)} />
      <form id="answer" />
      {isShown && (
        <section>
          <recovery-overdose-warning region="US" lang={isChanged ? 'en' : 'es'} />
          <recovery-care-gaps region="US" lang="en" headingLevel={isChanged ? 3 : 2} />
          <recovery-trigger-checklist lang="en" />
          <recovery-feedback lang="en" form="answer" name="helpful" comment required />
        </section>
      )}
    </main>
  );
}

render(<Page />, document.getElementById('root')!);
