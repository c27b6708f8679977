import { fieldPath, readAnswer } from '../server/refusal';
import { newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { describeStatus, type Story, storyAt, Written } from '../server/story-schemas';
import { painter } from '../terminal/colours';
import type { Shell } from '../terminal/shell';

/** One edit of a story by its address, told as `said` says, with every warning. */
export async function edit(
  { id, method, part, body }: { id: string; method: 'PUT' | 'DELETE'; part: string; body?: object },
  options: ServerOptions,
  shell: Shell,
  said: (story: Story) => string = describeStatus,
): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const answer = await server.ask(method, storyAt(id, part), body && { body });
  const { story, warnings } = readAnswer(answer, Written, server, shell);
  for (const { pointer, detail } of warnings) shell.err(`note: ${fieldPath(pointer)}: ${detail}\n`);
  if (options.json) return shell.out(`${JSON.stringify({ story, warnings })}\n`);
  shell.out(`${painter(shell)('green', story.id)} ${said(story)}: ${story.url}\n`);
}
