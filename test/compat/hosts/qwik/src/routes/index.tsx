import {component$, useSignal, useVisibleTask$} from '@builder.io/qwik';
import words from 'recovery-widgets/words/en/US/helpline-banner.html?raw';

export default component$(() => {
  const isChanged = useSignal(false);
  const isShown = useSignal(true);
  useVisibleTask$(
    async () => {
      document.addEventListener('recovery-contact', (event) => console.info('contact', (event as any).channel));
      await import('../../define.js');
    },
    {strategy: 'document-ready'},
  );
  return (
    <main>
      <h1>Support</h1>
      {isShown.value && (
        <recovery-helpline-banner
          region="US"
          lang="en"
          heading-level={isChanged.value ? 3 : 2}
          dangerouslySetInnerHTML={words}
        />
      )}
      <p>More about treatment.</p>
      <button id="change" onClick$={() => (isChanged.value = true)} />
      <button id="toggle" onClick$={() => (isShown.value = !isShown.value)} />
      <form id="answer" />
      {isShown.value && (
        <section>
          <recovery-overdose-warning region="US" lang={isChanged.value ? 'en' : 'es'} />
          <recovery-care-gaps region="US" lang="en" heading-level={isChanged.value ? 3 : 2} />
          <recovery-trigger-checklist lang="en" />
          <recovery-feedback lang="en" form="answer" name="helpful" comment required />
        </section>
      )}
    </main>
  );
});
