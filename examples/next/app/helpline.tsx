'use client';
import {useEffect, useRef} from 'react';
import type {HelplineBanner, RecoveryContactEvent} from 'recovery-widgets';
import 'recovery-widgets/define/helpline-banner.js';
import type {} from 'recovery-widgets/react';

const heard = (event: RecoveryContactEvent) => console.info('contact', event.channel);

export function Helpline({fallback}: {fallback: string}) {
  const banner = useRef<HelplineBanner>(null);
  useEffect(() => banner.current?.addEventListener('recovery-contact', heard), []);
  return <recovery-helpline-banner region="US" lang="en" ref={banner} dangerouslySetInnerHTML={{__html: fallback}} />;
}
