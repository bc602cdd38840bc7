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

/** Error of a field, in the language of the page. @param {App} app @param {string} field */
function errorOf({made, speaker}, field) {
  const mistake = made.mistakes.find((each) => each.field === field);
  if (!mistake) return undefined;
  return speaker.has(`error.${field}`)
    ? speaker.say(`error.${field}`)
    : html`<span lang="en">${mistake.message}</span>`;
}

/** @param {App} app */
export function widgetQuestion(app) {
  const {data, speaker, state} = app;
  const choose = (/** @type {import('./data.mjs').Widget} */ widget) => app.update(withWidget(state, widget));
  return question(
    'step-widget',
    speaker.say('step.widget'),
    html`
      <p class="hint">${speaker.say('widget.hint')}</p>
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
                <b>${speaker.label(widget.label)}</b>
              </label>
              <div id="about-${widget.name}">
                <p>${speaker.label(widget.summary)}</p>
                <p><b>${speaker.say('when')}</b> ${speaker.say(`when.${widget.name}`)}</p>
                <p><b>${speaker.say('not')}</b> ${speaker.say(`not.${widget.name}`)}</p>
              </div>
            </li>
          `,
        )}
      </ul>
    `,
  );
}

/** @param {App} app */
export function placeQuestion(app) {
  const {data, speaker, state} = app;
  const widget = widgetOf(app);
  const country = state.region.slice(0, 2);
  const nameOf = (/** @type {string} */ code) => speaker.nameOfRegion(code, data.subdivisions);
  const byName = (/** @type {string[]} */ codes) =>
    codes.map((value) => ({value, label: nameOf(value)})).sort((a, b) => a.label.localeCompare(b.label, speaker.lang));
  const parts = data.regions.filter((code) => code.startsWith(`${country}-`) && country);
  // A part without a line of its own may come from an older snippet.
  if (state.region.length > 2 && !parts.includes(state.region)) parts.push(state.region);
  const needsPlace = widget.regional || ['frame', 'json-ld'].includes(formOf(state));
  const setLang = (/** @type {string} */ lang, /** @type {boolean} */ isChosen) => {
    const langs = data.languages.filter((each) => (each === lang ? isChosen : state.langs.includes(each)));
    app.update({langs});
  };
  return question(
    'step-place',
    speaker.say('step.place'),
    html`
      ${selectField({
        id: 'region',
        label: speaker.say('region'),
        hint: speaker.say(needsPlace ? 'region.hint' : 'region.unused'),
        value: country,
        choices: [
          {value: '', label: speaker.say('region.none')},
          ...byName(data.regions.filter((code) => code.length === 2)),
        ],
        onChange: (region) => app.update({region}),
        after: needsPlace && !country ? html`<p class="warning">${speaker.say('region.missing')}</p>` : nothing,
      })}
      ${
        parts.length
          ? selectField({
              id: 'place',
              label: speaker.say('place'),
              hint: speaker.say('place.hint'),
              value: state.region,
              choices: [{value: country, label: speaker.say('place.none')}, ...byName(parts)],
              onChange: (region) => app.update({region}),
            })
          : nothing
      }
      ${choiceGroup({
        id: 'langs',
        type: 'checkbox',
        label: speaker.say('langs'),
        hint: speaker.say('langs.hint'),
        error: state.langs.length ? undefined : speaker.say('langs.error'),
        values: state.langs,
        choices: data.languages
          .filter((lang) => widget.languages.includes(lang))
          .map((value) => ({value, label: speaker.nameOfLanguage(value), lang: value})),
        onChange: setLang,
      })}
    `,
  );
}

/** Whether an own line has details but no number. @param {import('./state.mjs').State} state */
const lacksPhone = ({attributes}) =>
  !attributes.phone && ['operator', 'phone-name', 'hours'].some((name) => attributes[name]);

/** @param {App} app @param {Control} control @param {string} [hint] */
function attributeField(app, control, hint) {
  const {speaker, state} = app;
  const {name, kind, values, valueLabels} = control;
  const about = {
    id: `attribute-${name}`,
    label: speaker.label(control.label),
    hint: hint ?? speaker.label(control.summary),
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
      error: errorOf(app, name) ?? (name === 'phone' && lacksPhone(state) ? speaker.say('error.ownphone') : undefined),
      value: state.attributes[name] ?? '',
      type: name === 'phone' ? 'tel' : name === 'href' ? 'url' : 'text',
      onInput: (value) => set(value || undefined),
    });
  const labelOf = (/** @type {string} */ value) => speaker.label(valueLabels[value] ?? value);
  const usual = control.default.replaceAll("'", '');
  return selectField({
    ...about,
    value: state.attributes[name] ?? '',
    choices: [
      {value: '', label: speaker.say('unset', {value: labelOf(usual)})},
      ...values.map((value) => ({value, label: labelOf(value)})),
    ],
    onChange: (value) => set(value || undefined),
  });
}

/** @param {App} app */
export function wordsQuestion(app) {
  const {speaker} = app;
  const {controls} = widgetOf(app);
  const inFrame = formOf(app.state) === 'frame';
  const own = controls.filter(({group}) => group === 'own-line');
  const heading = controls.find(({name}) => name === 'heading-level');
  const others = controls.filter(({name, group}) => !ELSEWHERE.includes(name) && group !== 'own-line');
  return question(
    'step-words',
    speaker.say('step.words'),
    html`
      ${heading ? attributeField(app, heading, speaker.say('heading.hint')) : nothing}
      ${others.map((control) => attributeField(app, control))}
      ${!heading && !others.length && !own.length && !inFrame ? html`<p>${speaker.say('words.none')}</p>` : nothing}
      ${
        own.length
          ? html`<fieldset class="group">
              <legend>${speaker.say('own')}</legend>
              <p class="hint">${speaker.say('own.hint')}</p>
              <p class="warning">${speaker.say('own.law')}</p>
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
  const {contrasts, speaker, state} = app;
  /** @param {string} name @param {'light' | 'dark'} mode */
  const problem = (name, mode) => {
    const low = contrasts.find((each) => each.mode === mode);
    if (!low) return app.made.mistakes.some(({field}) => field === name) ? speaker.say('error.accent') : undefined;
    return html`${speaker.say(`contrast.${mode}`, {ratio: low.ratio.toLocaleString(speaker.lang)})}
      <button type="button" class="small" @click=${() => setLook(app, name, low.suggestion)}>
        ${speaker.say('contrast.use', {color: low.suggestion})}
      </button>`;
  };
  const swatch = (/** @type {string} */ color) =>
    /^#[\da-f]{6}$/i.test(color)
      ? html`<svg class="swatch" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
          <rect width="24" height="24" fill=${color} />
        </svg>`
      : nothing;
  const {accent = '', 'accent-dark': dark = ''} = state.look;
  const isGood = accent && !contrasts.length && !app.made.mistakes.some(({field}) => field.startsWith('accent'));
  const theme = state.attributes.theme ?? 'auto';
  return html`
    ${textField({
      id: 'accent',
      label: speaker.say('accent'),
      hint: speaker.say('accent.hint'),
      error: accent ? problem('accent', theme === 'dark' ? 'dark' : 'light') : undefined,
      value: accent,
      onInput: (value) => setLook(app, 'accent', value.trim()),
      after: html`${swatch(accent)}${isGood ? html`<p class="good">${speaker.say('contrast.good')}</p>` : nothing}`,
    })}
    ${
      (accent && theme === 'auto') || dark
        ? textField({
            id: 'accent-dark',
            label: speaker.say('accent-dark'),
            hint: speaker.say('accent-dark.hint'),
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
  const {speaker, state} = app;
  const theme = widgetOf(app).controls.find(({name}) => name === 'theme');
  /** @param {'radius' | 'font'} name @param {string[]} values */
  const lookField = (name, values) => {
    const value = state.look[name] ?? '';
    const all = value && !values.includes(value) ? [...values, value] : values;
    return selectField({
      id: name,
      label: speaker.say(name),
      error: errorOf(app, name),
      value,
      choices: [
        {value: '', label: speaker.say(`${name}.usual`)},
        ...all.map((each) => ({
          value: each,
          label: speaker.has(`${name}.${each}`) ? speaker.say(`${name}.${each}`) : speaker.say('other', {value: each}),
        })),
      ],
      onChange: (next) => setLook(app, name, next),
    });
  };
  return question(
    'step-look',
    speaker.say('step.look'),
    html`
      <p class="hint">${speaker.say('look.hint')}</p>
      ${theme ? attributeField(app, theme) : nothing}
      ${
        hasLook(state)
          ? html`${accentFields(app)}${lookField('radius', ['0', '12px'])}${lookField('font', ['inherit', 'Georgia, serif'])}`
          : html`<p>${speaker.say('look.noplace')}</p>`
      }
    `,
  );
}

/** @param {App} app */
function baseField(app) {
  const {speaker, state, ownBase} = app;
  const given = state.base || ownBase;
  const isLocal = /^https?:\/\/(localhost|127\.|\[::1\])/.test(given);
  const note = !given ? 'base.file' : isLocal ? 'base.local' : state.base ? '' : 'base.own';
  return textField({
    id: 'base',
    label: speaker.say('base'),
    hint: speaker.say('base.hint'),
    error: errorOf(app, 'base'),
    value: given,
    type: 'url',
    onInput: (value) => app.update({base: value.trim() === ownBase ? '' : value.trim()}),
    after: note
      ? html`<p class=${note === 'base.own' ? 'hint' : 'warning'}>${speaker.say(note, {example: EXAMPLE_BASE})}</p>`
      : nothing,
  });
}

/** Fields for experts. @param {App} app */
function moreFields(app) {
  const {data, speaker, state} = app;
  const one = `widgets/${state.widget}.js`;
  const isStyled = ['tag', 'div'].includes(formOf(state));
  return html`
    <details class="more">
      <summary>${speaker.say('more')}</summary>
      ${selectField({
        id: 'form',
        label: speaker.say('form'),
        value: state.form,
        choices: [
          {value: '', label: speaker.say('form.platform')},
          ...data.forms.map((value) => ({value, label: speaker.say(`form.${value}`)})),
        ],
        onChange: (form) => app.update({form}),
      })}
      ${
        hasFile(state)
          ? selectField({
              id: 'file',
              label: speaker.say('file'),
              value: state.file,
              choices: [
                {value: '', label: speaker.say('form.platform')},
                ...data.files.map((value) => ({value, label: `${value}: ${speaker.say(`file.${value}`)}`})),
                {value: one, label: `${one}: ${speaker.say('file.one')}`},
              ],
              onChange: (file) => app.update({file}),
            })
          : nothing
      }
      ${
        hasFile(state) || formOf(state) === 'frame'
          ? checkField({
              id: 'integrity',
              label: speaker.say('integrity'),
              hint: speaker.say('integrity.hint'),
              checked: state.integrity,
              onChange: (integrity) => app.update({integrity}),
            })
          : nothing
      }
      ${
        isStyled
          ? checkField({
              id: 'link-style',
              label: speaker.say('link-style'),
              hint: speaker.say('link-style.hint'),
              checked: linksStyle(state),
              onChange: (linkStyle) => app.update({linkStyle}),
            })
          : nothing
      }
    </details>
  `;
}

/** @param {App} app */
export function platformQuestion(app) {
  const {speaker, state} = app;
  return question(
    'step-platform',
    speaker.say('step.platform'),
    html`
      ${choiceGroup({
        id: 'platform',
        label: speaker.say('step.platform'),
        isLabelUnseen: true,
        hint: speaker.say('platform.hint'),
        values: [state.platform],
        choices: Object.keys(PLATFORMS).map((value) => ({value, label: speaker.say(`platform.${value}`)})),
        onChange: (platform) => app.update({platform, form: '', file: '', linkStyle: undefined}),
      })}
      ${['words', 'json-ld'].includes(formOf(state)) ? nothing : baseField(app)} ${moreFields(app)}
    `,
  );
}
