/** React 19: properties and events of custom elements. A line after `@ts-expect-error` must not compile, all others must. */
import {useRef, useState} from 'react';
import type {Feedback} from 'recovery-widgets';
import type {} from 'recovery-widgets/react';

export function Help({lang, level}: {lang: string; level: 2 | 3}) {
  const [isOpen, setIsOpen] = useState(false);
  const feedback = useRef<Feedback>(null);
  return (
    <main>
      <recovery-helpline-banner
        region="US"
        lang={lang}
        variant="compact"
        heading-level={level}
        phone="555 0100"
        operator="A clinic"
        theme="dark"
        no-events
        className="wide"
        style={{maxWidth: 600}}
        hidden={isOpen}
        onClick={(event) => setIsOpen(event.currentTarget.region === 'US')}
        onrecovery-contact={(event) => console.log(event.channel satisfies 'call' | 'text' | 'chat' | 'copy')}
      >
        <p slot="start">Words</p>
      </recovery-helpline-banner>
      <recovery-overdose-warning region="CA-ON" headingLevel={3} noEvents={false} key="1" />
      <recovery-faq region={null} open="naloxone" data-test="faq" aria-label="Questions" />
      <recovery-care-gaps onrecovery-print={() => {}} />
      <recovery-relapse-guide audience="supporter" />
      <recovery-quick-exit placement="fixed" href="https://a.example/" onrecovery-exit={() => {}} />
      <recovery-treatment-explainer />
      <recovery-tolerance-chart />
      <recovery-relapse-factors />
      <recovery-trigger-checklist />
      <recovery-feedback
        ref={feedback}
        name="helpful"
        comment
        required={isOpen}
        disabled={false}
        value="yes"
        onrecovery-feedback={(event) => console.log(event.currentTarget.value, feedback.current?.commentText)}
      />
      {/* @ts-expect-error There is no such tag. */}
      <recovery-helpline-baner />
      {/* @ts-expect-error There is no such attribute. */}
      <recovery-helpline-banner varient="compact" />
      {/* @ts-expect-error It shows no number. */}
      <recovery-quick-exit region="US" />
      {/* @ts-expect-error There is no such size. */}
      <recovery-helpline-banner variant="tiny" />
      {/* @ts-expect-error There is no such country. */}
      <recovery-helpline-banner region="XX" />
      {/* @ts-expect-error Levels end with 6. */}
      <recovery-faq headingLevel="9" />
      {/* @ts-expect-error There is no such question. */}
      <recovery-faq open="nothing" />
      {/* @ts-expect-error Not a boolean. */}
      <recovery-feedback comment="yes" />
      {/* @ts-expect-error The event is another. */}
      <recovery-quick-exit onrecovery-exit={(event: MouseEvent) => console.log(event.button)} />
      {/* @ts-expect-error The event has no such member. */}
      <recovery-helpline-banner onrecovery-contact={(event) => console.log(event.detail)} />
      {/* @ts-expect-error The element is another. */}
      <recovery-faq ref={feedback} />
    </main>
  );
}
