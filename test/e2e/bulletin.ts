import { setTimeout } from 'node:timers/promises';
import { end, isGone, serving } from '../harness/server-process';

const TOKEN = 'secret';

/** A server as a newcomer starts it, with the seed story and the uploads of a test. */
export interface Bulletin {
  /** `http://localhost:41234` */
  readonly address: string;
  upload(story: Readonly<Record<string, unknown>>): Promise<Uploaded>;
  /** Changes some fields of a story that was uploaded and not changed since. */
  edit(uploaded: Uploaded, changes: Readonly<Record<string, unknown>>): Promise<void>;
  withdraw(uploaded: Uploaded, why: { readonly reason: string; readonly note?: string }): Promise<void>;
  /** The statuses of the answers that feeds were asked for, once there are `count` of them. */
  polls(count: number): Promise<string[]>;
  stop(): Promise<void>;
}

export interface Uploaded {
  readonly story: Readonly<Record<string, unknown>>;
  /** `http://localhost:41234/stories/…` */
  readonly url: string;
  /** Where the newsroom side has it. */
  readonly location: string;
}

/** Starts `npm start` on a free port, with a database in memory. */
export async function startBulletin(): Promise<Bulletin> {
  const { child, address } = await serving(['npm', 'start'], { BULLETIN_TOKEN: TOKEN });
  let log = '';
  child.stdout.on('data', (part: string) => {
    log += part;
  });

  const send = async (method: string, path: string, story: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(new URL(path, address), {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(story),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}\n${log}`);
    return { ...JSON.parse(text), location: answer.headers.get('location') };
  };

  return {
    address,
    upload: async (upload) => {
      const { story, location } = await send('POST', '/newsroom/stories', upload);
      return { story, url: story.url, location };
    },
    edit: async ({ story, location }, changes) => {
      await send('PUT', location, { ...story, ...changes }, { 'if-match': `"${story.revision}"` });
    },
    withdraw: async ({ location }, why) => {
      await send('PUT', `${location}/withdrawal`, why);
    },
    polls: async (count) => {
      const statuses = () => [...log.matchAll(/^(\d{3}) GET \/:file /gm)].map(([, status]) => `${status}`);
      // The line of a request may come after its answer.
      for (let attempt = 0; attempt < 100 && statuses().length < count; attempt++) await setTimeout(50);
      return statuses();
    },
    stop: async () => {
      await end(child, 'SIGTERM');
      if (!(await isGone(address))) throw new Error(`${address} still serves after its end`);
    },
  };
}
