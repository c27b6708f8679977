/** The bundle of a function. */
export interface FunctionBundle {
  /** The file under `lambdas/` that exports `handler`. */
  readonly entry: string;
  /** A module that the function imports on demand: a separate file, which no cold start reads. */
  readonly apart?: string;
  /** The most that the bundle may weigh, in KB as esbuild counts; more fails the build. */
  readonly budget: number;
}

/** The bundles of all functions. */
export const BUNDLES = {
  // 434 KB (2026-11-29).
  read: { entry: 'read.ts', apart: 'openapi.ts', budget: 438 },
  // 800 KB (2026-11-24), with the renderers for the preview of a dry run.
  publish: { entry: 'publish.ts', budget: 680 },
  // 273 KB (2026-11-24).
  watch: { entry: 'watch.ts', budget: 300 },
} as const satisfies Record<string, FunctionBundle>;
