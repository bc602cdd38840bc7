/** Generates src/generated/pictures/<widget>.ts, the drawings that a widget shows beside its messages, and src/generated/icons.ts. */
import {MessageSquare, MessageSquareMore, Phone, X} from 'lucide';
import {messageId, readPicture} from '../content/read-content.mjs';
import {writeChanged, writeFolder} from '../write-changed.mjs';

/** @import {Copy} from '../content/read-content.mjs' */

/**
 * Writes the modules of all widgets with pictures.
 *
 * @param {object} paths
 * @param {string} paths.content path of src/content
 * @param {string} paths.out     output folder; other files in it are deleted
 * @param {Pick<Copy, 'widget'|'pictures'>[]} paths.copies
 * @param {(id: string) => boolean} isShown whether the channel has a picture
 */
export function buildPictureModules({content, out, copies}, isShown) {
  const modules = copies.flatMap(({widget, pictures = []}) => {
    const lines = pictures.map((picture) => {
      const drawing = isShown(messageId({widget}, picture)) ? `svg\`${readPicture(picture, content)}\`` : 'undefined';
      return `export const ${picture.key.replace('picture-', '')}: Picture = ${drawing};`;
    });
    const start = `// Generated from copy/${widget}.json.\nimport {svg, type SVGTemplateResult} from 'lit';\n\ntype Picture = SVGTemplateResult | undefined;\n`;
    return pictures.length ? [/** @type {const} */ ([`${widget}.ts`, `${start}${lines.join('\n')}\n`])] : [];
  });
  writeFolder(out, new Map(modules));
}

/** Icons of Lucide by the name that widgets use. */
const ICONS = {phone: Phone, no: X, text: MessageSquareMore, chat: MessageSquare};

/** Writes the module of icons. @param {string} file */
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
