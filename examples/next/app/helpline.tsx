'use client';
import 'recovery-widgets/define/helpline-banner.js';
import type {} from 'recovery-widgets/react';

export function Helpline({words}: {words: string}) {
  return (
    <recovery-helpline-banner
      region="US"
      lang="en"
      onrecovery-contact={(event) => console.info('contact', event.channel)}
      dangerouslySetInnerHTML={{__html: words}}
    />
  );
}
