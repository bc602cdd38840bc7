import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import 'recovery-widgets/words.css';
import './page.js';
