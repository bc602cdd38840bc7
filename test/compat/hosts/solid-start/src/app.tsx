import 'recovery-widgets/words.css';
import words from 'recovery-widgets/words/en/US/helpline-banner.html?raw';
import {Page} from '../Page';
import '../define.js';

export default function App() {
  return <Page words={words} />;
}
