/** JSON schema validation with error messages for editors. */
import {Ajv2020} from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {memoize} from './memoize.mjs';

/**
 * Describes the location of a schema error in an editor’s terms: `messages[3] “call-text”, text`, `lines[0] “us-988”, operator`.
 *
 * @param {string} pointer JSON pointer
 * @param {any} data
 */
function describeLocation(pointer, data) {
  let value = data;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => {
      const isItem = Array.isArray(value);
      value = value?.[part];
      const name = value?.key ?? value?.id;
      return isItem ? `[${part}]${name ? ` “${name}”, ` : ''}` : part;
    })
    .join('.')
    .replaceAll('.[', '[')
    .replace(/, \.|, $/g, (end) => (end === ', ' ? '' : ', '));
}

function createAjv() {
  // Optimizing takes longer than it saves: a program reads each file once.
  const ajv = new Ajv2020({allErrors: true, strictTypes: false, code: {optimize: false}});
  // Node imports the function itself; the type declarations describe the module around it.
  /** @type {any} */ (addFormats)(ajv);
  return ajv;
}

/** Shared by the schemas without `$id`, as each instance compiles the schema of schemas: two thirds of the time. */
const shared = createAjv();

/** Compiles a schema, given as JSON, once: that takes longer than checking a file. */
const compile = memoize((json) =>
  // An instance knows schemas by their `$id`, which two versions of one share.
  (json.includes('"$id":') ? createAjv() : shared).compile(JSON.parse(json)),
);

/**
 * Compiles a JSON schema (2020-12, with formats) into a function that returns the errors in a value.
 *
 * @param {object} schema
 * @returns {(data: unknown) => string[]} one message per error, empty if the value is valid
 */
export function validator(schema) {
  const validate = compile(JSON.stringify(schema));
  return (data) => {
    if (validate(data)) return [];
    return (validate.errors ?? [])
      .filter(({keyword}) => keyword !== 'if')
      .map(({instancePath, message, params}) => {
        const detail = params.additionalProperty ?? params.allowedValues?.join(', ');
        const problem = message === 'boolean schema is false' ? 'cannot be combined with its alternative' : message;
        return `${describeLocation(instancePath, data) || 'file'}: ${problem}${detail ? ` (${detail})` : ''}`;
      });
  };
}
