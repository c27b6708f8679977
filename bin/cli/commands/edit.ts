import { answered, fieldOf } from '../server/refusal';
import { newsroomSide, type ServerOptions } from '../server/server-option';
import { type Story, standing, storyAt, Written } from '../server/stored';
import { ink } from '../terminal/colours';
import type { Shell } from '../terminal/shell';

/** One edit of a story by its address, told as `said` says, with every warning. */
export async function edit(
  { id, method, part, body }: { id: string; method: 'PUT' | 'DELETE'; part: string; body?: object },
  options: ServerOptions,
  shell: Shell,
  said: (story: Story) => string = standing,
): Promise<void> {
  const server = await newsroomSide(options, shell);
  const answer = await server.ask(method, storyAt(id, part), body && { body });
  const { story, warnings } = answered(answer, Written, server, shell);
  for (const { pointer, detail } of warnings) shell.err(`note: ${fieldOf(pointer)}: ${detail}\n`);
  if (options.json) return shell.out(`${JSON.stringify({ story, warnings })}\n`);
  shell.out(`${ink(shell)('green', story.id)} ${said(story)}: ${story.url}\n`);
}
