import type * as z from 'zod';
import { newsroomPath } from '../../../lambdas/http/routes';
import type { Endpoint } from '../server/endpoint';
import { Refusal, readAnswer } from '../server/refusal';
import { RevisionAnswer, type Story, StoryAnswer } from '../server/story-schemas';
import type { Shell } from '../terminal/shell';

/** The server and the shell of one command. */
export interface Surroundings {
  readonly server: Endpoint;
  readonly shell: Shell;
}

/** A story as the newsroom has it, whatever its status. `unknown`: no such id; `forbidden`: the token has no scope `read`. */
export async function findStory(id: string, { server, shell }: Surroundings): Promise<Story | 'unknown' | 'forbidden'> {
  const answer = await server.ask('GET', newsroomPath('story', { id }));
  try {
    return readAnswer(answer, StoryAnswer, server, shell).story;
  } catch (error) {
    const status = error instanceof Refusal ? error.problem.status : undefined;
    if (status === 404) return 'unknown';
    if (status === 403) return 'forbidden';
    throw error;
  }
}

type Revision = z.infer<typeof RevisionAnswer>['revision'];

/** One revision of a story, whole, with its editor and its time. Throws a Refusal for one that does not exist. */
export async function readRevision(id: string, revision: number, { server, shell }: Surroundings): Promise<Revision> {
  const answer = await server.ask('GET', newsroomPath('revision', { id, revision }));
  return readAnswer(answer, RevisionAnswer, server, shell).revision;
}
