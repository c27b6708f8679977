import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: {
    readonly functionName: string;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
  readonly children?: readonly number[];
}

/** A profile as `node --cpu-prof` writes it. */
export interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

/** Where a place in a bundle came from: the path of a source, by line and column from 0. */
export type Origin = (line: number, column: number) => string | undefined;

/** Milliseconds of a profile by the package, or the folder of ours, that was running or had called the running code; longest first. */
export function timesByPackage(
  profile: Profile,
  bundle: string,
  origin: Origin,
): [name: string, milliseconds: number][] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const times = new Map<string, number>();
  for (const [i, sample] of profile.samples.entries()) {
    const name = ownerOf(sample);
    times.set(name, (times.get(name) ?? 0) + (profile.timeDeltas[i] ?? 0) / 1000);
  }
  return [...times].sort(([, a], [, b]) => b - a);

  function ownerOf(sample: number): string {
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const frame = nodes.get(id)?.callFrame;
      if (frame?.functionName === '(idle)') return 'waiting for the engine';
      if (frame?.functionName === '(garbage collector)') return 'garbage collection';
      if (/^(?:wrapSafe|compileFunction)/.test(frame?.functionName ?? '')) return 'reading and compiling the bundle';
      if (frame?.url.endsWith(bundle)) return packageOf(origin(frame.lineNumber, frame.columnNumber) ?? 'the bundle');
    }
    return 'Node’s own start';
  }
}

/** `@smithy/core` of `../node_modules/@smithy/core/dist-es/…`; `lambdas/http` of a file of ours. */
export const packageOf = (source: string): string =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? /lambdas(?:\/[^/.]+(?=\/))?/.exec(source)?.[0] ?? source;

/** A CPU profile of a bundle's start as a part of the results. */
export function profileByPackage(file: string, bundle: string): string {
  const map = new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, 'utf8')));
  const origin: Origin = (line, column) => {
    const entry = map.findEntry(line, column);
    return 'originalSource' in entry ? entry.originalSource : undefined;
  };
  const times = timesByPackage(JSON.parse(readFileSync(file, 'utf8')), bundle, origin);
  const all = times.reduce((sum, [, time]) => sum + time, 0);
  const rows = times
    .filter(([, time]) => time >= all / 200)
    .map(([name, time]) => `| ${name} | ${time.toFixed(1)} | ${((100 * time) / all).toFixed(0)} % |`);
  return `## What a cold start is made of

\`node --cpu-prof\` of one start of the read bundle, from the start of Node to the first 304, by what ran or had called what ran; parts
under half a percent are left out. The profiler itself slows all of it down.

| part | ms | share |
|---|---|---|
${rows.join('\n')}
`;
}
