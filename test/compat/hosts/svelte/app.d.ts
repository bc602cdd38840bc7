import type {} from 'recovery-widgets/svelte';
