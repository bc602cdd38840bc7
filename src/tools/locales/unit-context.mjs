/**
 * Context of a unit for translators: widget and place, the sentences before and after, the length that the layout
 * allows, a link to the story. The glossary and the mark of safety are in the note of lit-localize.
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {messageId} from '../content/read-content.mjs';
import {SHARED} from '../content/shared-records.mjs';
import {root} from '../project.mjs';

/** @import {Copy} from '../content/read-content.mjs' */

/** Value of `from` on the note. */
export const CONTEXT = 'context';

/** Address at which `npm run storybook` shows the stories. */
const STORYBOOK = 'http://localhost:6006';

/**
 * @typedef {object} UnitContext
 * @property {string} note
 * @property {number} [maxLength] characters
 */

/**
 * Returns the context of all messages.
 *
 * @param {Copy[]} copies
 * @returns {Map<string, UnitContext>} by id
 */
export function unitContexts(copies) {
  /** @type {Map<string, UnitContext>} */
  const contexts = new Map();
  for (const copy of copies)
    copy.messages.forEach(({key, kind, safety, maxLength}, index) => {
      const id = messageId(copy, {key});
      const users =
        copy.widget === SHARED
          ? copies.filter(({shared}) => shared?.includes(key)).map(({widget}) => widget)
          : [copy.widget];
      const stories = users.filter((widget) => existsSync(join(root, `stories/${widget}.stories.ts`)));
      // Shared records have neighbors in the file only, not in a widget.
      const [before, after] = copy.widget === SHARED ? [] : [copy.messages[index - 1], copy.messages[index + 1]];
      const note = [
        `Shown in ${users.join(', ')}: ${key}${kind === 'label' ? ', spoken or copied' : ''}.`,
        safety && 'Safety.',
        maxLength && `At most ${maxLength} characters.`,
        before && `Before it: “${before.text}”`,
        after && `After it: “${after.text}”`,
        stories.length > 0 && `Story: ${STORYBOOK}/?path=/docs/widgets-${stories[0]}--docs`,
      ];
      contexts.set(id, {note: note.filter(Boolean).join(' '), ...(maxLength && {maxLength})});
    });
  return contexts;
}
