/** Exports a text: to the clipboard, or as a file. */

/** Copies a text where a page has no clipboard: with http, and in frames. @param {string} text @returns {boolean} whether it worked */
function copyByEvent(text) {
  let isSet = false;
  const onCopy = (/** @type {ClipboardEvent} */ event) => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
    isSet = !!event.clipboardData;
  };
  document.addEventListener('copy', onCopy, {once: true});
  const isDone = document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
  return isDone && isSet;
}

/** Copies a text. @param {string} text @returns {Promise<boolean>} whether it worked */
export const copyText = (text) =>
  navigator.clipboard?.writeText(text).then(
    () => true,
    () => copyByEvent(text),
  ) ?? Promise.resolve(copyByEvent(text));

/** Saves a file. @param {string} name @param {string | Uint8Array<ArrayBuffer>} content */
export function saveFile(name, content) {
  // Without a type: a browser would append the file extension of it.
  const url = URL.createObjectURL(new Blob([content]));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
