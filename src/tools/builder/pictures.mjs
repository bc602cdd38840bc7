/** Pictures of the widgets; the home page has the same. */
export {PICTURES} from '../html/pictures.mjs';
