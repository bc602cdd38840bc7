/**
 * Messages between a widget in a frame (frame.html) and the page that embeds it. Types only: the receiver has to check origin
 * and content of every message itself.
 */

/** Frame to page: the height of its content, in CSS pixels. */
export interface FrameHeightMessage {
  type: 'recovery-widgets:height';
  height: number;
}

/** Page to frame: the color scheme in use where the frame is. */
export interface FrameSchemeMessage {
  type: 'recovery-widgets:scheme';
  scheme: 'light' | 'dark';
}

/** Quick exit in a frame to the page: leave. */
export interface FrameExitMessage {
  type: 'recovery-widgets:exit';
  /** Text to show and announce until the other page has loaded. */
  text: string;
  /** Language of the text. */
  lang: string;
}

type KeysOf<Message> = Message extends unknown ? keyof Message : never;

/** A message before it is checked: any window may have sent it, with anything in it. */
export type Unchecked<Message extends {type: string}> = Partial<Record<Exclude<KeysOf<Message>, 'type'>, unknown>> & {
  type?: Message['type'];
};
