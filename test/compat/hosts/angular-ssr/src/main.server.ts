import {provideZonelessChangeDetection} from '@angular/core';
import {bootstrapApplication, type BootstrapContext, provideClientHydration} from '@angular/platform-browser';
import {provideRouter} from '@angular/router';
import {RenderMode, provideServerRendering, withRoutes} from '@angular/ssr';
import {Page} from './page';

export default (context: BootstrapContext) =>
  bootstrapApplication(
    Page,
    {
      providers: [
        provideZonelessChangeDetection(),
        provideRouter([{path: '', component: Page}]),
        provideClientHydration(),
        provideServerRendering(withRoutes([{path: '**', renderMode: RenderMode.Prerender}])),
      ],
    },
    context,
  );
