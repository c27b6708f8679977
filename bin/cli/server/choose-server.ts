import { readNote, type ServerNote } from '../../local/server-note';
import { SETTINGS } from '../../local/settings';
import { CommandError, EXIT, type Shell } from '../terminal/shell';
import { originIn } from './address';
import { readKeptTokens } from './kept-tokens';

/** The server of a command, and where its address comes from. */
export interface ChosenServer {
  /** `https://news.example` */
  readonly address: string;
  /**
   * In words that follow "from" or "check". `local server` is its note in the data folder, or its default address where there
   * is no note.
   */
  readonly from: '--url' | 'BULLETIN_URL' | 'local server' | 'login' | 'the address';
}

/** The local server's address while it has no port of its own. */
const DEFAULT_ADDRESS = `http://localhost:${SETTINGS.PORT.fallback}`;

/**
 * The server that is named, else the only one that is known: the local server, or a publication of `login`.
 * Throws a CommandError for a bad address, and where several servers are known.
 */
export async function chooseServer(url: string | undefined, shell: Shell): Promise<ChosenServer> {
  if (url) return { address: publicationAddress(url, '--url'), from: '--url' };
  const { BULLETIN_URL } = shell.env;
  if (BULLETIN_URL) return { address: publicationAddress(BULLETIN_URL, 'BULLETIN_URL'), from: 'BULLETIN_URL' };
  const local = (await readLocalNote(shell))?.address;
  const others = Object.keys(await readKeptTokens(shell)).filter((address) => address !== local);
  const [only] = others;
  if (others.length > 1 || (local !== undefined && only !== undefined)) refuseToGuess(local, others);
  if (only !== undefined) return { address: only, from: 'login' };
  return { address: local ?? DEFAULT_ADDRESS, from: 'local server' };
}

/** The note that the local server leaves in its data folder. */
export const readLocalNote = ({ env }: Shell): Promise<ServerNote | undefined> =>
  readNote(env.BULLETIN_DATA || SETTINGS.BULLETIN_DATA.fallback);

function publicationAddress(text: string, source: string): string {
  const address = originIn(text);
  if (address !== undefined) return address;
  throw new CommandError(
    `${source} holds ${JSON.stringify(text)}, which is not the address of a publication: write it like https://news.example.`,
    EXIT.usage,
  );
}

function refuseToGuess(local: string | undefined, others: readonly string[]): never {
  const places = [
    ...(local === undefined ? [] : [`${local} (the local server)`]),
    ...others.map((address) => `${address} (login)`),
  ];
  throw new CommandError(
    `You could mean ${places.join(' or ')}: name one, with --url ${local ?? others[0]} or in BULLETIN_URL.`,
    EXIT.usage,
  );
}
