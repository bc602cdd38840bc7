/** Questions that few people need: the heading, a line of their own, the look, and what developers choose. */
import {html, nothing} from 'lit';
import {checkField, fold, selectField, textField} from './fields.mjs';
import {formOf, hasCode, hasFile, hasLook} from './state.mjs';

/** @typedef {import('./main.mjs').App} App @typedef {import('./data.mjs').Control} Control */

/** Attributes that do not stand among the others. */
const ELSEWHERE = ['heading-level', 'theme', 'languages'];

/** @param {App} app */
export const widgetOf = ({data, state}) =>
  /** @type {import('./data.mjs').Widget} */ (data.widgets.find(({name}) => name === state.widget));

/** Error of a field, in the language of the page. @param {App} app @param {string} field */
function errorOf({snippet, translator}, field) {
  const mistake = snippet.mistakes.find((each) => each.field === field);
  if (!mistake) return undefined;
  return translator.has(`error.${field}`)
    ? translator.text(`error.${field}`)
    : html`<span lang="en">${mistake.message}</span>`;
}

/** Whether a local line has details but no number. @param {import('./state.mjs').State} state */
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
      <button type="button" @click=${() => setLook(app, name, low.suggestion)}>
        ${translator.text('contrast.use', {color: low.suggestion})}
      </button>`;
  };
  const {accent = '', 'accent-dark': dark = ''} = state.look;
  const theme = state.attributes.theme ?? 'auto';
  return html`
    ${textField({
      id: 'accent',
      label: translator.text('accent'),
      hint: translator.text('accent.hint'),
      error: accent ? problem('accent', theme === 'dark' ? 'dark' : 'light') : undefined,
      value: accent,
      onInput: (value) => setLook(app, 'accent', value.trim()),
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
          })
        : nothing
    }
  `;
}

/** @param {App} app */
function lookFields(app) {
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
  return html`
    ${theme ? attributeField(app, theme) : nothing}
    ${
      hasLook(state)
        ? html`${accentFields(app)}${lookField('radius', ['0', '12px'])}${lookField('font', ['inherit', 'Georgia, serif'])}`
        : html`<p>${translator.text('look.noplace')}</p>`
    }
  `;
}

/** @param {string} address */
const isLocal = (address) => /^https?:\/\/(localhost|127\.|\[::1\])/.test(address);

/** Whether pages on the web can load files from the folder around this page. @param {App} app */
export const isUsable = ({ownBase}) => !!ownBase && !isLocal(ownBase);

/** @param {App} app */
export function baseField(app) {
  const {translator, state, ownBase} = app;
  const given = state.base || ownBase;
  const note = !given ? 'base.file' : isLocal(given) ? 'base.local' : state.base ? '' : 'base.own';
  return textField({
    id: 'base',
    label: translator.text('base'),
    hint: note === 'base.local' ? '' : translator.text('base.hint'),
    error: errorOf(app, 'base'),
    value: given,
    type: 'url',
    onInput: (value) => app.update({base: value.trim() === ownBase ? '' : value.trim()}),
    after: note ? html`<p class=${note === 'base.own' ? 'hint' : 'warning'}>${translator.text(note)}</p>` : nothing,
  });
}

/** A part of the fold. @param {string} title @param {unknown} content */
const group = (title, content) =>
  html`<fieldset class="group">
    <legend>${title}</legend>
    ${content}
  </fieldset>`;

/** @param {App} app */
function ownLineFields(app) {
  const {translator} = app;
  const own = widgetOf(app).controls.filter((control) => control.group === 'local-line');
  if (!own.length) return nothing;
  return group(
    translator.text('own'),
    html`<p class="hint">${translator.text('own.hint')}</p>
      <p class="warning">${translator.text('own.law')}</p>
      ${own.map((control) => attributeField(app, control))}`,
  );
}

/** @param {App} app */
export function moreQuestion(app) {
  const {translator, state} = app;
  const {controls} = widgetOf(app);
  const heading = controls.find(({name}) => name === 'heading-level');
  const others = controls.filter((control) => !ELSEWHERE.includes(control.name) && control.group !== 'local-line');
  const isUsed = [state.attributes, state.look].some((each) => Object.keys(each).length > 0);
  return fold(
    'more',
    html`<h2>${translator.text('more')}</h2>`,
    isUsed,
    html`
      ${heading ? attributeField(app, heading, translator.text('heading.hint')) : nothing}
      ${others.map((control) => attributeField(app, control))} ${ownLineFields(app)}
      ${group(translator.text('look'), lookFields(app))}
      ${
        hasFile(state) && hasCode(state)
          ? checkField({
              id: 'hints',
              label: translator.text('hints'),
              hint: translator.text('hints.hint'),
              checked: state.hints,
              onChange: (hints) => app.update({hints}),
            })
          : nothing
      }
      ${isUsable(app) && formOf(state) !== 'fallback' ? baseField(app) : nothing}
    `,
  );
}
