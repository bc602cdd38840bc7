/** The tab stops of each widget. */
import {lineOf, US_LINE} from './helplines.mjs';

const [CRISIS, COMPANION] = [lineOf('us-988'), lineOf('us-safespot')];
const [FRANK, SAMARITANS] = [lineOf('gb-frank'), lineOf('gb-samaritans')];
/** Label of a link that calls a line. @param {{name: string, number: string}} line */
const callTo = ({name, number}) => `${name}, ${number}`;

/** A helpline of the page itself. */
const LOCAL_LINE = 'phone="555 0100" phone-name="County line" operator="The county"';

/**
 * The tab stops of each widget in order, by its name and attributes: role and name, as Chromium exposes them to a screen reader.
 * A group of radio buttons is one stop. Lines with `+` are there once everything is open and the first of each kind of answer is
 * given; lines with `-` only before that.
 *
 * @type {Record<string, string>}
 */
const TABLE = {
  'helpline-banner region="US"': `
    link Call ${callTo(US_LINE)}
    link Text your ZIP code to ${lineOf('us-samhsa-national-helpline', 1).number}
    button Copy number, SAMHSA’s National Helpline
    summary Other ways to reach this line
    + link Textphone (TTY), ${callTo(lineOf('us-samhsa-national-helpline', 2))}
    link Call ${callTo(CRISIS)}
    link Text ${CRISIS.number}
    link Chat online, 988 Suicide & Crisis Lifeline
    button Copy number, 988 Suicide & Crisis Lifeline
    summary Other ways to reach this line
    + link Video in sign language
    link Call ${callTo(COMPANION)}
    link Call emergency services, 911`,
  'helpline-banner region="US" variant="compact"': `
    link Call ${callTo(US_LINE)}
    link Call emergency services, 911`,
  [`helpline-banner region="GB" ${LOCAL_LINE}`]: `
    link Call ${callTo(FRANK)}
    link Text ${lineOf('gb-frank', 1).number}
    link Chat online, FRANK
    button Copy number, FRANK
    summary Other ways to reach this line
    + link Textphone (TTY), ${callTo(lineOf('gb-frank', 3))}
    link Call ${callTo(SAMARITANS)}
    button Copy number, Samaritans
    summary About this line
    link Call County line, 555 0100
    button Copy number, County line
    link Call emergency services, 999`,
  'helpline-banner': 'link Find A Helpline',
  'overdose-warning region="US"': `
    link Call emergency services, 911
    link Call ${callTo(COMPANION)}
    summary Where this comes from
    + links to the sources`,
  'trigger-checklist': `
    checkbox People
    checkbox Places
    checkbox Smells
    checkbox Things
    checkbox Music
    checkbox Settings and times
    checkbox Feelings
    + button Print my plan
    + button Copy my plan
    + button Save as a text file
    + button Clear all
    summary Where this comes from
    + links to the sources`,
  'treatment-explainer': `
    - button Open all
    + button Close all
    summary Medicine , Body
    summary Behavioral therapy , Habits and thinking , People and daily life
    summary Mental health counseling , Habits and thinking
    summary Medical care , Body
    summary Family and community support , People and daily life
    summary Peer support , People and daily life , Habits and thinking
    summary Where this comes from
    + links to the sources`,
  'relapse-guide region="US"': `
    link Call emergency services, 911
    link Call ${callTo(CRISIS)}
    checkbox Do not stay alone.
    link Call ${callTo(COMPANION)}
    checkbox Keep naloxone close.
    checkbox Tell the person with you the signs of an overdose.
    checkbox Try not to use any more.
    checkbox Do not add alcohol or other drugs.
    checkbox Tell someone you trust.
    checkbox Call your care team and say that you have used.
    checkbox Get naloxone to keep at home.
    checkbox Call a helpline.
    link Call ${callTo(US_LINE)}
    checkbox Choose a medicine with your care team.
    checkbox See what your treatment includes.
    checkbox Ask for one thing that is missing.
    button Print these steps
    + button Clear all
    summary Where this comes from
    + links to the sources`,
  'tolerance-chart': `
    summary See this as a table
    summary Where this comes from
    + links to the sources`,
  'relapse-factors': `
    summary Where this comes from
    + links to the sources`,
  'care-gaps region="US"': `
    radios Medicine
    radios Behavioral therapy
    radios Mental health counseling
    radios Medical care
    radios Family and community support
    radios Peer support
    radios Help with cost
    radios Help getting there
    radios People who support you
    radios Help while you wait
    link Call ${callTo(US_LINE)}
    + button Print my list
    + button Copy my list
    + button Save as a text file
    + button Clear all
    summary Where this comes from
    + links to the sources`,
  'faq region="US"': `
    link Call emergency services, 911
    summary What should I do in an overdose?
    + link Call emergency services, 911
    summary What is naloxone?
    summary Can I get into trouble if I call for help?
    summary Why is it so dangerous to use heroin or another opioid again?
    summary When is an overdose more likely?
    summary What if I use again, or someone I know does?
    summary Why do some people use heroin or another opioid again?
    summary What can make recovery harder?
    summary What helps to prevent a return to use?
    summary Which medicines treat opioid addiction?
    summary Is medicine just replacing one drug with another?
    summary Can I stop my medicine when I feel better?
    summary What does treatment cost?
    summary How can I help someone I care about?
    summary Where this comes from
    + links to the sources`,
  'quick-exit': `
    link Leave this page
    summary Leaving does not clear your browser history or call log.`,
  'quick-exit placement="fixed"': `
    link Leave this page
    summary Leaving does not clear your browser history or call log.`,
  feedback: 'radios Was this page helpful?',
  'feedback scale="stars" comment required': `
    radios How helpful was this page? Please choose an answer.
    textbox Your comment (optional)`,
  'feedback comment disabled': '',
};

/** One stop for all links to sources: they are many, and change. */
export const SOURCES = 'links to the sources';

/** Every widget in each of its forms: name and attributes. */
export const WIDGET_FORMS = Object.keys(TABLE);

/** Removes attributes that do not change the look: the country, the reader and the page’s helpline. @param {string} form */
const lookOf = (form) => form.replace(/ (region|audience|phone|phone-name|operator)="[^"]*"/g, '');

/** The first form of each look that has tab stops. */
export const LOOKS = WIDGET_FORMS.filter((form) => TABLE[form]).filter(
  (form, index, forms) => index === forms.findIndex((other) => lookOf(other) === lookOf(form)),
);

/**
 * Returns the tab stops of a widget.
 *
 * @param {string} form
 * @param {boolean} isFilled whether everything is open and answered
 */
export const tabStopsOf = (form, isFilled) =>
  TABLE[form]
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith(isFilled ? '-' : '+'))
    .map((line) => line.replace(/^[+-] /, ''));
