import 'recovery-widgets/words.css';
import './define.js';
