import {CUSTOM_ELEMENTS_SCHEMA, Component, inject} from '@angular/core';
import {DomSanitizer} from '@angular/platform-browser';
import type {RecoveryContactEvent} from 'recovery-widgets';
import 'recovery-widgets/define/helpline-banner.js';
import words from 'recovery-widgets/words/en/US/helpline-banner.html';

@Component({
  selector: 'app-helpline',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <recovery-helpline-banner
      region="US"
      lang="en"
      (recovery-contact)="heard($event)"
      [innerHTML]="words"
    ></recovery-helpline-banner>
  `,
})
export class Helpline {
  // Angular would remove some attributes of the words.
  readonly words = inject(DomSanitizer).bypassSecurityTrustHtml(words);

  heard(event: RecoveryContactEvent) {
    console.info('contact', event.channel);
  }
}
