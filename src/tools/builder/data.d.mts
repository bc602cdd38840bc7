/** Data of the build, which src/tools/builder/build.mjs puts into the page. */
import type {builderData} from './build.mjs';

export type BuilderData = Awaited<ReturnType<typeof builderData>>;
export type Widget = BuilderData['widgets'][number];
export type Control = Widget['controls'][number];

declare const data: BuilderData;
export default data;
