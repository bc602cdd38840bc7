/**
 * Copies text to the clipboard. Resolves to `false` without permission, or without a clipboard: only pages with https have
 * one, and frames with `allow="clipboard-write"`.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
