/** The behavior of a twin, as one delegated listener: dispatches contact events and copies numbers. */

/** @param {Event} event a click at the shadow root */
export function onClick(event) {
  const {target, currentTarget} = /** @type {Event & {target: Element, currentTarget: ShadowRoot}} */ (event);
  if (target.closest('a[href^="tel:"], a[href^="sms:"]'))
    currentTarget.host.dispatchEvent(new CustomEvent('recovery-contact', {bubbles: true, composed: true}));
  const number = target.closest('.copy')?.closest('[part=line]')?.querySelector('[part=number]');
  if (number) globalThis.navigator.clipboard.writeText(number.textContent ?? '');
}
