/** All story files: what the browser tests loop over. */
export * as helplineBanner from './helpline-banner.stories.js';
