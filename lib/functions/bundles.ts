import { parse } from 'node:path';

/** The bundle of a function. */
export interface FunctionBundle {
  /** The file under `lambdas/` that exports `handler`. */
  readonly entry: string;
  /** A module that the function imports on demand: a separate file, which no cold start reads. */
  readonly apart?: string;
  /** The most that the bundle may weigh, in KB as esbuild counts; more fails the build. */
  readonly budget: number;
}

/** The bundles of all functions. They weigh 440, 677 and 299 KB (2026-11-29). */
export const BUNDLES = {
  read: { entry: 'read.ts', apart: 'openapi.ts', budget: 440 },
  // It has the renderers, for the preview of a dry run.
  publish: { entry: 'publish.ts', budget: 680 },
  watch: { entry: 'watch.ts', budget: 300 },
} as const satisfies Record<string, FunctionBundle>;

/** The folder of a bundle in the package, below `functions/`. */
export const folderOf = ({ entry }: FunctionBundle): string => parse(entry).name;
