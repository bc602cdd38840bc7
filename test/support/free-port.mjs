/** Finds ports for servers of tests and examples. */
import {serve} from '../../src/tools/serve.mjs';

/** Returns a free port of the loopback interface. */
export async function freePort() {
  const {port, close} = await serve({});
  await close();
  return port;
}
