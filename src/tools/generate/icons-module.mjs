/** Generates src/generated/icons.ts: those icons of Lucide that widgets show. */
import {MessageSquare, MessageSquareMore, Phone, X} from 'lucide';
import {writeChanged} from '../write-changed.mjs';

/** Icons by the name that widgets use. */
const ICONS = {phone: Phone, no: X, text: MessageSquareMore, chat: MessageSquare};

/**
 * Writes the module.
 *
 * @param {string} file
 */
export function buildIconsModule(file) {
  const icons = Object.entries(ICONS).map(([name, nodes]) => {
    const elements = nodes.map(
      ([tag, attributes]) =>
        `<${tag}${Object.entries(attributes)
          .map(([key, value]) => ` ${key}="${value}"`)
          .join('')}></${tag}>`,
    );
    return `export const ${name} = svg\`${elements.join('')}\`;`;
  });
  writeChanged(
    file,
    `/*! Icons of Lucide, ISC License, (c) Lucide Icons and Contributors: https://lucide.dev/license */\nimport {svg} from 'lit';\n\n${icons.join('\n')}\n`,
  );
}
