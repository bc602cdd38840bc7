export default {
  title: 'Support',
  lang: 'en',
  head: [['link', {rel: 'icon', href: 'data:,'}]],
  vue: {template: {compilerOptions: {isCustomElement: (tag) => tag.startsWith('recovery-')}}},
};
