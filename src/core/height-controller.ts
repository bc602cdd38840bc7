import {supportsAdoptingStyleSheets, type LitElement, type ReactiveController} from 'lit';
import {hasFallback} from './light-dom.js';

/** Largest gap, in CSS pixels, left below a widget that is shorter than the fallback content it replaces. */
const MAX_GAP = 240;

let batch: {element: Element; resolve: (box: DOMRect) => void}[] = [];

function measureBatch(): void {
  const measured = batch.map(({element, resolve}) => ({box: element.getBoundingClientRect(), resolve}));
  batch = [];
  measured.forEach(({box, resolve}) => resolve(box));
}

/** Measures elements in one batch per microtask, to avoid layout thrashing. */
const measure = (element: Element): Promise<DOMRect> =>
  new Promise((resolve) => {
    batch.push({element, resolve});
    if (batch.length === 1) queueMicrotask(measureBatch);
  });

/**
 * Prevents a layout shift when a widget replaces taller fallback content: reserves the height of that content until the
 * viewport gets another width or the widget other content. Does nothing where the end of the widget is below the fold, or
 * where the gap would be larger than {@link MAX_GAP}.
 */
export class HeightController implements ReactiveController {
  readonly #host: LitElement;
  #release?: () => void;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.releaseHeight();
  }

  /** Measures the fallback content and schedules the reservation for after the next update. */
  async reserveHeight(): Promise<void> {
    const {height} = await measure(this.#host);
    if (hasFallback(this.#host)) void this.#host.updateComplete.then(() => this.#reserve(height));
  }

  releaseHeight(): void {
    this.#release?.();
    this.#release = undefined;
  }

  async #reserve(height: number): Promise<void> {
    const box = await measure(this.#host);
    const gap = height - box.height;
    // It may have been removed since the first measurement.
    if (!this.#host.isConnected) return;
    if (gap <= 0 || gap > MAX_GAP || box.bottom > innerHeight || !supportsAdoptingStyleSheets) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@media screen{:host{box-sizing:border-box;min-block-size:${height}px!important}}`);
    this.#host.shadowRoot!.adoptedStyleSheets.push(sheet);
    const width = innerWidth;
    const onResize = () => innerWidth !== width && this.releaseHeight();
    addEventListener('resize', onResize);
    this.#release = () => {
      removeEventListener('resize', onResize);
      sheet.replaceSync('');
    };
  }
}
