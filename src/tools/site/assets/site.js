/** Script of every page of the site: tables that need no scrolling, and the example of a widget. */
(() => {
  // A box without overflow needs no stop for the keyboard.
  const update = (/** @type {Element} */ box) => {
    const isWide = box.scrollWidth > box.clientWidth;
    if (isWide) box.setAttribute('tabindex', '0');
    else if (document.activeElement !== box) box.removeAttribute('tabindex');
  };
  const observer = new ResizeObserver((entries) => entries.forEach(({target}) => update(target)));
  for (const box of document.querySelectorAll('.wide')) observer.observe(box);

  // The example of a widget takes its language, place and colors from attributes.
  const controls = /** @type {HTMLElement | null} */ (document.querySelector('.controls'));
  const widget = document.querySelector('.example > *');
  if (controls && widget) {
    controls.hidden = false;
    for (const select of controls.querySelectorAll('select'))
      select.addEventListener('change', () => widget.setAttribute(select.dataset.sets ?? '', select.value));
  }
})();
