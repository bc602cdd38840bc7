import type {RecoveryContactEvent} from './events.js';

/**
 * Calls back when a link to get help is used: one in a shadow root with `data-channel`. One listener for all of them, before those of
 * the page can stop the event. Links of the page in a slot do not count.
 */
export function observeContactLinks(
  root: ShadowRoot,
  onContact: (channel: RecoveryContactEvent['channel']) => void,
): void {
  root.addEventListener(
    'click',
    ({target}) => {
      const link = (target as Element).closest<HTMLElement>('[data-channel]');
      if (link?.getRootNode() === root) onContact(link.dataset.channel as RecoveryContactEvent['channel']);
    },
    true,
  );
}
