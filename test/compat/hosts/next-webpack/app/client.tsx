'use client';
import '../define.js';

export {Page} from '../Page';
