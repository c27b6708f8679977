// TypeScript 7 has no compiler API, so jest is given esbuild; the types are checked by `npm run check`.
const { transformSync } = require('esbuild');

module.exports = {
  process: (source, path) => {
    const { code, map } = transformSync(source, {
      sourcefile: path,
      loader: path.endsWith('.ts') ? 'ts' : 'js',
      format: 'cjs',
      target: 'node20',
      // As in the bundles: jest loads modules by `require`.
      supported: { 'dynamic-import': false },
      sourcemap: 'external',
    });
    return { code, map };
  },
};
