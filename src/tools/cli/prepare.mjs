export {root, isAtLeast} from '../project.mjs';
export {findBrowser} from '../browser.mjs';
export {runStep} from './run-step.mjs';
