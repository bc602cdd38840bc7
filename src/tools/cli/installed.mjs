/** Installs missing packages before a command that imports some is loaded: `node --import ./src/tools/cli/installed.mjs …`. */
import {ensureInstalled} from './install.mjs';

await ensureInstalled();
