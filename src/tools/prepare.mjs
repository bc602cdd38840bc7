export const findBrowser = () => '/usr/bin/chromium';
