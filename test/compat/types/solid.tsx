/** Solid: attributes, prefixes and events. A line after `@ts-expect-error` must not compile, all others must. */
import type {Feedback} from 'recovery-widgets';
import type {} from 'recovery-widgets/solid';

export function Help(props: {lang: string; form: string}) {
  let feedback!: Feedback;
  return (
    <main>
      <recovery-helpline-banner
        region="US"
        lang={props.lang}
        variant="compact"
        heading-level={3}
        bool:no-events={false}
        class="wide"
        onClick={() => console.log(feedback.value)}
        on:recovery-contact={(event) => console.log(event.channel, event.currentTarget.region)}
      >
        <p slot="start">Words</p>
      </recovery-helpline-banner>
      <recovery-overdose-warning attr:region="CA-ON" prop:headingLevel={3} attr:heading-level="3" />
      <recovery-feedback ref={feedback} name="helpful" form={props.form} comment required={false} prop:value="yes" />
      {/* @ts-expect-error There is no such tag. */}
      <recovery-helpline-baner />
      {/* @ts-expect-error There is no such attribute. */}
      <recovery-helpline-banner varient="compact" />
      {/* @ts-expect-error There is no such size. */}
      <recovery-helpline-banner variant="tiny" />
      {/* @ts-expect-error The event is another. */}
      <recovery-quick-exit on:recovery-exit={(event: MouseEvent) => console.log(event.button)} />
    </main>
  );
}
