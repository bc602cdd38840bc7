/**
 * The two curves of the chart, and SVG paths for them. The points are a sketch, not measurements: no source gives numbers
 * for either curve. Only their shape is sourced: tolerance builds up with use and falls within days to weeks after stopping,
 * while craving may stay.
 */

export interface Point {
  /** From 0 to 100, a share of the width. */
  time: number;
  /** From 0, nothing, to 100, a share of the height. */
  level: number;
}

/** Time at which use stops. The styles repeat this share for the text below the plot: `.times`, `.in-the-gap`. */
export const STOP = 34;

export const tolerance: readonly Point[] = [
  {time: 0, level: 42},
  {time: STOP, level: 72},
  {time: 88, level: 16},
  {time: 100, level: 16},
];

export const craving: readonly Point[] = [
  {time: 0, level: 54},
  {time: STOP, level: 84},
  {time: 100, level: 84},
];

/** Time between two strokes of the gap. */
const STEP = 3;

const round = (value: number): number => Math.round(value * 10) / 10;

/** Returns a function that writes a point as SVG coordinates. Where text runs from right to left, so does time. */
const coordinatesFor =
  (isRightToLeft: boolean) =>
  ({time, level}: Point): string =>
    `${round(isRightToLeft ? 100 - time : time)} ${round(100 - level)}`;

/** Returns the path of a smooth curve through the points, horizontal at each of them. */
export function curvePath(points: readonly Point[], isRightToLeft: boolean): string {
  const coordinates = coordinatesFor(isRightToLeft);
  return points
    .map((point, index) => {
      if (!index) return `M${coordinates(point)}`;
      const before = points[index - 1];
      const third = (point.time - before.time) / 3;
      const leaving = coordinates({time: before.time + third, level: before.level});
      const arriving = coordinates({time: point.time - third, level: point.level});
      return `C${leaving} ${arriving} ${coordinates(point)}`;
    })
    .join('');
}

/** Returns the level at a time of the curve that {@link curvePath} draws. */
export function levelAt(points: readonly Point[], time: number): number {
  const next = Math.max(
    1,
    points.findIndex((point) => point.time >= time),
  );
  const [start, end] = [points[next - 1], points[next]];
  const part = (time - start.time) / (end.time - start.time);
  return start.level + (end.level - start.level) * part * part * (3 - 2 * part);
}

/** Returns the path of strokes that fill the gap between two curves from {@link STOP} on. */
export function gapPath(upper: readonly Point[], lower: readonly Point[], isRightToLeft: boolean): string {
  const coordinates = coordinatesFor(isRightToLeft);
  let path = '';
  for (let time = STOP + STEP; time < 100; time += STEP)
    path += `M${coordinates({time, level: levelAt(upper, time)})}L${coordinates({time, level: levelAt(lower, time)})}`;
  return path;
}

/** Returns the path of the vertical line at {@link STOP}. */
export function stopPath(isRightToLeft: boolean): string {
  const coordinates = coordinatesFor(isRightToLeft);
  return `M${coordinates({time: STOP, level: 100})}L${coordinates({time: STOP, level: 0})}`;
}
