/** Writes block.json, the description of the block for WordPress. */

/** @typedef {import('./controls.mjs').WidgetControls} WidgetControls */

/**
 * Returns the content of block.json. Every attribute of every widget is one of the block, also those without a control in the
 * editor, so that a transformed snippet loses none.
 *
 * @param {Map<string, WidgetControls>} widgets
 * @param {string} version
 */
export function blockJson(widgets, version) {
  const text = {type: 'string', default: ''};
  const own = [...widgets.values()].flatMap(({controls}) =>
    controls.map(({key, kind}) => [key, kind === 'switch' ? {type: 'boolean', default: false} : text]),
  );
  return {
    $schema: 'https://schemas.wp.org/trunk/block.json',
    apiVersion: 3,
    name: 'recovery-widgets/widget',
    version,
    title: 'Help with drug use',
    category: 'recovery-widgets',
    icon: 'sos',
    description: 'Who to call, what to do in an overdose, and other help boxes.',
    keywords: ['helpline', 'overdose', 'recovery'],
    textdomain: 'recovery-widgets',
    attributes: {
      widget: text,
      lang: text,
      region: text,
      ...Object.fromEntries(own),
      // The fallback content in the post, verbatim.
      fallback: {type: 'string', source: 'raw', default: ''},
    },
    usesContext: ['postId'],
    supports: {html: false, align: ['wide', 'full'], spacing: {margin: true}},
    example: {attributes: {widget: 'helpline-banner', variant: 'compact'}},
    editorScript: 'recovery-widgets-editor',
  };
}
