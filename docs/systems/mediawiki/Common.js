mw.loader.load('https://your-site.example/recovery-widgets.css', 'text/css');
mw.loader.load('https://your-site.example/recovery-widgets.classic.js');
