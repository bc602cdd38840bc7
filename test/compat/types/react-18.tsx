/** React 18: attributes only. A line after `@ts-expect-error` must not compile, all others must. */
import {useEffect, useRef} from 'react';
import type {HelplineBanner} from 'recovery-widgets';
import type {} from 'recovery-widgets/react';

export function Help({lang, isRequired}: {lang: string; isRequired: boolean}) {
  const banner = useRef<HelplineBanner>(null);
  useEffect(() => banner.current?.addEventListener('recovery-contact', (event) => console.log(event.channel)), []);
  return (
    <main>
      <recovery-helpline-banner
        ref={banner}
        region="US"
        lang={lang}
        variant="compact"
        heading-level={3}
        no-events
        class="wide"
        id="help"
      >
        <p>Words</p>
      </recovery-helpline-banner>
      <recovery-feedback name="helpful" form="form" comment required={isRequired || undefined} />
      {/* @ts-expect-error React 18 writes required="false", which is required. */}
      <recovery-feedback required={isRequired} />
      {/* @ts-expect-error React 18 adds no listeners for events of custom elements. */}
      <recovery-helpline-banner onrecovery-contact={() => {}} />
      {/* @ts-expect-error React 18 sets no property. */}
      <recovery-helpline-banner headingLevel={3} />
      {/* @ts-expect-error React 18 writes an attribute classname. */}
      <recovery-helpline-banner className="wide" />
      {/* @ts-expect-error There is no such tag. */}
      <recovery-helpline-baner />
      {/* @ts-expect-error There is no such attribute. */}
      <recovery-helpline-banner varient="compact" />
      {/* @ts-expect-error There is no such size. */}
      <recovery-helpline-banner variant="tiny" />
    </main>
  );
}
