import * as z from 'zod';
import type { NewsFeedProps } from './news-feed';

const duration = z.iso.duration();

/** What may be said of a stage in `cdk.json`, and what holds where nothing is. */
const Stage = z.strictObject({
  title: z.string().min(1).default('Bulletin'),
  description: z.string().default('The latest stories'),
  language: z.string().min(2).default('en'),
  breakingFor: duration.default('PT4H'),
  withdrawnFor: duration.default('P30D'),
  url: z
    .string()
    .regex(/^https:\/\/[^/?#]+$/, 'must be https://… without a path')
    .optional(),
}) satisfies z.ZodType<NewsFeedProps>;

// The name becomes part of a stack's name, in which CloudFormation takes no other characters.
const Stages = z.record(z.string().regex(/^[A-Za-z0-9-]+$/), Stage);

/** The stages of the context value `stages`, by name. Throws an error that names everything that is wrong. */
export function parseStages(context: unknown): Map<string, NewsFeedProps> {
  const parsed = Stages.safeParse(context);
  if (parsed.success) return new Map(Object.entries(parsed.data));
  const problems = parsed.error.issues.map(({ path, message }) => `${['stages', ...path].join('.')}: ${message}`);
  throw new TypeError(`cdk.json: ${problems.join('; ')}`);
}
