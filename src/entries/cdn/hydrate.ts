/** For pages with prerendered widgets: goes on from what is in their shadow roots. Comes before the first of them is defined. */
import {hydrate} from '@lit-labs/ssr-client';
import {RecoveryElement} from '../../core/recovery-element.js';

RecoveryElement.hydrate = hydrate;
