// jest's Node environment, which also ends the leftovers of a test file: every AsyncLocalStorage that was in use. Node
// asks each of them at every promise, and a worker gathers some for each of its files (6 % of all time, 2026-11-28).
const hooks = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');
const compileCache = require('./compile-cache');
const { compiledSchema } = require('./http/compiled-schemas');

const { AsyncLocalStorage } = hooks;
const storages = new Set();

hooks.AsyncLocalStorage = class extends AsyncLocalStorage {
  constructor(...options) {
    super(...options);
    storages.add(this);
  }
};

compileCache.install();

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.compiledSchema = compiledSchema;
  }

  async teardown() {
    compileCache.keep();
    await super.teardown();
    for (const storage of storages) storage.disable();
    storages.clear();
  }
};
