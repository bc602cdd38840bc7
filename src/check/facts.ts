/** Facts about the widgets in a page, as the reader extracts them. */

/** A script tag of ours. */
export interface Script {
  /** As it is written, from `src` or where an optimizer keeps it. */
  src: string;
  /** Absolute, if the address of the page is known. */
  url: string;
  /** File of ours, such as `recovery-widgets.js`. */
  file: string;
  type: string;
  attributes: Record<string, string>;
}

/** A link in fallback content that calls or texts. */
export interface PhoneLink {
  /** Digits to dial, with `+`. */
  digits: string;
  text: string;
}

/** A tag or placeholder of a widget. */
export interface WidgetUse {
  form: 'div' | 'tag';
  /** Name of the widget as it is written. */
  rawName: string;
  /** Its name, if there is such a widget. */
  name: string | undefined;
  /** Attributes as the widget gets them. */
  attributes: Record<string, string>;
  /** Its own or that of the page; empty for none. */
  region: string;
  /** Text inside, without white space at its ends. */
  content: string;
  links: PhoneLink[];
  /** Links without an address that can be followed. */
  deadLinks: string[];
  /** Rank of its first heading, and of the one before it on the page; 0 for none. */
  heading: number;
  headingBefore: number;
  isStatic: boolean;
  /** Whether its text has the look of author code, which comes without script and style sheet. */
  isForAuthors: boolean;
  /** Whether the plugin for WordPress has written it, or refreshes its text. */
  isByPlugin: boolean;
  /** Whether URLs are in smart quotes; the loader strips those from other values. */
  hasCurlyQuotes: boolean;
  /** False if the source has no end tag. */
  isClosed: boolean | undefined;
  /** Whether the fallback content is after the tag instead of inside. */
  isContentOutside: boolean;
  /** Whether a style sheet for its text comes before it. */
  style: 'before' | 'after' | 'none';
}

/** A frame with a widget. */
export interface Frame {
  src: string;
  parameters: Record<string, string>;
  /** Tokens of `sandbox`; undefined without it. */
  sandbox: string[] | undefined;
  /** In pixels; 0 if none is given. */
  height: number;
}

/** All that the check knows of the source of a page. */
export interface Facts {
  url: string;
  lang: string;
  scripts: Script[];
  /** Scripts in the page itself. */
  inline: {code: string; type: string; nonce: string}[];
  /** Addresses of other scripts. */
  others: string[];
  uses: WidgetUse[];
  frames: Frame[];
  /** Content-Security-Policy of the page’s meta elements. */
  policies: string[];
  /** Whether readers see our code, or our CSS, as text. */
  showsCode: boolean;
  /** Whether our code is in `<pre>` or `<code>`. */
  explainsCode: boolean;
  showsCss: boolean;
  /** Colors of the widget that the page sets, by the part of the property after `--recovery-color-`. */
  colors: Record<string, string>;
  /** Addresses of our style sheets. */
  sheets: string[];
}
