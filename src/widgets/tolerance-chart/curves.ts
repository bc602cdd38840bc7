/**
 * What the sketch is drawn from. The points are a sketch too, not measured: no source gives numbers for either line. Only
 * what they tell is sourced: that tolerance builds up with use, that it falls within days to weeks after stopping, and that
 * craving may stay.
 */

/** Time from 0 to 100, of the sketch’s width; level from 0, nothing, to 100, of its height. */
export type Point = readonly [time: number, level: number];

/** When use stops. The styles have the same share for the words below: `.times`, `.in-the-gap`. */
export const STOP = 34;

export const tolerance: readonly Point[] = [
  [0, 42],
  [STOP, 72],
  [88, 16],
  [100, 16],
];

export const craving: readonly Point[] = [
  [0, 54],
  [STOP, 84],
  [100, 84],
];

/** From one stroke in the gap to the next. */
const STEP = 3;

const round = (value: number): number => Math.round(value * 10) / 10;

/** Where time goes from right to left, so does the sketch: its points change sides. Words are never mirrored. */
const placer =
  (isRightToLeft: boolean) =>
  ([time, level]: Point): string =>
    `${round(isRightToLeft ? 100 - time : time)} ${round(100 - level)}`;

/** A smooth line through the points, level at each of them. */
export function line(points: readonly Point[], isRightToLeft: boolean): string {
  const place = placer(isRightToLeft);
  return points
    .map((point, index) => {
      if (!index) return `M${place(point)}`;
      const [[time, level], [end, last]] = [points[index - 1], point];
      const third = (end - time) / 3;
      return `C${place([time + third, level])} ${place([end - third, last])} ${place(point)}`;
    })
    .join('');
}

/** Level of the line that {@link line} draws. */
export function levelAt(points: readonly Point[], time: number): number {
  const next = Math.max(
    1,
    points.findIndex(([each]) => each >= time),
  );
  const [[start, first], [end, last]] = [points[next - 1], points[next]];
  const part = (time - start) / (end - start);
  return first + (last - first) * part * part * (3 - 2 * part);
}

/** The gap between two lines from the time of stopping on, as strokes from one to the other. */
export function gap(upper: readonly Point[], lower: readonly Point[], isRightToLeft: boolean): string {
  const place = placer(isRightToLeft);
  let path = '';
  for (let time = STOP + STEP; time < 100; time += STEP)
    path += `M${place([time, levelAt(upper, time)])}L${place([time, levelAt(lower, time)])}`;
  return path;
}

/** The time of stopping, from top to bottom. */
export const stop = (isRightToLeft: boolean): string => {
  const place = placer(isRightToLeft);
  return `M${place([STOP, 100])}L${place([STOP, 0])}`;
};
