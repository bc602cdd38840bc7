/** Elements with a state that readers change: what they open, fill in or focus. */
const KINDS = ['details', 'summary', 'a', 'button', 'input', 'textarea'] as const;

type Control = HTMLElement & Partial<Pick<HTMLInputElement, 'checked' | 'value' | 'setSelectionRange'>>;

const listControls = (root: ShadowRoot): Control[][] => KINDS.map((kind) => [...root.querySelectorAll(kind)]);

/** Copies the state of a control. The events tell the widget of it, as if the reader had made the choice now. */
function copyState(from: Control, to: Control): void {
  if (from instanceof HTMLDetailsElement) (to as HTMLDetailsElement).open ||= from.open;
  if (from.checked === to.checked && from.value === to.value) return;
  Object.assign(to, {checked: from.checked, value: from.value});
  for (const type of ['input', 'change']) to.dispatchEvent(new Event(type));
}

/**
 * Records the state of all controls before a shadow root is rendered again.
 *
 * @returns a function to call after the render: gives the state to the controls of each kind that has as many as before
 */
export function recordControls(root: ShadowRoot): () => void {
  const before = listControls(root);
  const focused = root.activeElement as HTMLTextAreaElement | null;
  return () => {
    for (const [kind, controls] of listControls(root).entries()) {
      if (controls.length !== before[kind].length) continue;
      for (const [index, control] of controls.entries()) {
        copyState(before[kind][index], control);
        if (before[kind][index] !== focused) continue;
        control.focus({preventScroll: true});
        if (control.localName === 'textarea') control.setSelectionRange!(focused.selectionStart, focused.selectionEnd);
      }
    }
  };
}
