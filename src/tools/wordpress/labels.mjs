/**
 * Human labels for authors who are no developers. A label of the manifest comes before one of these tables; an attribute or a
 * widget without either fails the build.
 */

/**
 * @typedef {object} WidgetLabel
 * @property {string} label
 * @property {string} icon one of WordPress’s Dashicons
 * @property {string} summary one sentence
 * @property {string[]} keywords for the search of the editor
 * @property {boolean} [hidden] keeps it out of the inserter
 */

/** @type {Record<string, WidgetLabel>} */
export const WIDGET_LABELS = {
  'care-gaps': {
    label: 'Is my care complete?',
    icon: 'clipboard',
    summary: 'Readers tick the help they have now, and see who can help with the rest.',
    keywords: ['treatment', 'medicine', 'housing'],
  },
  faq: {
    label: 'Questions and answers',
    icon: 'editor-help',
    summary: 'Common questions about overdose, naloxone, treatment and relapse, with short answers.',
    keywords: ['questions', 'naloxone', 'methadone'],
  },
  feedback: {
    label: 'Was this page helpful?',
    icon: 'thumbs-up',
    summary: 'A question at the end of a page. Its answer goes into a form of your own.',
    keywords: ['rating', 'survey'],
    // Outside of a form nobody gets the answer.
    hidden: true,
  },
  'helpline-banner': {
    label: 'Helpline',
    icon: 'phone',
    summary: 'Who to call or text now, with the numbers of your country.',
    keywords: ['phone', 'crisis', 'hotline'],
  },
  'overdose-warning': {
    label: 'Overdose: what to do',
    icon: 'sos',
    summary: 'The emergency number, the signs of an overdose, and what to do, step by step.',
    keywords: ['overdose', 'naloxone', 'emergency'],
  },
  'quick-exit': {
    label: 'Quick exit',
    icon: 'exit',
    summary: 'A button that hides the page at once and opens a harmless one.',
    keywords: ['leave', 'hide', 'safety'],
  },
  'relapse-factors': {
    label: 'What makes recovery harder',
    icon: 'warning',
    summary: 'What can make recovery harder, each beside what can help.',
    keywords: ['risk', 'stress', 'relapse'],
  },
  'relapse-guide': {
    label: 'After using again',
    icon: 'update',
    summary: 'What to do next, step by step: for the person, or for family and friends.',
    keywords: ['relapse', 'family', 'support'],
  },
  'tolerance-chart': {
    label: 'Why the old dose can kill',
    icon: 'chart-line',
    summary: 'Why the risk is higher after a break, as a picture, in text and as a table.',
    keywords: ['tolerance', 'risk', 'chart'],
  },
  'treatment-explainer': {
    label: 'What treatment includes',
    icon: 'heart',
    summary: 'The parts of treatment, the medicines compared, and who can help.',
    keywords: ['medicine', 'methadone', 'buprenorphine'],
  },
  'trigger-checklist': {
    label: 'Trigger checklist',
    icon: 'yes-alt',
    summary: 'Readers tick what can bring on a craving, and get a plan to print.',
    keywords: ['craving', 'plan', 'triggers'],
  },
};

/**
 * @typedef {object} ControlLabel
 * @property {string} label
 * @property {string} [help] one sentence
 * @property {Record<string, string>} [values] labels of values
 * @property {'own-line'} [group] panel of the editor that has the control, if not the first
 * @property {boolean} [hidden] the attribute is kept where it is written, but the editor has no control for it
 */

/** @type {Record<string, ControlLabel>} */
export const CONTROL_LABELS = {
  audience: {label: 'Written for', values: {self: 'The person who used', supporter: 'Family and friends'}},
  comment: {label: 'Ask for a comment, too'},
  disabled: {label: 'Switched off', hidden: true},
  hours: {group: 'own-line', label: 'When it is open', help: 'For example: Monday to Friday, 9 to 17.'},
  href: {label: 'Page to open instead', help: 'An address that begins with https://. If it is empty, Wikipedia opens.'},
  name: {label: 'Name of the form field', hidden: true},
  'no-events': {label: 'Tell nothing to scripts of the page', hidden: true},
  open: {label: 'Open at first'},
  operator: {
    group: 'own-line',
    label: 'Who runs it',
    help: 'Readers must know who answers. Without this, your line is not shown.',
  },
  phone: {
    group: 'own-line',
    label: 'Phone number',
    help: 'Shown beside the public lines. No commercial lines, please.',
  },
  'phone-name': {group: 'own-line', label: 'Name of the line', help: 'If it is empty: the name of who runs it.'},
  placement: {
    label: 'Place of the button',
    values: {inline: 'Here in the text', fixed: 'Always in the corner of the window'},
  },
  required: {label: 'The form needs an answer', hidden: true},
  scale: {label: 'Answers', values: {'yes-no': 'Yes or no', stars: 'One to five stars'}},
  variant: {label: 'Size', values: {full: 'All lines, with details', compact: 'Two sentences'}},
};
