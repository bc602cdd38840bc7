/** Generates src/generated/pictures/<widget>.ts, the drawings that a widget shows beside its messages. */
import {messageId, readPicture} from '../content/read-content.mjs';
import {writeFolder} from '../write-changed.mjs';

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
