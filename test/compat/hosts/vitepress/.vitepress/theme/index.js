import 'recovery-widgets/words.css';
import Theme from 'vitepress/theme';

export default {
  extends: Theme,
  enhanceApp() {
    if (!import.meta.env.SSR) import('../../define.js');
  },
};
