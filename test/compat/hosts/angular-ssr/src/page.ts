import {CUSTOM_ELEMENTS_SCHEMA, Component, inject, signal} from '@angular/core';
import {DomSanitizer} from '@angular/platform-browser';
import type {RecoveryContactEvent} from 'recovery-widgets';
import 'recovery-widgets/define.js';
import words from 'recovery-widgets/words/en/US/helpline-banner.html';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <h1>Support</h1>
      @if (isShown()) {
        <recovery-helpline-banner
          region="US"
          lang="en"
          [attr.heading-level]="isChanged() ? 3 : 2"
          (recovery-contact)="heard($event)"
          [innerHTML]="words"
        ></recovery-helpline-banner>
      }
      <p>More about treatment.</p>
      <button id="change" (click)="isChanged.set(true)">Change</button>
      <button id="toggle" (click)="isShown.set(!isShown())">Toggle</button>
      <form id="answer"></form>
      @if (isShown()) {
        <section>
          <recovery-overdose-warning region="US" [lang]="isChanged() ? 'en' : 'es'"></recovery-overdose-warning>
          <recovery-care-gaps region="US" lang="en" [headingLevel]="isChanged() ? 3 : 2"></recovery-care-gaps>
          <recovery-trigger-checklist lang="en"></recovery-trigger-checklist>
          <recovery-feedback lang="en" [form]="form" name="helpful" comment required></recovery-feedback>
        </section>
      }
    </main>
  `,
})
export class Page {
  readonly words = inject(DomSanitizer).bypassSecurityTrustHtml(words);
  readonly isChanged = signal(false);
  readonly isShown = signal(true);
  readonly form = 'answer';

  heard(event: RecoveryContactEvent) {
    console.info('contact', event.channel);
  }
}
