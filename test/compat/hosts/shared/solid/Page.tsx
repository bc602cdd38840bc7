import {Show, createSignal} from 'solid-js';
import type {} from 'recovery-widgets/solid';

export function Page(props: {words: string}) {
  const [isChanged, setChanged] = createSignal(false);
  const [isShown, setShown] = createSignal(true);
  const [form] = createSignal('answer');
  return (
    <main>
      <h1>Support</h1>
      <Show when={isShown()}>
        <recovery-helpline-banner
          region="US"
          lang="en"
          heading-level={isChanged() ? 3 : 2}
          on:recovery-contact={(event) => console.info('contact', event.channel)}
          innerHTML={props.words}
        />
      </Show>
      <p>More about treatment.</p>
      <button id="change" onClick={() => setChanged(true)} />
      <button id="toggle" onClick={() => setShown(!isShown())} />
      <form id="answer" />
      <Show when={isShown()}>
        <section>
          <recovery-overdose-warning region="US" lang={isChanged() ? 'en' : 'es'} />
          <recovery-care-gaps region="US" lang="en" prop:headingLevel={isChanged() ? 3 : 2} />
          <recovery-trigger-checklist lang="en" />
          <recovery-feedback lang="en" form={form()} name="helpful" comment required />
        </section>
      </Show>
    </main>
  );
}
