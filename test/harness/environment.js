// jest's Node environment, which also ends the leftovers of a test file: every AsyncLocalStorage that was in use. Node
// asks each of them at every promise, and a worker gathers some for each of its files (6 % of all time, 2026-11-28).
const hooks = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');

const { AsyncLocalStorage } = hooks;
const storages = new Set();

hooks.AsyncLocalStorage = class extends AsyncLocalStorage {
  constructor(...options) {
    super(...options);
    storages.add(this);
  }
};

module.exports = class extends TestEnvironment {
  async teardown() {
    await super.teardown();
    for (const storage of storages) storage.disable();
    storages.clear();
  }
};
