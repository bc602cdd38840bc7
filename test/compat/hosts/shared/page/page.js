import './define.js';

const shown = document.querySelector('#shown');
const banner = document.querySelector('recovery-helpline-banner');
const section = document.querySelector('section');
banner.addEventListener('recovery-contact', (event) => console.info('contact', event.channel));
document.querySelector('#change').addEventListener('click', () => {
  banner.headingLevel = 3;
  document.querySelector('recovery-overdose-warning').lang = 'en';
});
document.querySelector('#toggle').addEventListener('click', () => {
  if (banner.isConnected) shown.replaceChildren();
  else shown.append(banner);
  section.hidden = !banner.isConnected;
  if (section.hidden) section.replaceChildren();
});
