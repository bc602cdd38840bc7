/**
 * Takes the page of the preview from the builder, where that was opened from a disk: there a frame may load other files only if it is a
 * file itself.
 */
addEventListener('message', ({source, data}) => {
  if (source !== parent || typeof data?.page !== 'string') return;
  document.open();
  document.write(data.page);
  document.close();
});
parent.postMessage({type: 'recovery-builder:ready'}, '*');
