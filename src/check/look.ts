/** Checks the presentation: headings, layout shift, colors. */
import {contrast, parseColor} from './contrast.js';
import type {Facts, WidgetUse} from './facts.js';
import {boxOf, type Add} from './finding.js';
import {policyFinding, refusedBy} from './policy.js';

/** Pairs of colors that need a contrast, by the part of the property after `--recovery-color-`. Those that the page does not set are ours. */
const PAIRS: readonly {foreground: string; background: string; minRatio: number}[] = [
  {foreground: 'text', background: 'surface', minRatio: 7},
  {foreground: 'text', background: 'tint', minRatio: 7},
  {foreground: 'quiet', background: 'surface', minRatio: 7},
  {foreground: 'accent', background: 'surface', minRatio: 7},
  {foreground: 'on-accent', background: 'accent', minRatio: 7},
  {foreground: 'edge', background: 'surface', minRatio: 3},
];

/** Colors of the widgets that a page does not set, by the part of the property after `--recovery-color-`. */
export const COLORS: Readonly<Record<'light' | 'dark', Readonly<Record<string, string>>>> = {
  light: {
    text: '#1b2733',
    quiet: '#43505c',
    surface: '#ffffff',
    tint: '#f0f4f8',
    edge: '#6b7885',
    accent: '#004a83',
    'on-accent': '#ffffff',
  },
  dark: {
    text: '#f1f5f8',
    quiet: '#c3ccd4',
    surface: '#131c25',
    tint: '#1e2a36',
    edge: '#8b98a5',
    accent: '#9fd0ff',
    'on-accent': '#08131d',
  },
};

/** Reports faults in the look of the widgets. */
export function checkLook(facts: Facts, add: Add): void {
  for (const use of facts.uses) checkUse(use, facts, add);
  for (const url of facts.sheets) {
    const directive = refusedBy(facts.policies, 'style', url, facts.url);
    if (!directive) continue;
    if (/^https?:/.test(url)) add(...policyFinding(url, directive));
    else add('csp', 'csp-style', {directive});
  }
  checkColors(facts, add);
}

function checkUse(use: WidgetUse, {scripts}: Facts, add: Add): void {
  const {heading, headingBefore} = use;
  if (heading && headingBefore && heading > headingBefore + 1)
    add('heading', 'heading', {...boxOf(use), level: heading, before: headingBefore, next: headingBefore + 1});
  if (use.isStatic || !use.name || !use.content) return;
  if (use.style === 'after') add('style-late', 'style-late', boxOf(use));
  // Nothing takes the place of author code without script.
  else if (use.style === 'none' && !(use.isForAuthors && !scripts.length)) add('style', 'style', boxOf(use));
}

/** Returns the color of a part in one mode. `light-dark(a, b)` has one for each. */
function colorOf(part: string, mode: 'light' | 'dark', colors: Facts['colors']): ReturnType<typeof parseColor> {
  const value = colors[part] ?? COLORS[mode][part];
  const [, light, dark] = /^light-dark\(\s*([^,]+|rgba?\([^)]*\))\s*,\s*(.+)\)$/.exec(value) ?? [];
  return parseColor(light ? (mode === 'light' ? light : dark) : value);
}

function checkColors({colors, uses}: Facts, add: Add): void {
  const isDark = uses.every(({attributes}) => attributes.theme === 'dark');
  for (const {foreground, background, minRatio} of PAIRS) {
    const own = [foreground, background].find((part) => colors[part]);
    if (!own) continue;
    for (const mode of isDark ? (['dark'] as const) : (['light', 'dark'] as const)) {
      const [a, b] = [colorOf(foreground, mode, colors), colorOf(background, mode, colors)];
      const ratio = a && b ? contrast(a, b) : minRatio;
      if (ratio < minRatio)
        add('contrast', `contrast-${mode}`, {
          property: `--recovery-color-${own}`,
          ratio: Math.floor(ratio * 10) / 10,
          other: own === foreground ? background : foreground,
          least: minRatio,
        });
    }
  }
}
