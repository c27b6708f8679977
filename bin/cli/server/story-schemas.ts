import * as z from 'zod';
import { STATUSES } from '../../../lambdas/news/story/status';

/** A story of the newsroom side: the fields that commands show, and all others unchanged. */
export const Story = z.looseObject({
  id: z.string(),
  url: z.string(),
  headline: z.string(),
  publishedAt: z.string(),
  updatedAt: z.string(),
  revision: z.number(),
  status: z.enum(STATUSES),
  breaking: z.boolean(),
  breakingUntil: z.string().nullish(),
});
export type Story = z.infer<typeof Story>;

export const Warning = z.object({ pointer: z.string(), detail: z.string() });
export type Warning = z.infer<typeof Warning>;

const Revision = z.object({
  revision: z.number(),
  at: z.string(),
  by: z.string(),
  reason: z.string().optional(),
  story: Story,
});

export const StoryAnswer = z.object({ story: Story });
export const EditAnswer = z.object({ story: Story, warnings: z.array(Warning) });
export const PreviewAnswer = EditAnswer.extend({
  preview: z.object({ rss: z.string(), atom: z.string(), json: z.string(), html: z.string() }),
});
export const StoriesAnswer = z.object({ stories: z.array(Story), cursor: z.string().nullable() });
export const RevisionAnswer = z.object({ revision: Revision });
export const RevisionsAnswer = z.object({ revisions: z.array(Revision), cursor: z.string().nullable() });

/** The status of a story and its dates, to follow the id in a sentence. */
export function describeStatus({ status, publishedAt, breaking, breakingUntil }: Story): string {
  const flag = !breaking ? '' : breakingUntil ? `, breaking until ${breakingUntil}` : ', breaking until it is cleared';
  if (status === 'withdrawn') return 'withdrawn';
  return status === 'scheduled' ? `appears at ${publishedAt}${flag}` : `published ${publishedAt}${flag}`;
}
