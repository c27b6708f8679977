import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Shell } from '../../bin/cli/terminal/shell';
import { end, killLeftOvers, type Serving, START_BUNDLE, serving } from '../harness/server-process';
import { type CommandResult, runCommand } from './command';

/** A local server, and a folder with its data from which commands run. */
export interface LocalNewsroom {
  readonly folder: string;
  readonly data: string;
  readonly server: Serving;
  write(name: string, text: string | Buffer): void;
  /** Runs a command: a line with words between blanks, or a list of words. */
  run(line: string | readonly string[], env?: NodeJS.ProcessEnv, shell?: Partial<Shell>): Promise<CommandResult>;
  story(id: string): Promise<Record<string, unknown>>;
}

/** Starts a local server for the tests of a file, with settings of its own where the tests need them. */
export function useLocalNewsroom(settings: NodeJS.ProcessEnv = {}): LocalNewsroom {
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
  const data = join(folder, 'data');
  let server: Serving;
  beforeAll(async () => {
    server = await serving(START_BUNDLE, { BULLETIN_DATA: data, ...settings });
  });
  afterAll(async () => {
    await end(server.child, 'SIGTERM');
    killLeftOvers();
    rmSync(folder, { recursive: true });
  });
  const run: LocalNewsroom['run'] = (line, env = {}, shell = {}) =>
    runCommand(typeof line === 'string' ? line.split(' ') : line, {
      env: { BULLETIN_DATA: data, ...env },
      cwd: folder,
      ...shell,
    });
  return {
    folder,
    data,
    get server() {
      return server;
    },
    write: (name, text) => writeFileSync(join(folder, name), text),
    run,
    story: async (id) => JSON.parse((await run(`show ${id} --json`)).out),
  };
}
