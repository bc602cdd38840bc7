/** Preact: properties and events of custom elements. A line after `@ts-expect-error` must not compile, all others must. */
import {createRef} from 'preact';
import type {Feedback} from 'recovery-widgets';
import type {} from 'recovery-widgets/preact';

export function Help({lang}: {lang: string}) {
  const feedback = createRef<Feedback>();
  return (
    <main>
      <recovery-helpline-banner
        lang={lang}
        heading-level={3}
        no-events
        class="wide"
        onClick={() => {}}
        onrecovery-contact={(event) => console.log(event.channel satisfies 'call' | 'text' | 'chat' | 'copy')}
      >
        <p slot="start">Words</p>
      </recovery-helpline-banner>
      <recovery-overdose-warning region="CA-ON" headingLevel={3} noEvents={false} key="1" />
      <recovery-feedback
        ref={feedback}
        comment
        onrecovery-feedback={(event) => console.log(event.currentTarget.value)}
      />
      {/* @ts-expect-error There is no such tag. */}
      <recovery-helpline-baner />
      {/* @ts-expect-error There is no such attribute. */}
      <recovery-helpline-banner varient="compact" />
      {/* @ts-expect-error There is no such size. */}
      <recovery-helpline-banner variant="tiny" />
      {/* @ts-expect-error The event is another. */}
      <recovery-quick-exit onrecovery-exit={(event: MouseEvent) => console.log(event.button)} />
      {/* @ts-expect-error The element is another. */}
      <recovery-faq ref={feedback} />
    </main>
  );
}
