/** The questions of the builder, one after the other. */
import {html, nothing} from 'lit';
import {live} from 'lit/directives/live.js';
import {checkField, choiceGroup, question, selectField, textField} from './fields.mjs';
import {PICTURES} from './pictures.mjs';
import {EXAMPLE_BASE, PLATFORMS, formOf, hasFile, hasLook, linksStyle, withWidget} from './state.mjs';

/** @typedef {import('./main.mjs').App} App @typedef {import('./data.mjs').Control} Control */

/** Attributes that have a question of their own. */
const ELSEWHERE = ['heading-level', 'theme'];

/** @param {App} app */
export const widgetOf = ({data, state}) =>
  /** @type {import('./data.mjs').Widget} */ (data.widgets.find(({name}) => name === state.widget));

/** Country of the region; empty without one. @param {import('./state.mjs').State} state */
const countryOf = ({region}) => region.slice(0, 2);

/** Error of a field, in the language of the page. @param {App} app @param {string} field */
function errorOf({snippet, translator}, field) {
  const mistake = snippet.mistakes.find((each) => each.field === field);
  if (!mistake) return undefined;
  return translator.has(`error.${field}`)
    ? translator.text(`error.${field}`)
    : html`<span lang="en">${mistake.message}</span>`;
}

/** @param {App} app */
export function widgetQuestion(app) {
  const {data, translator, state} = app;
  const choose = (/** @type {import('./data.mjs').Widget} */ widget) => app.update(withWidget(state, widget));
  return question(
    'step-widget',
    translator.text('step.widget'),
    html`
      <p class="hint">${translator.text('widget.hint')}</p>
      <ul class="widgets" role="list">
        ${data.widgets.map(
          (widget) => html`
            <li>
              <label for="widget-${widget.name}">
                <input
                  type="radio"
                  name="widget"
                  id="widget-${widget.name}"
                  value=${widget.name}
                  aria-describedby="about-${widget.name}"
                  .checked=${live(widget.name === state.widget)}
                  @change=${() => choose(widget)}
                />
                <svg viewBox="0 0 80 56" width="80" height="56" aria-hidden="true" focusable="false">
                  ${PICTURES[widget.name]}
                </svg>
                <b>${translator.label(widget.label)}</b>
              </label>
              <div id="about-${widget.name}">
                <p>${translator.label(widget.summary)}</p>
                ${['when', 'not']
                  .filter((key) => translator.has(`${key}.${widget.name}`))
                  .map(
                    (key) => html`<p><b>${translator.text(key)}</b> ${translator.text(`${key}.${widget.name}`)}</p>`,
                  )}
              </div>
            </li>
          `,
        )}
      </ul>
    `,
  );
}

/** Lists regions as choices in the order of their names. @param {App} app @param {string[]} codes */
const regionChoices = ({data, translator}, codes) =>
  codes
    .map((value) => ({value, label: translator.nameOfRegion(value, data.subdivisions)}))
    .sort((a, b) => a.label.localeCompare(b.label, translator.lang));

/** @param {App} app */
function countryField(app) {
  const {data, translator, state} = app;
  const country = countryOf(state);
  const needsPlace = widgetOf(app).regional || formOf(state) === 'frame';
  return selectField({
    id: 'region',
    label: translator.text('region'),
    hint: translator.text(needsPlace ? 'region.hint' : 'region.unused'),
    value: country,
    choices: [
      {value: '', label: translator.text('region.none')},
      ...regionChoices(
        app,
        data.regions.filter((code) => code.length === 2),
      ),
    ],
    onChange: (region) => app.update({region}),
    after: needsPlace && !country ? html`<p class="warning">${translator.text('region.missing')}</p>` : nothing,
  });
}

/** Field for a part of the country; nothing where no part has lines of its own. @param {App} app */
function placeField(app) {
  const {data, translator, state} = app;
  const country = countryOf(state);
  const parts = data.regions.filter((code) => code.startsWith(`${country}-`) && country);
  // A part without a line of its own may come from an older snippet.
  if (state.region.length > 2 && !parts.includes(state.region)) parts.push(state.region);
  if (!parts.length) return nothing;
  return selectField({
    id: 'place',
    label: translator.text('place'),
    hint: translator.text('place.hint'),
    value: state.region,
    choices: [{value: country, label: translator.text('place.none')}, ...regionChoices(app, parts)],
    onChange: (region) => app.update({region}),
  });
}

/** @param {App} app */
function languageField(app) {
  const {data, translator, state} = app;
  const {languages} = widgetOf(app);
  return choiceGroup({
    id: 'langs',
    type: 'checkbox',
    label: translator.text('langs'),
    hint: translator.text('langs.hint'),
    error: state.langs.length ? undefined : translator.text('langs.error'),
    values: state.langs,
    choices: data.languages
      .filter((lang) => languages.includes(lang))
      .map((value) => ({value, label: translator.nameOfLanguage(value), lang: value})),
    onChange: (lang, isChosen) => {
      const langs = data.languages.filter((each) => (each === lang ? isChosen : state.langs.includes(each)));
      app.update({langs});
    },
  });
}

/** @param {App} app */
export const placeQuestion = (app) =>
  question(
    'step-place',
    app.translator.text('step.place'),
    html`${countryField(app)} ${placeField(app)} ${languageField(app)}`,
  );

/** Whether an own line has details but no number. @param {import('./state.mjs').State} state */
const lacksPhone = ({attributes}) =>
  !attributes.phone && ['operator', 'phone-name', 'hours'].some((name) => attributes[name]);

/** @param {App} app @param {Control} control @param {string} [hint] */
function attributeField(app, control, hint) {
  const {translator, state} = app;
  const {name, kind, values, valueLabels} = control;
  const about = {
    id: `attribute-${name}`,
    label: translator.label(control.label),
    hint: hint ?? translator.label(control.summary),
  };
  const set = (/** @type {string | undefined} */ value) => {
    const {[name]: _, ...others} = state.attributes;
    app.update({attributes: value === undefined ? others : {...others, [name]: value}});
  };
  if (kind === 'switch')
    return checkField({
      ...about,
      checked: name in state.attributes,
      onChange: (checked) => set(checked ? '' : undefined),
    });
  if (kind === 'text')
    return textField({
      ...about,
      error:
        errorOf(app, name) ?? (name === 'phone' && lacksPhone(state) ? translator.text('error.ownphone') : undefined),
      value: state.attributes[name] ?? '',
      type: name === 'phone' ? 'tel' : name === 'href' ? 'url' : 'text',
      onInput: (value) => set(value || undefined),
    });
  const labelOf = (/** @type {string} */ value) => translator.label(valueLabels[value] ?? value);
  const usual = control.default.replaceAll("'", '');
  return selectField({
    ...about,
    value: state.attributes[name] ?? '',
    choices: [
      {value: '', label: translator.text('unset', {value: labelOf(usual)})},
      ...values.map((value) => ({value, label: labelOf(value)})),
    ],
    onChange: (value) => set(value || undefined),
  });
}

/** @param {App} app */
export function textQuestion(app) {
  const {translator} = app;
  const {controls} = widgetOf(app);
  const inFrame = formOf(app.state) === 'frame';
  const own = controls.filter(({group}) => group === 'local-line');
  const heading = controls.find(({name}) => name === 'heading-level');
  const others = controls.filter(({name, group}) => !ELSEWHERE.includes(name) && group !== 'local-line');
  return question(
    'step-text',
    translator.text('step.text'),
    html`
      ${heading ? attributeField(app, heading, translator.text('heading.hint')) : nothing}
      ${others.map((control) => attributeField(app, control))}
      ${!heading && !others.length && !own.length && !inFrame ? html`<p>${translator.text('text.none')}</p>` : nothing}
      ${
        own.length
          ? html`<fieldset class="group">
              <legend>${translator.text('own')}</legend>
              <p class="hint">${translator.text('own.hint')}</p>
              <p class="warning">${translator.text('own.law')}</p>
              ${own.map((control) => attributeField(app, control))}
            </fieldset>`
          : nothing
      }
    `,
  );
}

/** Sets an option of the look; an empty value removes it. @param {App} app @param {string} name @param {string} value */
function setLook(app, name, value) {
  const {[name]: _, ...others} = app.state.look;
  app.update({look: value ? {...others, [name]: value} : others});
}

/** @param {App} app */
function accentFields(app) {
  const {contrasts, translator, state} = app;
  /** @param {string} name @param {'light' | 'dark'} mode */
  const problem = (name, mode) => {
    const low = contrasts.find((each) => each.mode === mode);
    if (!low)
      return app.snippet.mistakes.some(({field}) => field === name) ? translator.text('error.accent') : undefined;
    return html`${translator.text(`contrast.${mode}`, {ratio: low.ratio.toLocaleString(translator.lang)})}
      <button type="button" class="small" @click=${() => setLook(app, name, low.suggestion)}>
        ${translator.text('contrast.use', {color: low.suggestion})}
      </button>`;
  };
  const swatch = (/** @type {string} */ color) =>
    /^#[\da-f]{6}$/i.test(color)
      ? html`<svg class="swatch" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
          <rect width="24" height="24" fill=${color} />
        </svg>`
      : nothing;
  const {accent = '', 'accent-dark': dark = ''} = state.look;
  const isGood = accent && !contrasts.length && !app.snippet.mistakes.some(({field}) => field.startsWith('accent'));
  const theme = state.attributes.theme ?? 'auto';
  return html`
    ${textField({
      id: 'accent',
      label: translator.text('accent'),
      hint: translator.text('accent.hint'),
      error: accent ? problem('accent', theme === 'dark' ? 'dark' : 'light') : undefined,
      value: accent,
      onInput: (value) => setLook(app, 'accent', value.trim()),
      after: html`${swatch(accent)}${isGood ? html`<p class="good">${translator.text('contrast.good')}</p>` : nothing}`,
    })}
    ${
      (accent && theme === 'auto') || dark
        ? textField({
            id: 'accent-dark',
            label: translator.text('accent-dark'),
            hint: translator.text('accent-dark.hint'),
            error: problem('accent-dark', 'dark'),
            value: dark,
            onInput: (value) => setLook(app, 'accent-dark', value.trim()),
            after: swatch(dark),
          })
        : nothing
    }
  `;
}

/** @param {App} app */
export function lookQuestion(app) {
  const {translator, state} = app;
  const theme = widgetOf(app).controls.find(({name}) => name === 'theme');
  /** @param {'radius' | 'font'} name @param {string[]} values */
  const lookField = (name, values) => {
    const value = state.look[name] ?? '';
    const all = value && !values.includes(value) ? [...values, value] : values;
    return selectField({
      id: name,
      label: translator.text(name),
      error: errorOf(app, name),
      value,
      choices: [
        {value: '', label: translator.text(`${name}.usual`)},
        ...all.map((each) => ({
          value: each,
          label: translator.has(`${name}.${each}`)
            ? translator.text(`${name}.${each}`)
            : translator.text('other', {value: each}),
        })),
      ],
      onChange: (next) => setLook(app, name, next),
    });
  };
  return question(
    'step-look',
    translator.text('step.look'),
    html`
      <p class="hint">${translator.text('look.hint')}</p>
      ${theme ? attributeField(app, theme) : nothing}
      ${
        hasLook(state)
          ? html`${accentFields(app)}${lookField('radius', ['0', '12px'])}${lookField('font', ['inherit', 'Georgia, serif'])}`
          : html`<p>${translator.text('look.noplace')}</p>`
      }
    `,
  );
}

/** @param {App} app */
function baseField(app) {
  const {translator, state, ownBase} = app;
  const given = state.base || ownBase;
  const isLocal = /^https?:\/\/(localhost|127\.|\[::1\])/.test(given);
  const note = !given ? 'base.file' : isLocal ? 'base.local' : state.base ? '' : 'base.own';
  return textField({
    id: 'base',
    label: translator.text('base'),
    hint: translator.text('base.hint'),
    error: errorOf(app, 'base'),
    value: given,
    type: 'url',
    onInput: (value) => app.update({base: value.trim() === ownBase ? '' : value.trim()}),
    after: note
      ? html`<p class=${note === 'base.own' ? 'hint' : 'warning'}>${translator.text(note, {example: EXAMPLE_BASE})}</p>`
      : nothing,
  });
}

/** Fields for experts. @param {App} app */
function moreFields(app) {
  const {data, translator, state} = app;
  const form = formOf(state);
  /** @param {'form' | 'file'} id @param {string[]} values @param {(value: string) => string} labelOf */
  const choice = (id, values, labelOf) =>
    selectField({
      id,
      label: translator.text(id),
      value: state[id],
      choices: [
        {value: '', label: translator.text('form.platform')},
        ...values.map((value) => ({value, label: labelOf(value)})),
      ],
      onChange: (value) => app.update({[id]: value}),
    });
  /** @param {string} id @param {string} hint @param {'integrity' | 'linkStyle'} key @param {boolean} checked */
  const flag = (id, hint, key, checked) =>
    checkField({
      id,
      label: translator.text(id),
      hint: translator.text(hint),
      checked,
      onChange: (value) => app.update({[key]: value}),
    });
  const file = (/** @type {string} */ value) => `${value}: ${translator.text(`file.${value}`)}`;
  return html`
    <details class="more">
      <summary>${translator.text('more')}</summary>
      ${choice('form', data.forms, (value) => translator.text(`form.${value}`))}
      ${hasFile(state) ? choice('file', data.files, file) : nothing}
      ${hasFile(state) || form === 'frame' ? flag('integrity', 'integrity.hint', 'integrity', state.integrity) : nothing}
      ${['tag', 'div'].includes(form) ? flag('link-style', 'link-style.hint', 'linkStyle', linksStyle(state)) : nothing}
    </details>
  `;
}

/** @param {App} app */
export function platformQuestion(app) {
  const {translator, state} = app;
  return question(
    'step-platform',
    translator.text('step.platform'),
    html`
      ${choiceGroup({
        id: 'platform',
        label: translator.text('step.platform'),
        isLabelUnseen: true,
        hint: translator.text('platform.hint'),
        values: [state.platform],
        choices: Object.keys(PLATFORMS).map((value) => ({value, label: translator.text(`platform.${value}`)})),
        onChange: (platform) => app.update({platform, form: '', file: '', linkStyle: undefined}),
      })}
      ${formOf(state) === 'fallback' ? nothing : baseField(app)} ${moreFields(app)}
    `,
  );
}
