/** The questions of the builder, one after the other. */
import {html, nothing} from 'lit';
import {live} from 'lit/directives/live.js';
import {choiceGroup, fold, question, selectField} from './fields.mjs';
import {baseField, isUsable, widgetOf} from './more.mjs';
import {picture} from './pictures.mjs';
import {PLATFORMS, formOf, rowOf, withRow, withWidget} from './state.mjs';

/** @typedef {import('./main.mjs').App} App @typedef {import('./data.mjs').Widget} Widget */

/** Boxes that are offered first: those for a page about an overdose, docs/embed.md. */
const FIRST = ['overdose-warning', 'helpline-banner', 'relapse-guide', 'quick-exit'];

/** Boxes without a number in any code. */
const NUMBERLESS = ['quick-exit', 'feedback'];

/** Languages up to which each has a radio button. */
const MAX_RADIOS = 6;

/** @param {App} app */
export function platformQuestion(app) {
  const {translator, state} = app;
  return question(
    'step-platform',
    translator.text('step.platform'),
    html`
      ${selectField({
        id: 'platform',
        label: translator.text('platform'),
        hint: translator.text('platform.hint'),
        value: state.platform,
        choices: Object.keys(PLATFORMS).map((value) => ({value, label: translator.text(`platform.${value}`)})),
        onChange: (platform) =>
          app.update({platform, form: '', file: '', integrity: false, code: state.code === 'author' ? '' : state.code}),
      })}
      ${isUsable(app) || formOf(state) === 'fallback' ? nothing : baseField(app)}
    `,
  );
}

/** @param {App} app @param {Widget[]} widgets */
const cards = (app, widgets) => html`
  <ul class="widgets" role="list">
    ${widgets.map((widget) => {
      const isChosen = widget.name === app.state.widget;
      return html`<li>
        <label>
          <input
            type="radio"
            name="widget"
            value=${widget.name}
            aria-describedby=${isChosen ? 'about-widget' : nothing}
            .checked=${live(isChosen)}
            @change=${() => app.update(withWidget(app.state, widget))}
          />
          ${picture(app, widget)}
          <b>${app.translator.label(widget.label)}</b>
        </label>
      </li>`;
    })}
  </ul>
`;

/** @param {App} app */
export function widgetQuestion(app) {
  const {data, translator, state} = app;
  const first = FIRST.flatMap((name) => data.widgets.find((each) => each.name === name) ?? []);
  const others = data.widgets.filter((widget) => !first.includes(widget));
  return question(
    'step-widget',
    translator.text('step.widget'),
    html`
      ${cards(app, first)}
      ${fold(
        'other-widgets',
        translator.text('widget.all', {count: data.widgets.length.toLocaleString(translator.lang)}),
        !FIRST.includes(state.widget),
        cards(app, others),
      )}
      <div id="about-widget">
        <p>${translator.label(widgetOf(app).summary)}</p>
        ${['when', 'not']
          .filter((key) => translator.has(`${key}.${state.widget}`))
          .map((key) => html`<p><b>${translator.text(key)}</b> ${translator.text(`${key}.${state.widget}`)}</p>`)}
      </div>
    `,
  );
}

/** Sorts choices by their labels. @param {App} app @param {import('./fields.mjs').Choice[]} choices */
const sorted = ({translator}, ...choices) => choices.sort((a, b) => a.label.localeCompare(b.label, translator.lang));

/** @param {App} app @param {string[]} codes */
const regionChoices = (app, codes) =>
  sorted(app, ...codes.map((value) => ({value, label: app.translator.nameOfRegion(value, app.data.subdivisions)})));

/** States and provinces, so that typing their names finds the country, or the part of it that has lines of its own. @param {App} app */
function placeChoices(app) {
  const {data, translator, state} = app;
  const own = Object.keys(data.subdivisions);
  // A part without a line of its own may come from an older snippet.
  const codes = new Set([...own, ...Object.keys(data.places), state.region].filter((code) => code.length > 2));
  const choices = [...codes].map((code) => {
    const country = code.slice(0, 2);
    const name = data.places[code] ?? translator.nameOfRegion(code, data.subdivisions);
    return {
      value: own.includes(code) || code === state.region ? code : country,
      label: `${name} (${translator.nameOfRegion(country, {})})`,
    };
  });
  return sorted(app, ...choices);
}

/** @param {App} app */
function countryField(app) {
  const {data, translator, state} = app;
  const countries = data.regions.filter((code) => code.length === 2);
  const parts = data.regions.filter((code) => code.startsWith(`${state.region.slice(0, 2)}-`));
  const own = regionChoices(app, parts).map(({label}) => label);
  const needsPlace = !NUMBERLESS.includes(state.widget) || formOf(state) === 'frame';
  return selectField({
    id: 'region',
    label: translator.text('region'),
    hint: translator.text('region.hint'),
    value: state.region,
    choices: [{value: '', label: translator.text('region.none')}, ...regionChoices(app, countries)],
    others: {label: translator.text('region.places'), choices: placeChoices(app)},
    onChange: (region) => app.update({region}),
    after: html`${needsPlace && !state.region ? html`<p class="warning">${translator.text('region.missing')}</p>` : nothing}
    ${own.length ? html`<p class="hint">${translator.text('region.own', {places: translator.join(own)})}</p>` : nothing}`,
  });
}

/** The language of the box, and those of further boxes on the same page. @param {App} app */
function languageFields(app) {
  const {data, translator, state} = app;
  const {languages} = widgetOf(app);
  const [first, ...more] = state.langs;
  const row = rowOf(state);
  const choices = data.languages
    .filter((lang) => languages.includes(lang))
    .map((value) => ({value, label: translator.nameOfLanguage(value), lang: value}));
  const choose = (/** @type {string} */ lang) => app.update({langs: [lang, ...more.filter((each) => each !== lang)]});
  /** Boxes of the other languages. @param {import('./fields.mjs').About} about @param {string[]} values @param {(values: string[]) => void} change */
  const others = (about, values, change) =>
    choiceGroup({
      ...about,
      type: 'checkbox',
      isLabelUnseen: about.id === 'langs',
      values,
      choices: choices.filter(({value}) => value !== first),
      onChange: (lang, isChosen) => change([...values.filter((each) => each !== lang), ...(isChosen ? [lang] : [])]),
    });
  return html`
    ${
      choices.length > MAX_RADIOS
        ? selectField({id: 'lang', label: translator.text('lang'), value: first, choices, onChange: choose})
        : choiceGroup({id: 'lang', label: translator.text('lang'), values: [first], choices, onChange: choose})
    }
    ${fold(
      'more-langs',
      translator.text('langs'),
      more.length > 0 || row.length > 0,
      html`${others(
        {id: 'langs', label: translator.text('langs'), hint: translator.text('langs.hint')},
        more,
        (langs) => app.update({langs: [first, ...langs]}),
      )}
      ${others({id: 'row', label: translator.text('row'), hint: translator.text('row.hint')}, row, (langs) =>
        app.update(withRow(state, langs)),
      )}`,
    )}
  `;
}

/** @param {App} app */
export const placeQuestion = (app) =>
  question('step-place', app.translator.text('step.place'), html`${countryField(app)} ${languageFields(app)}`);
