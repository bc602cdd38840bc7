/** Builds the JSON Schema of `recovery-widgets/helplines.json` from those of the records. */
import {join} from 'node:path';
import {contentFolder, readJson} from '../content/read-content.mjs';

const text = {type: 'string', minLength: 1};
const tel = {type: 'string', pattern: '^tel:', description: 'URL that dials it.'};

/** Adds required properties to an object schema. @param {any} schema @param {Record<string, object>} properties */
function extend(schema, properties) {
  schema.properties = {...schema.properties, ...properties};
}

/** Returns the schema of a country, with the URLs that the export adds. */
function recordSchema() {
  const {$schema: _, ...schema} = readJson(join(contentFolder, 'schema/helplines.schema.json'));
  const {emergency, contact} = schema.$defs;
  extend(schema, {
    dataHash: {
      type: 'string',
      pattern: '^\\d{4}-\\d{2}-\\d{2} [0-9a-f]{8}$',
      description: 'Date and hash, as in pages.',
    },
  });
  extend(emergency, {tel});
  extend(emergency.properties.also.items, {tel});
  extend(contact, {href: {type: 'string', format: 'uri', description: 'URL that opens the contact.'}});
  contact.required.push('href');
  schema.required.push('dataHash');
  delete schema.properties.$schema;
  return {$id: 'record', ...schema};
}

/** Returns the schema. */
export function exportSchema() {
  const record = recordSchema();
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'recovery-widgets/helplines.json',
    description: 'docs/helplines-data.md explains each field.',
    type: 'object',
    additionalProperties: false,
    required: ['schema', 'license', 'attribution', 'date', 'hash', 'directory', 'records', 'never'],
    properties: {
      schema: {const: 2, description: 'Version of the form of the data.'},
      license: {const: 'CC-BY-4.0', description: 'SPDX identifier of the licence.'},
      licenseUrl: {type: 'string', format: 'uri', description: 'Text of the licence.'},
      attribution: {...text, description: 'Name to give with the data.'},
      notice: {...text, description: 'Warning to everyone who publishes the data.'},
      date: {type: 'string', format: 'date', description: 'Newest check of a record.'},
      hash: {type: 'string', pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of all records.'},
      directory: {$ref: 'record#/$defs/directory', description: 'Directory for countries without a line.'},
      records: {type: 'array', minItems: 1, items: {$ref: 'record'}, description: 'Countries, by code.'},
      never: {
        $ref: 'record#/$defs/notShipped/properties/never',
        description: 'Numbers that must not be shown anywhere.',
      },
      holidays: {
        type: 'object',
        additionalProperties: {$ref: 'record#/$defs/holidays'},
        description: 'Public holidays by country, for lines with other hours on them.',
      },
    },
    $defs: {record},
  };
}
