import { settingsFrom } from '../../lambdas/runtime/settings';

const settings = (title: string, description: string) =>
  settingsFrom({ BULLETIN_TABLE: 'bulletin', BULLETIN_TITLE: title, BULLETIN_DESCRIPTION: description });

test('title and description are one line each, cleaned like a headline', () => {
  expect(settings('\ufeff The\u0000 \u0093Herald\u0094\n', '\u202eAll\r\nthe\tnews, e\u0301veryday')).toMatchObject({
    title: 'The “Herald”',
    description: '\u202eAll the news, \u00e9veryday\u202c',
  });
});

test('a title and a description without a character that stays get their defaults', () => {
  expect(settings(' \u0000\n', '\u202c')).toMatchObject({ title: 'Bulletin', description: 'The latest stories' });
});
