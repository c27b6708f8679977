// Compiled JSON schemas of OpenAPI documents. Each test environment has this module from its worker (environment.js), so that
// a worker compiles a schema once for all of its test files: 0.3 s for each file (2026-11-28).
const { default: Ajv2020 } = require('ajv/dist/2020');
const { default: addFormats } = require('ajv-formats');

/** By the document's text. */
const documents = new Map();

/** The check of a value by the schema that a JSON pointer leads to. */
exports.compiledSchema = (text, pointer) => {
  let ajv = documents.get(text);
  if (!ajv) {
    ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
    ajv.addSchema(JSON.parse(text), 'openapi');
    documents.set(text, ajv);
  }
  const $ref = `openapi#${pointer}`;
  return ajv.getSchema($ref) ?? ajv.compile({ $ref });
};
