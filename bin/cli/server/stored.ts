import * as z from 'zod';

/** A story as the newsroom side answers it: what commands show of it, and all else as it came. */
export const Story = z.looseObject({
  id: z.string(),
  url: z.string(),
  headline: z.string(),
  publishedAt: z.string(),
  updatedAt: z.string(),
  revision: z.number(),
  status: z.enum(['scheduled', 'published', 'withdrawn']),
  breaking: z.boolean(),
  breakingUntil: z.string().nullish(),
});
export type Story = z.infer<typeof Story>;

export const Warning = z.object({ pointer: z.string(), detail: z.string() });
export type Warning = z.infer<typeof Warning>;

export const OneStory = z.object({ story: Story });
export const Written = z.object({ story: Story, warnings: z.array(Warning) });
export const Previewed = Written.extend({
  preview: z.object({ rss: z.string(), atom: z.string(), json: z.string(), html: z.string() }),
});
export const Stories = z.object({ stories: z.array(Story), next: z.string().nullable() });
export const Revision = z.object({
  revision: z.number(),
  at: z.string(),
  by: z.string(),
  reason: z.string().optional(),
  story: Story,
});
export const OneRevision = z.object({ revision: Revision });
export const Revisions = z.object({ revisions: z.array(Revision), next: z.string().nullable() });

/** The address of a story on the newsroom side, and of what belongs to it. */
export const storyAt = (id: string, part = ''): string => `/newsroom/stories/${encodeURIComponent(id)}${part}`;
export const STORIES = '/newsroom/stories';

/** What a story's clock makes of it, in words that follow its id. */
export function standing({ status, publishedAt, breaking, breakingUntil }: Story): string {
  const flag = !breaking ? '' : breakingUntil ? `, breaking until ${breakingUntil}` : ', breaking until it is cleared';
  if (status === 'withdrawn') return 'withdrawn';
  return status === 'scheduled' ? `appears at ${publishedAt}${flag}` : `published ${publishedAt}${flag}`;
}
