/** A public source that some words cite; shown in the closed list at the end of a widget. */
export interface Citation {
  title: string;
  publisher: string;
  /** `https:` address. */
  url: string;
}
