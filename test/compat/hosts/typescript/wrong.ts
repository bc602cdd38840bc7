import {HelplineBanner} from 'recovery-widgets';

const banner = new HelplineBanner();
banner.variant = 'tiny';
banner.headingLevle = 3;
document.addEventListener('recovery-contact', (event) => console.log(event.chanel));
