import {useEffect, useRef, useState} from 'react';
import type {HelplineBanner, RecoveryContactEvent} from 'recovery-widgets';
import type {} from 'recovery-widgets/react';

const heard = (event: RecoveryContactEvent) => console.info('contact', event.channel);

/** Events by `addEventListener()`, as React 18 and hydrated React 19 need. */
function Banner({level, words}: {level: 2 | 3; words?: string | undefined}) {
  const banner = useRef<HelplineBanner>(null);
  useEffect(() => banner.current?.addEventListener('recovery-contact', heard), []);
  const html = words && {dangerouslySetInnerHTML: {__html: words}};
  return <recovery-helpline-banner ref={banner} region="US" lang="en" heading-level={level} {...html} />;
}

export function Page({words}: {words?: string}) {
  const [isChanged, setChanged] = useState(false);
  const [isShown, setShown] = useState(true);
  return (
    <main>
      <h1>Support</h1>
      {isShown && <Banner level={isChanged ? 3 : 2} words={words} />}
      <p>More about treatment.</p>
      <button id="change" onClick={() => setChanged(true)} />
      <button id="toggle" onClick={() => setShown(!isShown)} />
      <form id="answer" />
      {isShown && (
        <section>
          <recovery-overdose-warning region="US" lang={isChanged ? 'en' : 'es'} />
          <recovery-care-gaps region="US" lang="en" heading-level={isChanged ? 3 : 2} />
          <recovery-trigger-checklist lang="en" />
          <recovery-feedback lang="en" form="answer" name="helpful" comment required />
        </section>
      )}
    </main>
  );
}
