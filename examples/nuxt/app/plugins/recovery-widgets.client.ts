import 'recovery-widgets/define/helpline-banner.js';

export default defineNuxtPlugin(() => {});
