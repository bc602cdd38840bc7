import {HelplineBanner} from 'recovery-widgets';

const banner = new HelplineBanner();
banner.region = 'US';
banner.variant = 'compact';
banner.headingLevel = 3;
document.body.append(banner);
document.addEventListener('recovery-contact', (event) => console.log(event.channel));
