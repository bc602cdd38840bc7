import type {RecoveryContactEvent} from './events.js';

type Channel = RecoveryContactEvent['channel'];

/** Channels of links by the scheme of their URL. */
const CHANNELS: Partial<Record<string, Channel>> = {'tel:': 'call', 'sms:': 'text'};

/**
 * Returns the way to get help that a click uses: a link that calls or texts, or one to a website with `data-channel`. Links of the
 * page in a slot are none of ours.
 *
 * @param event in the shadow root of a widget
 */
export function contactChannel({target, currentTarget}: Event): Channel | undefined {
  const link = (target as Element).closest('a');
  if (link?.getRootNode() !== currentTarget) return undefined;
  return CHANNELS[link.protocol] ?? (link.dataset.channel as Channel | undefined);
}
