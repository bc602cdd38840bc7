import {CUSTOM_ELEMENTS_SCHEMA, Component, inject} from '@angular/core';
import {DomSanitizer} from '@angular/platform-browser';
import type {RecoveryContactEvent} from 'recovery-widgets';
import 'recovery-widgets/define/helpline-banner.js';
import fallback from 'recovery-widgets/fallback/en/US/helpline-banner.html';

@Component({
  selector: 'app-helpline',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <recovery-helpline-banner
      region="US"
      lang="en"
      (recovery-contact)="heard($event)"
      [innerHTML]="fallback"
    ></recovery-helpline-banner>
  `,
})
export class Helpline {
  // Angular would remove some attributes of the fallback content.
  readonly fallback = inject(DomSanitizer).bypassSecurityTrustHtml(fallback);

  heard(event: RecoveryContactEvent) {
    console.info('contact', event.channel);
  }
}
