/** Address in the code of the preview, to be replaced by that of the files beside the builder. */
export const PREVIEW_BASE = 'https://preview.invalid/';
