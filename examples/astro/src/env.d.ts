/// <reference types="astro/client" />
import type {} from 'recovery-widgets/astro';
