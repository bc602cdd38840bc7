/**
 * Labels and choices for authors who are no developers. A label of the manifest comes before one of these tables; an attribute or
 * a widget without either fails the build. Icons, keywords, panels and `hidden` are for WordPress alone.
 */

/**
 * @typedef {object} WidgetLabel
 * @property {string} label
 * @property {string} summary one sentence
 * @property {string} icon one of WordPress’s Dashicons
 * @property {string[]} keywords for the search of the editor
 * @property {boolean} [hidden] keeps it out of the inserter
 */

/** @type {Record<string, WidgetLabel>} */
export const WIDGET_LABELS = {
  'care-gaps': {
    label: 'Gaps in treatment',
    summary: 'What the current treatment includes, what is missing, and who can help with the rest.',
    icon: 'clipboard',
    keywords: ['treatment', 'medicine', 'housing'],
  },
  faq: {
    label: 'Questions and answers',
    summary: 'Common questions about returning to use, each with a short answer to open.',
    icon: 'editor-help',
    keywords: ['questions', 'naloxone', 'methadone'],
  },
  feedback: {
    label: 'Page feedback',
    summary: '“Was this page helpful?”, as a field of the page’s own form.',
    icon: 'thumbs-up',
    keywords: ['rating', 'survey'],
    // Outside of a form nobody gets the answer.
    hidden: true,
  },
  'helpline-banner': {
    label: 'Helpline',
    summary: 'Whom to call or text now, who answers, what it costs, and the emergency number.',
    icon: 'phone',
    keywords: ['phone', 'crisis', 'hotline'],
  },
  'overdose-warning': {
    label: 'Overdose: what to do',
    summary: 'What to do in an overdose: the emergency number, the signs and the steps.',
    icon: 'sos',
    keywords: ['overdose', 'naloxone', 'emergency'],
  },
  'quick-exit': {
    label: 'Quick exit',
    summary: 'A button that hides the page at once and opens a harmless one in its place.',
    icon: 'exit',
    keywords: ['leave', 'hide', 'safety'],
  },
  'relapse-factors': {
    label: 'Risks, and what helps',
    summary: 'What can make recovery harder, each beside something that can help.',
    icon: 'warning',
    keywords: ['risk', 'stress', 'relapse'],
  },
  'relapse-guide': {
    label: 'After a return to use',
    summary: 'What to do after a return to use, step by step, for the person or a supporter.',
    icon: 'update',
    keywords: ['relapse', 'family', 'support'],
  },
  'tolerance-chart': {
    label: 'Tolerance and danger',
    summary: 'Why a return to use after a break can be deadly, as a picture, in text and as a table.',
    icon: 'chart-line',
    keywords: ['tolerance', 'risk', 'chart'],
  },
  'treatment-explainer': {
    label: 'Treatment explained',
    summary: 'The parts of treatment of the whole person, the medicines compared, and who can help.',
    icon: 'heart',
    keywords: ['medicine', 'methadone', 'buprenorphine'],
  },
  'trigger-checklist': {
    label: 'Trigger checklist',
    summary: 'What can bring on a craving, to tick, and a plan with something to do instead of each.',
    icon: 'yes-alt',
    keywords: ['craving', 'plan', 'triggers'],
  },
};

/**
 * @typedef {object} ControlLabel
 * @property {string} label
 * @property {string} [summary] one sentence
 * @property {Record<string, string>} [values] labels of the allowed values, in display order
 * @property {string} [default] the first value, if not named
 * @property {'own-line' | 'look'} [group] panel of the editor that has the control, if not the first
 * @property {boolean} [hidden] the attribute is kept where it is written, but the editor has no control for it
 */

/** @type {Record<string, ControlLabel>} */
export const CONTROL_LABELS = {
  lang: {label: 'Language', summary: 'Language of the words. Without it, that of the page.'},
  region: {label: 'Country or province', summary: 'Whose numbers are shown. Without it, no number of any country is.'},
  audience: {
    label: 'Written for',
    summary: 'The person who has used, or those who support them.',
    values: {self: 'The person who has used', supporter: 'Family and friends'},
  },
  variant: {
    label: 'Size',
    summary: 'All that is known of each line, or one sentence.',
    values: {full: 'Full', compact: 'Compact'},
  },
  open: {label: 'Open question', summary: 'The question whose answer is open at first.'},
  scale: {
    label: 'Answers',
    summary: 'Yes or no, or one to five stars.',
    values: {'yes-no': 'Yes or no', stars: 'One to five stars'},
  },
  comment: {label: 'Comment box', summary: 'Lets people write more.'},
  phone: {
    label: 'Own line: number',
    summary: 'A line of your own, shown beside the public ones.',
    group: 'own-line',
  },
  operator: {label: 'Own line: who runs it', summary: 'Printed as “This line is run by …”.', group: 'own-line'},
  'phone-name': {label: 'Own line: name', summary: 'Name of your own line.', group: 'own-line'},
  hours: {label: 'Own line: opening hours', summary: 'When someone answers, as text.', group: 'own-line'},
  href: {
    label: 'Page to open',
    summary: 'A harmless page, with an address that begins with https://. Without it, the front page of Wikipedia.',
  },
  placement: {
    label: 'Position',
    summary: 'Where the button is, or in a corner of the window.',
    values: {inline: 'In the text', fixed: 'In a corner of the window'},
  },
  'heading-level': {
    label: 'Heading level',
    summary: 'Level of the first heading; those below it follow.',
    values: {1: 'Level 1', 2: 'Level 2', 3: 'Level 3', 4: 'Level 4', 5: 'Level 5', 6: 'Level 6'},
    default: '2',
    group: 'look',
  },
  theme: {
    label: 'Colors',
    summary: 'Light or dark, or as the page and the reader’s system have it.',
    values: {auto: 'As the page', light: 'Light', dark: 'Dark'},
    group: 'look',
  },
  disabled: {label: 'Disabled', hidden: true},
  form: {label: 'Form', hidden: true},
  name: {label: 'Field name', hidden: true},
  'no-events': {label: 'No events', hidden: true},
  required: {label: 'Answer needed', hidden: true},
};
