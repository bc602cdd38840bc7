/** Settings that WordPress alone needs, by widget and by attribute. Labels, values and defaults come from the manifest. */

/**
 * @typedef {object} WidgetSettings
 * @property {string} icon one of WordPress’s Dashicons
 * @property {string[]} keywords for the search of the editor
 * @property {boolean} [hidden] keeps it out of the inserter
 */

/** For a widget that is not listed, which comes last in the inserter. @type {WidgetSettings} */
export const DEFAULT = {icon: 'heart', keywords: []};

/** In the order of the inserter: the most urgent first. @type {Record<string, WidgetSettings>} */
export const WIDGETS = {
  'helpline-banner': {
    icon: 'phone',
    keywords: ['phone', 'crisis', 'hotline'],
  },
  'overdose-warning': {
    icon: 'sos',
    keywords: ['overdose', 'naloxone', 'emergency'],
  },
  'relapse-guide': {
    icon: 'update',
    keywords: ['relapse', 'family', 'support'],
  },
  'trigger-checklist': {
    icon: 'yes-alt',
    keywords: ['craving', 'plan', 'triggers'],
  },
  'treatment-explainer': {
    icon: 'heart',
    keywords: ['medicine', 'methadone', 'buprenorphine'],
  },
  'care-gaps': {
    icon: 'clipboard',
    keywords: ['treatment', 'medicine', 'housing'],
  },
  'tolerance-chart': {
    icon: 'chart-line',
    keywords: ['tolerance', 'risk', 'chart'],
  },
  'relapse-factors': {
    icon: 'warning',
    keywords: ['risk', 'stress', 'relapse'],
  },
  faq: {
    icon: 'editor-help',
    keywords: ['questions', 'naloxone', 'methadone'],
  },
  'quick-exit': {
    icon: 'exit',
    keywords: ['leave', 'hide', 'safety'],
  },
  feedback: {
    icon: 'thumbs-up',
    keywords: ['rating', 'survey'],
    // Outside of a form nobody gets the answer.
    hidden: true,
  },
};

/**
 * @typedef {object} ControlSettings
 * @property {'own-line' | 'look'} [group] panel of the editor that has the control; default: the first
 * @property {boolean} [hidden] the attribute is kept where it is written, but the editor has no control for it
 */

/** @type {Record<string, ControlSettings>} */
export const CONTROLS = {
  phone: {group: 'own-line'},
  operator: {group: 'own-line'},
  'phone-name': {group: 'own-line'},
  hours: {group: 'own-line'},
  'heading-level': {group: 'look'},
  theme: {group: 'look'},
  // For forms and scripts, which an author does not write.
  disabled: {hidden: true},
  form: {hidden: true},
  name: {hidden: true},
  'no-events': {hidden: true},
  required: {hidden: true},
};
