import { UPLOAD_FIELDS } from '../../../lambdas/news/upload/field-names';
import { exampleOf, type StoryField } from './field-names';

/** Fields with more than one line, and fields that need a word of explanation. */
const LINES: Readonly<Partial<Record<StoryField, readonly string[]>>> = {
  image: ['image:', '  url: https://media.example/river.jpg', '  alt: The river at the old bridge', '  credit: Bo Ek'],
};

const EXPLANATIONS: Readonly<Partial<Record<StoryField, string>>> = {
  id: 'The last part of the address. Without it, the headline gives the address.',
  publishedAt: 'When the story appears. Without it: now. A time without a zone is in the time zone of the publication.',
  breaking: 'A flag for breaking news needs a token with the scope "break".',
  breakingUntil: 'Only with "breaking: true". Without it, the flag ends after the default of the publication.',
  canonicalUrl: 'The address of the story elsewhere, if it is at home there.',
  formerUrls: 'Old addresses of the story on this site, which lead to it.',
  correction: 'For readers: what the story had wrong before.',
  significant: 'For a revision: keeps the date of the last change.',
  reason: 'For a revision: the newsroom reads it in the history.',
};

/** A story file in Markdown that waits for its headline and text. Each other field stands in a comment, with an example. */
export function storyTemplate(): string {
  const optional = UPLOAD_FIELDS.filter((field) => field !== 'headline' && field !== 'body');
  const comments = optional.flatMap((field) => {
    const explanation = EXPLANATIONS[field];
    const lines = LINES[field] ?? [exampleOf(field, 'yaml')];
    return [...(explanation === undefined ? [] : [`## ${explanation}`]), ...lines.map((line) => `# ${line}`)];
  });
  return [
    '---',
    '## Write the headline after "headline:", and the text below the second line of hyphens.',
    'headline:',
    '## All other fields may stay out. To use one, remove "# " before it, and change the example.',
    ...comments,
    '---',
    '',
    '',
  ].join('\n');
}
