import 'recovery-widgets/words.css';
import {createRoot} from 'react-dom/client';
import words from 'recovery-widgets/words/en/US/helpline-banner.html?raw';
import {Page} from './Page';
import './define.js';

createRoot(document.getElementById('root')!).render(<Page words={words} />);
