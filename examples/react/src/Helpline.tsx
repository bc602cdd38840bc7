import 'recovery-widgets/define/helpline-banner.js';
import 'recovery-widgets/fallback.css';
import type {} from 'recovery-widgets/react';
import fallback from 'recovery-widgets/fallback/en/US/helpline-banner.html?raw';

export function Helpline() {
  return (
    <recovery-helpline-banner
      region="US"
      lang="en"
      onrecovery-contact={(event) => console.info('contact', event.channel)}
      dangerouslySetInnerHTML={{__html: fallback}}
    />
  );
}
