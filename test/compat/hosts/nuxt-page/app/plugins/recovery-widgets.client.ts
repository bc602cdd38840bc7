import '../../define.js';

export default defineNuxtPlugin(() => {});
