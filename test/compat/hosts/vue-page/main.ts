import 'recovery-widgets/words.css';
import words from 'recovery-widgets/words/en/US/helpline-banner.html?raw';
import {createApp} from 'vue';
import Page from './Page.vue';
import './define.js';

createApp(Page, {words}).mount('#root');
