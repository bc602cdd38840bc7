import type {LitElement, ReactiveController} from 'lit';
import {hasFallback} from './light-dom.js';
import {isUpgraded} from './registry.js';

/** Largest gap left below a widget that is shorter than the fallback content it replaces, as a part of the viewport’s height. */
const MAX_GAP = 0.5;

let batch: {element: Element; resolve: (box: DOMRect) => void}[] = [];

/** Height of the viewport at the last measurement; reading it may force a layout. */
let fold: number;

/** Undefined elements and placeholders so far below the fold that replacing them shifts nothing visible. */
let farBelow: WeakSet<Element> | undefined;

/** Finds those elements with the first measurement; measuring each by itself would force another layout. */
function findFarBelow(): void {
  const found = (farBelow = new WeakSet());
  // An image of the page named `querySelectorAll` shadows the method.
  for (const element of Document.prototype.querySelectorAll.call(document, ':not(:defined), [data-recovery-widget]'))
    if (element.getBoundingClientRect().top > 2 * fold) found.add(element);
  addEventListener('scroll', () => (farBelow = new WeakSet()), {once: true, passive: true, capture: true});
}

function measureBatch(): void {
  const measured = batch.map(({element, resolve}) => ({box: element.getBoundingClientRect(), resolve}));
  batch = [];
  fold = innerHeight;
  if (!farBelow) findFarBelow();
  measured.forEach(({box, resolve}) => resolve(box));
}

/** Measures elements in one batch per microtask, to avoid layout thrashing. */
const measure = (element: Element): Promise<DOMRect> =>
  new Promise((resolve) => {
    batch.push({element, resolve});
    if (batch.length === 1) queueMicrotask(measureBatch);
  });

/** The controllers that reserve a height, all of them at the same width of the viewport. */
const reserving = new Set<HeightController>();
let width: number;

function onResize(): void {
  if (innerWidth !== width) reserving.forEach((controller) => controller.releaseHeight());
}

/**
 * Prevents a layout shift when a widget replaces taller fallback content: reserves the height of that content until the viewport
 * gets another width or the widget other content. Does nothing where the end of the widget is below the fold, or where the gap
 * would be larger than {@link MAX_GAP}. Measuring forces a layout, so fallback content that was never painted is not measured: that
 * of elements created by script, which render before the next paint, and that far below the fold.
 */
export class HeightController implements ReactiveController {
  readonly #host: LitElement;
  /** Whether the fallback content may have been painted. */
  #mayBePainted: boolean;
  /** The element whose height is reserved. */
  #shield?: HTMLElement;

  constructor(host: LitElement) {
    this.#host = host;
    // Connected while it is constructed: an upgrade.
    this.#mayBePainted = host.isConnected && !isUpgraded(host.constructor);
    host.addController(this);
  }

  hostConnected(): void {
    // The parser paints incrementally; a placeholder’s content is already in the widget.
    this.#mayBePainted ||=
      document.readyState === 'loading' || !!this.#host.parentElement?.hasAttribute('data-recovery-widget');
  }

  hostDisconnected(): void {
    this.releaseHeight();
  }

  /** Call when the first update has to wait: the fallback content is painted meanwhile, unless the wait ends before. */
  expectPaint(): void {
    requestAnimationFrame(() => {
      this.#mayBePainted = true;
    });
  }

  /** Measures the fallback content, if it may have been painted, and schedules the reservation for after the next update. */
  async reserveHeight(): Promise<void> {
    const host = this.#host;
    if (!this.#mayBePainted || [host, host.parentElement!].some((each) => farBelow?.has(each))) return;
    const {height, bottom} = await measure(host);
    // However much shorter the widget is, its end stays below the fold.
    if (bottom - MAX_GAP * fold > fold || !hasFallback(host)) return;
    void host.updateComplete.then(() => this.#reserve(height));
  }

  releaseHeight(): void {
    if (!this.#shield) return;
    this.#shield.style.minBlockSize = '';
    this.#shield = undefined;
    reserving.delete(this);
    if (!reserving.size) removeEventListener('resize', onResize);
  }

  async #reserve(height: number): Promise<void> {
    const shield = this.#host.renderRoot.querySelector<HTMLElement>('.shield');
    if (!shield) return;
    const [box, {height: shieldHeight}] = await Promise.all([measure(this.#host), measure(shield)]);
    const gap = height - box.height;
    // It may have been removed since the first measurement.
    if (!this.#host.isConnected) return;
    if (gap <= 0 || gap > MAX_GAP * fold || box.bottom > fold) return;
    this.#shield = shield;
    shield.style.minBlockSize = `${shieldHeight + gap}px`;
    if (!reserving.size) {
      width = innerWidth;
      addEventListener('resize', onResize);
    }
    reserving.add(this);
  }
}
