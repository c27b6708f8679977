// jest compiles every module anew for every test file. This keeps the compiled code of each module for the next test file of
// the same worker, with the functions that were called (v8.dev/blog/code-caching-for-devs).
const vm = require('node:vm');

/** By file name: the source and its compiled code. */
const compiled = new Map();
/** The scripts of this test file whose code is not kept yet, by file name. */
const fresh = new Map();

/** In place of `vm.compileFunction`: the function of these parameters, compiled from kept code where there is some. */
function compileFunction(source, parameters, { filename, parsingContext, importModuleDynamically }) {
  const head = `(function (${parameters.join(', ')}) {`;
  const kept = compiled.get(filename);
  const cachedData = kept?.source === source ? kept.code : undefined;
  const script = new vm.Script(`${head}${source}\n})`, {
    filename,
    columnOffset: -head.length,
    cachedData,
    importModuleDynamically,
  });
  if (!cachedData || script.cachedDataRejected) fresh.set(filename, { source, script });
  return script.runInContext(parsingContext);
}

/** Has jest compile by `compileFunction`. */
exports.install = () => {
  vm.compileFunction = compileFunction;
};

/** After a test file: keeps the code of the modules that it was the first to load. */
exports.keep = () => {
  for (const [filename, { source, script }] of fresh)
    compiled.set(filename, { source, code: script.createCachedData() });
  fresh.clear();
};
