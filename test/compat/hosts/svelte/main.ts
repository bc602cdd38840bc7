import 'recovery-widgets/words.css';
import {mount} from 'svelte';
import Page from './Page.svelte';
import './define.js';

mount(Page, {target: document.getElementById('root')!});
