/** Reads the port of a server from the command line or the environment. */
import {parseArgs} from 'node:util';

/**
 * Returns the first port to try: `--port`, else the environment variable `PORT`. Ends the process if the value is not a port.
 *
 * @param {string} fallback
 * @param {string} usage example for the error message
 * @returns {number}
 */
export function readPort(fallback, usage) {
  let text = process.env.PORT || fallback;
  try {
    text = parseArgs({options: {port: {type: 'string'}}}).values.port ?? text;
  } catch (error) {
    console.error(`${/** @type {Error} */ (error).message}\nUsage: ${usage}`);
    process.exit(1);
  }
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    console.error(`${text} is not a port: use a number from 1 to 65535.`);
    process.exit(1);
  }
  return port;
}
