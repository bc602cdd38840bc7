import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import {hydrateRoot} from 'react-dom/client';
import 'recovery-widgets/words.css';
import {Page} from './Page';
import './define.js';

hydrateRoot(document.getElementById('root')!, <Page />);
