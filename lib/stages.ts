import * as z from 'zod';
import { checkLanguage } from '../lambdas/news/language/check-language';
import { checkLicense } from '../lambdas/news/values/check-license';
import { checkTimeZone } from '../lambdas/news/values/check-time-zone';
import { certificateProblem } from './edge/custom-domain';
import { DOMAIN_AND_CERTIFICATE, type NewsFeedProps } from './news-feed';

const duration = z.iso.duration();
const hostname = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/** The settings of a stage in `cdk.json`. All are optional. */
const Stage = z
  .strictObject({
    title: z.string().min(1),
    description: z.string(),
    language: z.string().superRefine((language, { addIssue }) => {
      const { problem } = checkLanguage(language);
      if (problem !== undefined) addIssue({ code: 'custom', message: problem });
    }),
    timeZone: z.string().superRefine((name, { addIssue }) => {
      const { problem } = checkTimeZone(name);
      if (problem !== undefined) addIssue({ code: 'custom', message: problem });
    }),
    copyright: z.string().min(1),
    license: z.string().superRefine((license, { addIssue }) => {
      const { problem } = checkLicense(license);
      if (problem !== undefined) addIssue({ code: 'custom', message: problem });
    }),
    breakingFor: duration,
    withdrawnFor: duration,
    domain: z.string().regex(hostname, 'must be a host in lower case, such as news.example'),
    certificateArn: z.string().superRefine((arn, { addIssue }) => {
      const problem = certificateProblem(arn);
      if (problem) addIssue({ code: 'custom', message: problem });
    }),
    hostedZoneId: z.string().regex(/^Z[A-Z0-9]+$/, 'must be the id of a Route 53 zone, Z…'),
    alarmEmail: z.email(),
    tableName: z.string().regex(/^[\w.-]{3,255}$/, 'must be the name of a table'),
  })
  .partial()
  .refine(
    ({ domain, certificateArn, hostedZoneId }) =>
      (domain === undefined) === (certificateArn === undefined) && (hostedZoneId === undefined || domain !== undefined),
    DOMAIN_AND_CERTIFICATE,
  ) satisfies z.ZodType<NewsFeedProps>;

// The name becomes part of a stack's name, and CloudFormation refuses other characters there.
const Stages = z.record(z.string().regex(/^[A-Za-z0-9-]+$/), Stage);

/** The stages of the context value `stages`, or of its JSON text, by name. Throws a TypeError that names every mistake. */
export function parseStages(context: unknown): Map<string, NewsFeedProps> {
  const parsed = Stages.safeParse(typeof context === 'string' ? fromJson(context) : context);
  if (parsed.success) return new Map(Object.entries(parsed.data));
  const problems = parsed.error.issues.map(({ path, message }) => `${['stages', ...path].join('.')}: ${message}`);
  throw new TypeError(`cdk.json: ${problems.join('; ')}`);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TypeError(`cdk -c stages=… takes JSON on one line, such as '{"trial":{}}', not ${text}`);
  }
}
