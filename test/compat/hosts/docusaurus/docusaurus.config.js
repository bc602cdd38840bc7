export default {
  title: 'Support',
  url: 'https://partner.example',
  baseUrl: '/',
  headTags: [{tagName: 'link', attributes: {rel: 'icon', href: 'data:,'}}],
  plugins: ['@docusaurus/plugin-content-pages'],
  clientModules: ['./client.js'],
};
