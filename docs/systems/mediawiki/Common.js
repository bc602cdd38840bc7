mw.loader.load('https://your-site.example/recovery-widgets.css', 'text/css');
mw.loader.load('https://your-site.example/recovery-widgets.classic.js');
// On talk pages and pages of users, no widget: anyone could write a line of their own there.
mw.hook('wikipage.content').add(([content]) => {
  const namespace = mw.config.get('wgNamespaceNumber');
  if (namespace === 2 || namespace % 2) content.dataset.recoveryOff = '';
});
