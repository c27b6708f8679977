import { newsroomPath } from '../../../lambdas/http/routes';
import { fieldPath, readAnswer } from '../server/refusal';
import { newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { describeStatus, EditAnswer, type Story } from '../server/story-schemas';
import { painter } from '../terminal/colours';
import type { Shell } from '../terminal/shell';

interface Edit {
  readonly id: string;
  readonly method: 'PUT' | 'DELETE';
  readonly route: 'breaking' | 'withdrawal';
  readonly body?: object;
}

/** Makes one edit that needs no file. Prints the outcome in the words of `describe`, and every warning. */
export async function edit(
  { id, method, route, body }: Edit,
  options: ServerOptions,
  shell: Shell,
  describe: (story: Story) => string = describeStatus,
): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const answer = await server.ask(method, newsroomPath(route, { id }), { body });
  const { story, warnings } = readAnswer(answer, EditAnswer, server, shell);
  for (const { pointer, detail } of warnings) shell.err(`note: ${fieldPath(pointer)}: ${detail}\n`);
  if (options.json) return shell.out(`${JSON.stringify({ story, warnings })}\n`);
  shell.out(`${painter(shell)('green', story.id)} ${describe(story)}: ${story.url}\n`);
}
