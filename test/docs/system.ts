import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readNote } from '../../bin/local/server-note';
import { runCommand } from '../cli/command';
import { fakeTerminal } from '../cli/fake-terminal';
import { type Answer, type Functions, startFunctions } from '../harness/http/functions';
import { end, killLeftOvers, START, START_BUNDLE, serving } from '../harness/server-process';
import { ROOT } from './blocks';

/** The address that the docs give to the local server. */
export const LOCAL = 'http://localhost:3000';

/** The address that the docs give to the reader's publication: in commands it is the local server. */
const PUBLICATION = 'https://news.example';

/** A token that may do everything in both functions. */
export const TOKEN = 'token-of-everybody';

/** The command that `npm start` stands for, without npm. */
export const START_SCRIPT = START;

/** Both functions in this process, and the local server in another: the examples of the docs run on them. */
export interface System {
  readonly functions: Functions;
  /** Puts a file where commands look for it. */
  write(name: string, text: string): void;
  /** Types a command of the command line, and at `login` the token; gives its output. Throws where its exit code is not 0. */
  bulletin(args: readonly string[]): Promise<string>;
  /** Sends the request that a curl command makes, to the function that its address belongs to. */
  curl(words: readonly string[]): Promise<Answer>;
  stop(): Promise<void>;
}

export async function startSystem(): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
  const env = { BULLETIN_DATA: join(folder, '.bulletin'), XDG_CONFIG_HOME: join(folder, 'settings') };
  // One after the other: if the second fails, nothing is left running that keeps the tests from ending.
  const functions = await startFunctions();
  const server = await serving(START_BUNDLE, { BULLETIN_DATA: env.BULLETIN_DATA }).catch(async (error) => {
    killLeftOvers();
    await functions.stop();
    throw error;
  });
  await functions.giveTokens();
  const { token = '' } = (await readNote(env.BULLETIN_DATA)) ?? {};
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  return {
    functions,
    write,
    async bulletin(args) {
      const [target] = args.flatMap((word, i) => (word === '>' ? [args[i + 1] ?? ''] : []));
      const end = args.findIndex((word) => word === '>' || word === '<');
      const typed = end < 0 ? args : args.slice(0, end);
      const { code, out, err } = await runCommand(
        typed.map((word) => word.replace(LOCAL, server.address).replace(PUBLICATION, server.address)),
        { env, cwd: folder, ...(typed[0] === 'login' && { input: fakeTerminal(`${token}\r`) }) },
      );
      if (code !== 0) throw new Error(`exit code ${code}: ${out}${err}`);
      if (target !== undefined) write(target, out);
      return out;
    },
    curl(words) {
      const { method, path, query, headers, body } = requestOf(words);
      const ask = path.startsWith('/newsroom/') ? functions.publish : functions.read;
      return ask({ method, path, query, headers, ...(body !== undefined && { body }) });
    },
    async stop() {
      await functions.stop();
      await end(server.child, 'SIGTERM');
      killLeftOvers();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The options of curl that docs may use, and whether a value follows. */
const OPTIONS: Readonly<Record<string, boolean>> = {
  '-H': true,
  '-d': true,
  '-X': true,
  '--head': false,
  '--compressed': false,
};

/** The request that curl makes of its words. Throws for an option that this reading of curl does not know. */
function requestOf(words: readonly string[]) {
  const values = new Map<string, string[]>();
  let url = '';
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (!word.startsWith('-')) url = word;
    else if (OPTIONS[word] === undefined) throw new Error(`curl ${word} has no runner`);
    else values.set(word, [...(values.get(word) ?? []), OPTIONS[word] ? (words[++i] ?? '') : '']);
  }
  const { pathname: path, search } = new URL(url.replace(/^\$URL/, LOCAL));
  const [data] = values.get('-d') ?? [];
  const body = data?.startsWith('@') ? readFileSync(join(ROOT, data.slice(1)), 'utf8') : data;
  const headers = Object.fromEntries(
    (values.get('-H') ?? []).map((header) => header.split(/:\s*(.*)/s, 2) as [string, string]),
  );
  return {
    method: values.get('-X')?.[0] ?? (values.has('--head') ? 'HEAD' : body === undefined ? 'GET' : 'POST'),
    path,
    query: search.slice(1),
    headers: {
      ...(values.has('--compressed') && { 'accept-encoding': 'gzip, br' }),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    },
    body,
  };
}
