import type {PropertyDeclarations} from 'lit';
import {upgradeProperty} from '../../core/attributes.js';
import {RecoveryElement} from '../../core/recovery-element.js';

/**
 * A form-associated custom element: `name`, `required`, `disabled`, reset and constraint validation, as the HTML standard
 * defines them for form controls.
 *
 * Subclasses render the controls and own the value. They call `valueChanged()` when it changes, and `syncForm()` when only
 * other entries do. Browsers get no state, so there is no `formStateRestoreCallback()`.
 */
export abstract class FormFieldElement extends RecoveryElement {
  static override properties: PropertyDeclarations = {
    // The accessors below reflect the attributes, as in native form controls.
    name: {noAccessor: true},
    required: {type: Boolean, noAccessor: true},
    disabled: {type: Boolean, noAccessor: true},
    value: {attribute: false, noAccessor: true},
  };
  static override shadowRootOptions: ShadowRootInit = {...RecoveryElement.shadowRootOptions, delegatesFocus: true};

  /** Makes the element form-associated. */
  static readonly formAssociated = true;

  /** Missing in browsers from before 2023, and incomplete in jsdom: the widget then works, but outside the form. */
  readonly #internals = (this as Partial<this>).attachInternals?.() as Partial<ElementInternals> | undefined;

  /** Message of `setCustomValidity()`. */
  #customMessage = '';

  /** Whether the element or a `<fieldset>` around it is disabled, once the browser has said so. */
  #isFormDisabled: boolean | undefined;

  /** Whether the browser has reported the field as invalid since its last change, as `:user-invalid` does. */
  protected isUserInvalid = false;

  /** Validation message for a missing value, in the language shown. Set while rendering; until then the field is valid. */
  protected missingMessage = '';

  constructor() {
    super();
    this.addEventListener('invalid', () => {
      this.isUserInvalid = true;
      this.requestUpdate();
    });
  }

  /** The value, as a form submits it; empty for none. */
  abstract value: string;

  /** Control to which validation messages point; undefined before the first render. */
  protected abstract get validationAnchor(): HTMLElement | null | undefined;

  /** Appends the entries to submit under the field’s name. */
  protected abstract appendEntries(data: FormData, name: string): void;

  /** Clears the value and everything else that was entered. */
  protected abstract reset(): void;

  /**
   * @attribute name
   *
   * Name under which the form submits the answer. Without it, the form gets none.
   */
  get name(): string {
    return this.getAttribute('name') ?? '';
  }
  set name(name: string | null | undefined) {
    if (name == null) this.removeAttribute('name');
    else if (this.getAttribute('name') !== name) this.setAttribute('name', name);
  }

  /**
   * @attribute required
   *
   * Keeps the form from being submitted before an answer is chosen.
   */
  get required(): boolean {
    return this.hasAttribute('required');
  }
  set required(required: boolean | null | undefined) {
    this.toggleAttribute('required', !!required);
  }

  /**
   * @attribute disabled
   *
   * Disables the answers; the form gets none. A disabled `<fieldset>` around the element does the same.
   */
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }
  set disabled(disabled: boolean | null | undefined) {
    this.toggleAttribute('disabled', !!disabled);
  }

  /** Name of the tag. Native fields have their type here. */
  get type(): string {
    return this.localName;
  }

  /**
   * @attribute {string} form
   *
   * Id of the form that owns the element. Default: the form around it. The property is the form itself; setting it sets the
   * attribute, as frameworks set a property where an element has one.
   */
  get form(): HTMLFormElement | null {
    return this.#internals?.form ?? null;
  }
  set form(form: HTMLFormElement | string | null | undefined) {
    const id = typeof form === 'object' ? form?.id || null : form;
    if (id == null) this.removeAttribute('form');
    else this.setAttribute('form', id);
  }

  /** The page’s labels for the element. */
  get labels(): NodeList | undefined {
    return this.#internals?.labels;
  }

  get validity(): ValidityState | undefined {
    return this.#internals?.validity;
  }

  get validationMessage(): string {
    return this.#internals?.validationMessage ?? '';
  }

  get willValidate(): boolean {
    return !!this.#internals?.willValidate;
  }

  checkValidity(): boolean {
    return this.#internals?.checkValidity?.() ?? true;
  }

  reportValidity(): boolean {
    return this.#internals?.reportValidity?.() ?? true;
  }

  /** Blocks the form with a validation message of the page’s own; an empty one removes it. */
  setCustomValidity(message: string): void {
    this.#customMessage = message;
    this.syncForm();
  }

  override connectedCallback(): void {
    upgradeProperty(this, 'form');
    super.connectedCallback();
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    super.attributeChangedCallback(name, before, value);
    this.valueChanged();
  }

  /** @internal */
  formAssociatedCallback(): void {
    this.requestUpdate();
  }

  /** @internal */
  formDisabledCallback(isDisabled: boolean): void {
    this.#isFormDisabled = isDisabled;
    this.requestUpdate();
  }

  /** @internal */
  formResetCallback(): void {
    this.reset();
  }

  protected override updated(): void {
    this.syncForm();
  }

  /** Whether the controls are to be disabled. */
  protected get isDisabled(): boolean {
    return this.#isFormDisabled ?? this.disabled;
  }

  /** Updates form and controls after a change of the value or its dependencies. */
  protected valueChanged(): void {
    this.isUserInvalid = false;
    this.syncForm();
    this.requestUpdate();
  }

  /** Sets the entries to submit and the validity. */
  protected syncForm(): void {
    const {name} = this;
    const data = new FormData();
    if (name) this.appendEntries(data, name);
    // A null state keeps the entries out of the session history. Some browsers restore the entries all the same; the next
    // update overwrites them.
    this.#internals?.setFormValue?.(data, null);
    const anchor = this.validationAnchor;
    // Before there is a control to use, the form is not blocked.
    if (!anchor || !this.missingMessage) return;
    const valueMissing = this.required && !this.value;
    this.#internals?.setValidity?.(
      {valueMissing, customError: !!this.#customMessage},
      this.#customMessage || (valueMissing ? this.missingMessage : ''),
      anchor,
    );
  }
}

/** Submits a form as native fields do on Enter: with its default button, or directly where it has none. */
export function submitImplicitly(form: HTMLFormElement): void {
  const button = [...form.elements].find((each) => (each as Partial<HTMLButtonElement>).type === 'submit');
  if (button) (button as HTMLElement).click();
  else form.requestSubmit();
}
