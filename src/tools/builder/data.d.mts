/** Data of the build, which src/tools/builder/build.mjs puts into the page. */
import type {Translations} from './translator.mjs';

export interface Control {
  name: string;
  kind: 'choice' | 'switch' | 'text';
  values: string[];
  default: string;
  label: string;
  summary: string;
  valueLabels: Record<string, string>;
  group: string;
}

export interface Widget {
  name: string;
  label: string;
  summary: string;
  languages: string[];
  controls: Control[];
}

export interface BuilderData {
  version: string;
  dataDate: string;
  widgets: Widget[];
  languages: string[];
  /** Languages of the page itself. */
  menus: string[];
  regions: string[];
  subdivisions: Record<string, Record<string, string>>;
  /** English names of states and provinces without a line of their own, by ISO 3166-2 code. */
  places: Record<string, string>;
  forms: string[];
  files: string[];
  /** Titles of the guides in docs/, by name. */
  guides: Record<string, string>;
  translations: Translations;
}

declare const data: BuilderData;
export default data;
