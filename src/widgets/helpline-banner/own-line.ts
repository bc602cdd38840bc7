import type {Line} from '../../core/region.js';
import {warn, warnAttribute} from '../../core/warn.js';

/** What people write for a number: perhaps `tel:` in front, an extension at the end, which is shown and not dialed. */
const NUMBER = /^(?:tel:)?(\+?[\d\s().–-]+?)(?:\s*(?:ext\.?|x)\s*\d{1,6})?$/i;

/** The attributes of the page's own line. */
export interface OwnLine extends Element {
  phone: string | null | undefined;
  phoneName: string | null | undefined;
  operator: string | null | undefined;
  hours: string | null | undefined;
}

/**
 * The page's own line, or undefined where there is none or it may not be shown: it needs a number that can be dialed and the
 * name of who runs it. Says on the console what is missing.
 */
export function ownLine(host: OwnLine, lang: string): Line | undefined {
  const [number, name, operator, hours] = [host.phone, host.phoneName, host.operator, host.hours].map((value) =>
    String(value ?? '').trim(),
  );
  const [, main = ''] = NUMBER.exec(number) ?? [];
  const digits = main.replace(/[^+\d]/g, '');
  if (number && !/^\+?\d{2,15}$/.test(digits))
    warnAttribute(host, 'phone', number, 'digits, spaces, ( ) - . +, ext. 5');
  else if (number && !operator) warn(`phone="${number}" is not shown: the attribute “operator” must say who runs it.`);
  else if (number)
    return {
      purpose: 'own',
      name: name || operator,
      // The sentence it stands in has a full stop of its own: “Acme Inc.”.
      operator: operator.replace(/\.$/, ''),
      lang,
      number: number.replace(/^tel:/i, ''),
      tel: `tel:${digits}`,
      hours,
      languages: [],
    };
  return undefined;
}
