export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  telemetry: false,
  css: ['recovery-widgets/fallback.css'],
  vue: {compilerOptions: {isCustomElement: (tag) => tag.startsWith('recovery-')}},
  app: {head: {title: 'Support', htmlAttrs: {lang: 'en'}, link: [{rel: 'icon', href: 'data:,'}]}},
});
