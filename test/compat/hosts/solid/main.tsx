import 'recovery-widgets/words.css';
import words from 'recovery-widgets/words/en/US/helpline-banner.html?raw';
import {render} from 'solid-js/web';
import {Page} from './Page';
import './define.js';

render(() => <Page words={words} />, document.getElementById('root')!);
