/** `node src/tools/cli/types.mjs`: writes the types and metadata of the package. A step of `npm run build`, after the manifest. */
import {buildTypes} from '../types/build-types.mjs';

await buildTypes();
