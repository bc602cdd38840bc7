import {provideZonelessChangeDetection} from '@angular/core';
import {bootstrapApplication, provideClientHydration} from '@angular/platform-browser';
import {provideRouter} from '@angular/router';
import {Page} from './page';

bootstrapApplication(Page, {
  providers: [provideZonelessChangeDetection(), provideRouter([]), provideClientHydration()],
}).catch(console.error);
