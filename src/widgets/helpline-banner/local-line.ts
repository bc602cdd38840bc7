import {MAX_LENGTH} from '../../core/normalize.js';
import type {Line} from '../../core/region.js';
import {warnAttribute, warnMissing} from '../../core/warn.js';

/** A phone number as people write it: perhaps after `tel:`, perhaps with an extension, which is shown but not dialed. */
const PHONE = /^(?:tel:)?(\+?[\d\s().–-]+?)(?:\s*(?:ext\.?|x)\s*\d{1,6})?$/i;

/** The element with the attributes that describe the page’s local line. */
interface LocalLineHost extends Element {
  phone: string | null | undefined;
  phoneName: string | null | undefined;
  operator: string | null | undefined;
  hours: string | null | undefined;
}

const trim = (value: unknown): string => String(value ?? '').trim();

/**
 * Returns the page’s local line. It needs a number that can be dialed and the name of its operator; a console warning says which
 * of them is missing.
 *
 * @param lang BCP 47 language of its texts
 * @returns undefined if there is no line, or none that may be shown
 */
export function localLine(host: LocalLineHost, lang: string): (Line & {hours: string}) | undefined {
  const phone = trim(host.phone);
  const operator = trim(host.operator);
  const [, main = ''] = (phone.length <= MAX_LENGTH && PHONE.exec(phone)) || [];
  const digits = main.replace(/[^+\d]/g, '');
  if (phone && !/^\+?\d{2,15}$/.test(digits)) warnAttribute(host, 'phone', phone, 'digits, spaces, ( ) - . +, ext. 5');
  else if (phone && !operator) warnMissing(host, 'operator', 'phone');
  else if (phone) {
    const name = trim(host.phoneName) || operator;
    return {
      purpose: 'local',
      name,
      // Not named twice. The sentence around it ends with a full stop: “Run by: Acme Inc.”.
      operator: name === operator ? '' : operator.replace(/\.$/, ''),
      lang,
      number: phone.replace(/^tel:/i, ''),
      tel: `tel:${digits}`,
      hours: trim(host.hours),
    };
  }
  return undefined;
}
