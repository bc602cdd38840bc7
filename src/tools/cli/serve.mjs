export {serve} from '../serve.mjs';
