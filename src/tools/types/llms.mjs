/** The text for language models that write pages: which widgets there are, how to use them, and what never to make up. */

/** @typedef {import('./elements.mjs').Widget} Widget */

/** @param {Widget['attributes'][number]} attribute */
function attributeLine({name, type, summary, default: initial}) {
  const allowed =
    type?.text === 'boolean'
      ? 'boolean'
      : name === 'region'
        ? 'country or subdivision code'
        : type?.text.replaceAll("'", '`');
  return `- \`${name}\` (${allowed}${initial && type?.text !== 'boolean' ? `; default \`${initial}\`` : ''}): ${summary}`;
}

/** @param {Widget} widget */
const section = ({tag, label, summary, description, attributes, events}) => `## ${tag}: ${label}

${summary}

${description.split('\n\n')[1] ?? ''}

\`\`\`js
import 'recovery-widgets/define/${tag.replace('recovery-', '')}.js';
\`\`\`

${attributes.map(attributeLine).join('\n')}
${events.map(({name, type, description}) => `- event \`${name}\` (\`${type}\`): ${description}`).join('\n')}
`;

/**
 * Writes llms.txt.
 *
 * @param {Widget[]} widgets
 * @param {string} description of the package
 * @param {string} embedding section on how to embed
 * @returns {string} Markdown
 */
export const llmsText = (widgets, description, embedding) =>
  `# recovery-widgets

> ${description}

Rules for pages with these widgets:

- Readers may have seconds. Put words with a link that dials into the tag: they are all that is seen before the script runs, and without it.
- Take these words from the package or from \`npm run snippet\`; do not write, shorten or translate them. They are safety texts.
- Never make up a telephone number. Numbers come from \`region\`; set it to the country of the readers, and never guess it.
- All words are drafts until a clinician has signed them. Leave the line that says so.
- Set \`lang\`, or let the widget take it from the page. Give each page one \`recovery-quick-exit\` at most.
- Do not style the widgets beyond their custom properties and parts.

${embedding}
${widgets.map(section).join('\n')}`.replace(/\n{3,}/g, '\n\n');
