import 'recovery-widgets/words.css';
import './page.js';
