/**
 * The findings in English: the problem in one sentence, and one step. Code is between backticks; `{…}` is a placeholder for a value
 * from the page. The bookmark, the command and the builder all show these; their translations are in translations/.
 */
export const TEXTS = {
  'nothing-here': ['There is no widget in this page.', 'Paste a snippet, publish the page and clear its caches.'],
  'shown-as-text': [
    'The code of a snippet is shown as text.',
    'Paste it again in the source or HTML view of your editor; in WordPress, into a Custom HTML block or, in the classic editor, on the tab “Code”.',
  ],
  'css-as-text': [
    'CSS code is visible above the text: a filter has removed a `<style>` tag.',
    'Make the snippet again in the form `<div>`, for editors.',
  ],
  quotes: [
    'The quotation marks in the code of “{box}” have become typographic ones, so its links and its script are broken.',
    'Copy the code again, and paste it without a word processor in between; by e-mail, send the saved file.',
  ],
  name: ['“{given}” is not the name of a widget.', 'Correct the name. Allowed: {allowed}.'],
  'frame-name': [
    'The frame requests an unknown widget, “{given}”.',
    'Correct `widget=` in its address. Allowed: {allowed}.',
  ],
  'end-tag': [
    'The end tag of “{box}” is missing, so the rest of the page belongs to it.',
    'Paste the snippet again. A tag of ours cannot be closed with `/>`.',
  ],
  'wrapped-tag': [
    'The editor has put a `<p>` around the tag of “{box}”, so its text is now after it.',
    'Make the snippet again in the form `<div>`, for editors.',
  ],
  attribute: [
    '`{attribute}="{value}"` is not valid. Allowed: {allowed}.',
    'Correct that attribute; until then the widget uses its default.',
  ],
  operator: [
    '`phone="{phone}"` is ignored: `operator`, the name of who runs it, is missing.',
    'Add that attribute, or remove the number; until then the widget shows the public lines only.',
  ],
  copied: [
    'An optimizer has copied the script into the page, so it cannot find its other files.',
    'Exclude `recovery-widgets.js` in the settings of the optimizer, and empty its cache.',
  ],
  merged: [
    'Our script is not on the page, but a file that {optimizer} has merged from several is.',
    'Exclude `recovery-widgets.js` in the settings of {optimizer}, and empty its cache.',
  ],
  'merged-unnamed': [
    'Our script is not on the page, but a file that an optimizer has merged from several is.',
    'Exclude `recovery-widgets.js` in the settings of the optimizer, and empty its cache.',
  ],
  'held-back': [
    '{optimizer} delays the script until somebody uses the page.',
    'Exclude `recovery-widgets.js` in the settings of {optimizer}, and empty its cache.',
  ],
  'held-back-unnamed': [
    'An optimizer delays the script until somebody uses the page.',
    'Exclude `recovery-widgets.js` in the settings of the optimizer, and empty its cache.',
  ],
  'script-silent': [
    'The script is on the page but has not run; the browser gives no reason.',
    'Open the server check, the page above the folder of the files; then the console (F12), for other errors.',
  ],
  script: [
    'The line with our script is not on the page.',
    'Add the last line of the snippet, once, anywhere on the page or site; for authors an administrator has to. If it was there yesterday, something merges or removes scripts: exclude `recovery-widgets.js`.',
  ],
  author: [
    'This code is for authors and has no script: readers see its text alone until the two lines for the whole site are there.',
    'Leave it as it is. For boxes in place of the text, ask an administrator to add these two lines once, to all pages.',
  ],
  'script-managed': [
    'The script is not on the page. A tag manager may wait for consent to cookies.',
    'Add the last line of the snippet, once, anywhere on the page or site; for authors an administrator has to. If it was there yesterday, something merges or removes scripts: exclude `recovery-widgets.js`.',
  ],
  consent: [
    'The script waits for consent to cookies. It sets none and stores nothing.',
    'Let your consent tool list it as necessary, or remove the script from it.',
  ],
  'no-src': [
    'The script has no `src`, so browsers do not run it.',
    'Paste the script line again, with `type="module"` and `src`.',
  ],
  'other-type': [
    'The script has `type="{type}"`, so browsers do not run it.',
    'Paste the script line again, with `type="module"` and `src`.',
  ],
  'no-module': [
    'The editor has removed `type="module"` from the line with `{file}`.',
    'Use `recovery-widgets.classic.js`, which needs none.',
  ],
  nomodule: ['The script has `nomodule`, so browsers skip it.', 'Remove `nomodule`.'],
  'csp-file': [
    'The security header blocks `{url}`: `{directive}`.',
    'Ask whoever runs the server to add this address to `{name}` in the header Content-Security-Policy: `{origin}`.',
  ],
  'csp-nonce': [
    'The security header lets only scripts run that carry its nonce: `{directive}`.',
    'Ask whoever builds the page to write the nonce of the page into the line with our script. An address in the header has no effect.',
  ],
  'csp-style': [
    'The security header blocks the style of the text: `{directive}`.',
    'Make the snippet again with a linked style sheet, and add the address of that file to `style-src`.',
  ],
  'address-example': [
    'The script has the address of an example: `{src}`.',
    'Put the address of the folder with your files there.',
  ],
  'address-disk': [
    'The address of the script is a local file: `{src}`.',
    'Put the files on a web server, and use their address there.',
  ],
  'address-http': [
    'The page is served over https, the script over http: browsers block it.',
    'Write `https://` into the address of the script.',
  ],
  'address-status': [
    '`{url}` returns status {status}.',
    'Upload the whole folder with the files, or correct the address.',
  ],
  mime: [
    'The server sends `{file}` as “{type}”, so browsers do not run it.',
    'Configure it to send `.js` files as `text/javascript`.',
  ],
  'integrity-crossorigin': [
    'The script has `integrity` without `crossorigin`, so browsers cannot check it.',
    'Add `crossorigin="anonymous"`.',
  ],
  'integrity-value': ['The value of `integrity` is not a valid hash.', 'Paste the snippet again, with the hash.'],
  'other-definition': [
    'Another script of the page defines `<{tag}>`; ours does not replace it.',
    'Remove the other script, or use another name in it.',
  ],
  'copies-versions': [
    'The page loads several versions: {versions}. The first one works.',
    'Remove the script line of the older one.',
  ],
  copies: ['The page loads our script from {count} addresses: {urls}.', 'Keep one script line; it serves all widgets.'],
  'no-fallback': [
    'There is no text inside “{box}”: without script, readers see nothing.',
    'Paste the snippet with its text.',
  ],
  'dead-links': [
    'The editor has removed the address of a link in “{box}”: “{text}”.',
    'Allow `tel:` and `sms:` links in your editor, or remove that link.',
  ],
  'region-unknown': [
    '“{box}” has the region “{region}”, which is not a region of this library.',
    'Correct `data-region`: a country such as `US`, or a part of one such as `CA-QC`.',
  ],
  region: [
    '“{box}” has no region, but its text has numbers of one: they disappear when the widget loads.',
    'Add `data-region`, such as `data-region="US"`.',
  ],
  'no-number': [
    'No number in the text of “{box}” can be dialed.',
    'Paste the snippet with its text, which has links that dial.',
  ],
  'retired-number': [
    'The page shows a number that no page may show: {what}. {reason}',
    'Remove it, or make the snippet again.',
  ],
  'wrong-label': [
    'A link in “{box}” shows {text} but dials {digits}.',
    'Paste the snippet again, or write the same number twice.',
  ],
  language: [
    'The text of “{box}” is in “{shown}”, the widget will be in “{lang}”.',
    'Write `lang="{shown}"` and `data-lang="{shown}"` into the snippet, or make it again in “{lang}”.',
  ],
  'language-unknown': [
    'Unknown language “{lang}”. Allowed: {allowed}.',
    'Choose one of these, or keep your own text; the widget itself is in English.',
  ],
  outdated: [
    'The text of “{box}” is from version {version} of {date}; version {own} has a different one.',
    'Make the snippet again; for many pages, update their files with `npx recovery-widgets refresh`.',
  ],
  'outdated-numbers': [
    'The text of “{box}” has {numbers}, which the widget does not show.',
    'If that is a line of your own, name it with `data-phone` and `data-operator`; else make the snippet again.',
  ],
  'frame-example': [
    'The frame has the address of an example: `{src}`.',
    'Put the address of the folder with your files there.',
  ],
  'frame-http': [
    'The page is served over https, the frame over http: browsers block it.',
    'Write `https://` into the address of the frame.',
  ],
  frame: ['The security header blocks the frame: `{directive}`.', 'Add `{origin}` to `frame-src`.'],
  sandbox: ['The sandbox of the frame lacks `{missing}`.', 'Write `sandbox="{all}"`.'],
  'frame-low': [
    'The frame is {height} pixels high, too low to read in.',
    'Add the line with `frame-parent.js` below it, or a height of 480.',
  ],
  heading: [
    '“{box}” begins with a heading of level {level}, after one of level {before}.',
    'Write `data-heading-level="{next}"`, and make the snippet again.',
  ],
  'contrast-light': [
    '`{property}` has a contrast of {ratio}:1 with `{other}` on a light background; it needs {least}:1.',
    'Choose a darker or lighter color, or one for each with `light-dark(…, …)`.',
  ],
  'contrast-dark': [
    '`{property}` has a contrast of {ratio}:1 with `{other}` on a dark background; it needs {least}:1.',
    'Choose a darker or lighter color, or one for each with `light-dark(…, …)`.',
  ],
  style: [
    'There is no style sheet for the text of “{box}”, so the page layout shifts when the widget appears.',
    'Add the line of the code with `rel="stylesheet"` where the code has it, or `recovery-widgets.css` in the head.',
  ],
  'style-late': [
    'The style sheet for the text of “{box}” comes after it, so the page layout shifts when it loads.',
    'Put that line in front of the widget, or into the head.',
  ],
} as const;

export type TextKey = keyof typeof TEXTS;

/** The texts in another language, as translations/ has them. */
export interface Translation {
  around?: Partial<Record<keyof typeof AROUND, string>>;
  findings: Partial<Record<TextKey, readonly string[]>>;
}

/** Texts around a finding, in English. */
export const AROUND = {
  fine: 'The widgets of this page work, as far as this check can see.',
  more: '{count} more after that: fix this, then check again.',
  plugin:
    'Made by the plugin: change it in the editor, or look at Tools → Site Health. If it worked yesterday, something merges or removes scripts: exclude `recovery-widgets.js`.',
  close: 'Close',
} as const;

/** Replacements for the `{…}` in a text. */
export type Values = Readonly<Record<string, string | number>>;

/** Fills a text, without the marks of code. */
export const fill = (text: string, values: Values): string =>
  text.replaceAll('`', '').replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
