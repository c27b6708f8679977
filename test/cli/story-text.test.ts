import { storyText } from '../../bin/cli/commands/show';
import { StoryAnswer } from '../../bin/cli/server/story-schemas';

test('names in a line are isolated from each other, and an id can be copied', () => {
  const { story } = StoryAnswer.parse({
    story: {
      ...{ id: 'سوريا', headline: 'Names', url: 'https://news.example/stories/x', publishedAt: '2026-11-22T18:00:00Z' },
      updatedAt: '2026-11-22T18:00:00Z',
      ...{ status: 'published', breaking: false, revision: 1, tags: ['سوريا', 'Iraq'] },
      authors: [{ name: 'محمد أحمد' }, { name: 'Ann Li' }],
    },
    warnings: [],
  });
  const text = storyText(story, { colours: false });
  expect(text).toMatch(/^id +سوريا$/m);
  expect(text).toMatch(/^tags +\u2068سوريا\u2069, Iraq$/m);
  expect(text).toMatch(/^authors +\u2068محمد أحمد\u2069, Ann Li$/m);
});
