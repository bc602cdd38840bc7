import {Component, provideZonelessChangeDetection} from '@angular/core';
import {bootstrapApplication} from '@angular/platform-browser';
import {Helpline} from './helpline';

@Component({
  selector: 'app-root',
  imports: [Helpline],
  template: `
    <main>
      <h1>Support</h1>
      <app-helpline />
      <p>More about treatment.</p>
    </main>
  `,
})
class App {}

bootstrapApplication(App, {providers: [provideZonelessChangeDetection()]}).catch(console.error);
