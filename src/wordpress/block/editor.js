/**
 * The block in the editor of WordPress. It has no build step: this file runs as it is, with the libraries that WordPress offers
 * as `wp`. Data comes from includes/editor.php.
 */
/* global DOMParser, window */
(function (/** @type {any} */ wp, /** @type {any} */ data) {
  const {createElement, Fragment, RawHTML, useEffect, useRef, useState} = wp.element;
  const {InspectorControls, useBlockProps} = wp.blockEditor;
  const {Button, Dashicon, Notice, PanelBody, Placeholder, SelectControl, Spinner, TextControl, ToggleControl} =
    wp.components;
  const {__, sprintf} = wp.i18n;

  const BLOCK = 'recovery-widgets/widget';
  /** Milliseconds without a change before the preview is loaded: about the pause between two keys. */
  const PREVIEW_DELAY = 250;
  /** Choices in the look of current versions of WordPress. */
  const CONTROL_PROPS = {__nextHasNoMarginBottom: true, __next40pxDefaultSize: true};

  const toKey = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  const offered = () =>
    Object.entries(data.widgets)
      .filter(([, widget]) => widget.offered)
      .map(([value, {label}]) => ({value, label}));

  // Inspector

  /** Returns the control for one attribute of a widget. */
  function controlFor({key, kind, label, help, options}, attributes, set) {
    const props = {...CONTROL_PROPS, key, label, help: help || undefined, onChange: (value) => set({[key]: value})};
    if (kind === 'switch') return createElement(ToggleControl, {...props, checked: !!attributes[key]});
    if (kind === 'choice') return createElement(SelectControl, {...props, value: attributes[key], options});
    return createElement(TextControl, {...props, value: attributes[key]});
  }

  /**
   * Returns a list of choices. The first, an empty value, stands for the choice of the site or the page. A value that was typed by
   * hand stays in the list.
   */
  function choice({label, key, first, options}, attributes, set) {
    const value = attributes[key];
    const isKnown = !value || options.some((option) => option.value === value);
    return createElement(SelectControl, {
      ...CONTROL_PROPS,
      label,
      value,
      options: [{value: '', label: first}, ...options, ...(isKnown ? [] : [{value, label: value}])],
      onChange: (chosen) => set({[key]: chosen}),
    });
  }

  const country = (attributes, set) =>
    choice(
      {
        label: data.labels.region.label,
        key: 'region',
        first: data.region
          ? // translators: %s: name of a country.
            sprintf(__('Same as the site: %s', 'recovery-widgets'), data.region)
          : __('Not chosen: no number is shown', 'recovery-widgets'),
        options: data.regions,
      },
      attributes,
      set,
    );

  const language = (attributes, set) =>
    choice(
      {
        label: data.labels.lang.label,
        key: 'lang',
        first: __('Same as the post', 'recovery-widgets'),
        options: data.languages
          .filter(({value}) => data.widgets[attributes.widget].languages.includes(value))
          .map(({value, label}) => ({value, label: label.charAt(0).toLocaleUpperCase() + label.slice(1)})),
      },
      attributes,
      set,
    );

  /** Returns a panel, or nothing where it would be empty. */
  function panel(title, isOpen, controls) {
    const shown = controls.filter(Boolean);
    return shown.length ? createElement(PanelBody, {key: title, title, initialOpen: isOpen}, ...shown) : null;
  }

  function Inspector({attributes, set}) {
    const {regional, controls} = data.widgets[attributes.widget];
    const inGroup = (name) =>
      controls
        .filter(({group, shown}) => shown && group === name)
        .map((control) => controlFor(control, attributes, set));
    const operatorMissing =
      attributes.phone && !attributes.operator
        ? createElement(
            Notice,
            {status: 'warning', isDismissible: false},
            __('Say who runs your line. Without this it is not shown.', 'recovery-widgets'),
          )
        : null;
    return createElement(InspectorControls, null, [
      panel(__('Settings', 'recovery-widgets'), true, [
        ...inGroup(''),
        regional ? country(attributes, set) : null,
        language(attributes, set),
      ]),
      panel(__('Your own line', 'recovery-widgets'), !!attributes.phone, [...inGroup('local-line'), operatorMissing]),
      panel(__('Look', 'recovery-widgets'), false, inGroup('look')),
    ]);
  }

  // Canvas

  /** Loads the preview of the widget. Returns undefined while it loads, and null if it could not be loaded. */
  function usePreview(attributes, post, onFallback) {
    const [preview, setPreview] = useState(undefined);
    const {fallback: _, align: _align, style: _style, ...asked} = attributes;
    const given = Object.entries({...asked, post}).filter(
      ([, value]) => value !== undefined && value !== '' && value !== false,
    );
    const query = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
    useEffect(() => {
      if (!attributes.widget) return undefined;
      let isCurrent = true;
      const show = (answer) => {
        if (!isCurrent) return;
        setPreview(answer);
        if (answer) onFallback(answer.fallback);
      };
      const timer = setTimeout(
        () => {
          wp.apiFetch({path: `/recovery-widgets/v1/preview?${query}`}).then(show, () => show(null));
        },
        preview === undefined ? 0 : PREVIEW_DELAY,
      );
      return () => {
        isCurrent = false;
        clearTimeout(timer);
      };
    }, [query]);
    return preview;
  }

  /** Shows a widget that nobody can click: its links would dial, and the quick exit would leave the editor. */
  const still = (html) =>
    createElement(
      'div',
      {
        // The server sends only the fallback content where a widget must not be live.
        className: `recovery-widgets-preview${html.startsWith('<div') ? ' recovery-widgets-preview-still' : ''}`,
        ref: (node) => {
          if (node) node.inert = true;
        },
      },
      createElement(RawHTML, {key: html}, html),
    );

  /** Explains why a box shows no number: no country has been chosen, or an unknown one. */
  const noNumberNotice = (region) =>
    createElement(
      Notice,
      {status: 'warning', isDismissible: false},
      region
        ? sprintf(
            // translators: %s: what somebody typed
            __('There are no numbers for the country “%s”: choose one in the sidebar.', 'recovery-widgets'),
            region,
          )
        : __('No country is chosen: the box shows no telephone number of any country.', 'recovery-widgets'),
      ' ',
      data.settingsUrl && !region
        ? createElement(
            'a',
            {href: data.settingsUrl, target: '_top'},
            __('Choose one for the site', 'recovery-widgets'),
          )
        : null,
    );

  function Preview({preview, regional, region}) {
    if (preview === undefined) return createElement(Spinner);
    if (preview === null)
      return createElement(
        Notice,
        {status: 'error', isDismissible: false},
        __('The preview could not be loaded. The page shows the box all the same.', 'recovery-widgets'),
      );
    return createElement(
      Fragment,
      null,
      regional && !preview.region ? noNumberNotice(region) : null,
      still(preview.html),
    );
  }

  /** Asks which widget it is to be, where a block has none. */
  const chooser = (set) =>
    createElement(
      Placeholder,
      {
        icon: 'sos',
        label: __('Help with drug use', 'recovery-widgets'),
        instructions: __('Which box?', 'recovery-widgets'),
      },
      offered().map(({value, label}) =>
        createElement(
          Button,
          {key: value, variant: 'secondary', onClick: () => set({widget: value, fallback: data.fallback})},
          label,
        ),
      ),
    );

  function Edit({attributes, setAttributes, context}) {
    const blockProps = useBlockProps();
    const widget = data.widgets[attributes.widget];
    // Fallback content is saved for readers after the plugin is switched off. It is written when someone changes the block, never
    // when a post is opened: every old post would be “unsaved”.
    const isChanged = useRef(false);
    const set = (changes) => {
      isChanged.current = true;
      setAttributes(changes);
    };
    const preview = usePreview(attributes, context.postId, (fallback) => {
      if (isChanged.current && fallback !== attributes.fallback) {
        // One undo reverts the choice and its fallback content.
        wp.data.dispatch('core/block-editor').__unstableMarkNextChangeAsNotPersistent?.();
        setAttributes({fallback});
      }
      isChanged.current = false;
    });
    if (!attributes.widget) return createElement('div', blockProps, chooser(set));
    return createElement(
      Fragment,
      null,
      widget ? createElement(Inspector, {attributes, set}) : null,
      createElement(
        'div',
        blockProps,
        widget
          ? createElement(Preview, {preview, regional: widget.regional, region: attributes.region})
          : createElement(
              Notice,
              {status: 'warning', isDismissible: false},
              sprintf(
                // translators: %s: name of a widget.
                __('There is no box “%s”. The page shows the words saved in the post.', 'recovery-widgets'),
                attributes.widget,
              ),
            ),
      ),
    );
  }

  // Snippets of HTML that become blocks

  /** Returns whether an element is a placeholder or a tag of a widget. */
  const isSnippet = (node) => !!widgetOf(node);

  /** Returns the name of the widget that an element stands for; undefined if there is none. */
  function widgetOf(node) {
    if (node.nodeType !== 1) return undefined;
    const name =
      node.getAttribute('data-recovery-widget') ?? (node.localName.startsWith('recovery-') ? node.localName : '');
    const letters = name.toLowerCase().replace(/^[^a-z]*recovery|[^a-z]/g, '');
    return Object.keys(data.widgets).find((each) => each.replaceAll('-', '') === letters);
  }

  /** Creates the block for a snippet. */
  function blockOf(node) {
    const widget = widgetOf(node) ?? '';
    const valueOf = (name) => node.getAttribute(`data-${name}`) ?? node.getAttribute(name);
    const attributes = {widget, fallback: data.fallback};
    for (const name of ['lang', 'region']) attributes[name] = valueOf(name) ?? '';
    for (const {name, key, kind, options} of data.widgets[widget].controls) {
      const value = valueOf(name);
      const isDefault = kind === 'choice' && !options.some((option) => option.value === value);
      if (kind === 'switch') attributes[key] = value !== null && value !== 'false';
      else attributes[key] = isDefault ? '' : (value ?? '');
    }
    return wp.blocks.createBlock(BLOCK, attributes);
  }

  /** Returns whether a snippet is whole: half of one would swallow the rest of the HTML. */
  const isWhole = (html) => (html.match(/<div\b/gi) ?? []).length === (html.match(/<\/div\s*>/gi) ?? []).length;

  /** Returns the top-level nodes of some HTML. */
  const nodesOf = (html) => [...new DOMParser().parseFromString(html, 'text/html').body.childNodes];

  /** Addresses of the files that a snippet brings, as in includes/pasted.php. */
  const ASSET_URL =
    /\/recovery-widgets(\.classic)?\.(js|css)$|\/(\d+(\.\d+){0,2}|recovery-widgets.*)\/(all|enhance)\.js$|\/(current|assets-[0-9a-f]{10})\/([\w-]+\/)*[\w-]+\.js$/;

  /** Comment at the start of a snippet. */
  const TITLE = / from \S*builder\/ $/;

  /** Returns whether a node is a file of the widgets, which the plugin has itself, or the title of a snippet. */
  function isAsset(node) {
    if (node.nodeName === '#comment') return TITLE.test(node.data);
    if (node.localName === 'script' && node.type === 'importmap')
      return node.textContent.includes('/recovery-widgets.js');
    if (node.localName === 'script') return ASSET_URL.test(node.getAttribute('src') ?? '');
    return node.localName === 'link' && ASSET_URL.test(node.getAttribute('href') ?? '');
  }

  /** Returns the HTML of a node, which it moves. */
  function htmlOf(node) {
    const box = node.ownerDocument.createElement('div');
    box.append(node);
    return box.innerHTML;
  }

  /** Converts HTML to blocks: each snippet to one of ours, and everything around them to HTML blocks. */
  function blocksOf(html) {
    const blocks = [];
    let rest = '';
    const flush = () => {
      if (rest.trim()) blocks.push(wp.blocks.createBlock('core/html', {content: rest.trim()}));
      rest = '';
    };
    for (const node of nodesOf(html)) {
      if (isSnippet(node)) {
        flush();
        blocks.push(blockOf(node));
      } else if (!isAsset(node)) rest += htmlOf(node);
    }
    flush();
    return blocks;
  }

  const attributeNames = [
    ...new Set(Object.values(data.widgets).flatMap(({controls}) => controls.map(({name}) => name))),
    'lang',
    'region',
  ];

  const transforms = {
    from: [
      {
        type: 'raw',
        priority: 1,
        isMatch: isSnippet,
        // Attributes that are not listed are lost when a snippet is pasted.
        schema: () => ({
          div: {
            attributes: ['data-recovery-widget', 'lang', ...attributeNames.map((name) => `data-${name}`)],
            children: '*',
          },
        }),
        transform: blockOf,
      },
      {
        type: 'block',
        blocks: ['core/html'],
        priority: 1,
        isMatch: ({content}) => isWhole(content ?? '') && nodesOf(content ?? '').some(isSnippet),
        transform: ({content}) => blocksOf(content),
      },
      {
        type: 'shortcode',
        tag: 'recovery_widget',
        attributes: Object.fromEntries(
          ['widget', ...attributeNames].map((name) => [
            toKey(name),
            {
              type: 'string',
              shortcode: ({named}) => named[name] ?? (name === 'widget' ? named.name : undefined),
            },
          ]),
        ),
      },
    ],
  };

  wp.blocks.registerBlockType(BLOCK, {
    edit: Edit,
    // The fallback content is in the post verbatim, as in the Custom HTML block: such a block cannot become invalid, whatever
    // WordPress strips for an author and a later version writes.
    save: ({attributes}) => createElement(RawHTML, null, attributes.fallback),
    transforms,
    variations: Object.entries(data.widgets).map(([name, {label, summary, keywords, icon, offered: isOffered}]) => ({
      name,
      title: label,
      description: summary,
      keywords: ['recovery', ...keywords],
      // Hidden from screen readers, which would read the letter of the icon’s font.
      icon: createElement(Dashicon, {icon, 'aria-hidden': true}),
      attributes: {widget: name, fallback: data.fallback},
      isActive: ['widget'],
      isDefault: name === 'helpline-banner',
      scope: isOffered ? ['inserter'] : [],
    })),
  });
})(/** @type {any} */ (window).wp, /** @type {any} */ (window).recoveryWidgetsEditor);
