import type {Line} from '../../core/region.js';
import {warn, warnAttribute} from '../../core/warn.js';

/** The attributes of the page's own line. */
export interface OwnLine extends Element {
  phone: string | null;
  phoneName: string | null;
  operator: string | null;
  hours: string | null;
}

/**
 * The page's own line, or undefined where there is none or it may not be shown: it needs a number that can be dialed and the
 * name of who runs it. Says on the console what is missing.
 */
export function ownLine(host: OwnLine, lang: string): Line | undefined {
  const [number, name, operator, hours] = [host.phone, host.phoneName, host.operator, host.hours].map((value) =>
    String(value ?? '').trim(),
  );
  // What people write between digits. Anything else is no number.
  const digits = number.replace(/[\s().–-]/g, '');
  if (number && !/^\+?\d{2,15}$/.test(digits)) warnAttribute(host, 'phone', number, 'digits, spaces, hyphens, +');
  else if (number && !operator) warn(`phone="${number}" is not shown: the attribute “operator” must say who runs it.`);
  else if (number)
    return {purpose: 'own', name: name || operator, operator, lang, number, tel: `tel:${digits}`, hours, languages: []};
  return undefined;
}
