/** Returns the host of a URL as people write it, without `www.`. Throws on anything that is not an absolute URL. */
export const displayHost = (url: string): string => new URL(url).hostname.replace(/^www\./, '');
