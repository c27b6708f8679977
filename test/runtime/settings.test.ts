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

const rights = (copyright?: string, license?: string) => {
  const { copyright: line, license: address } = settingsFrom({
    ...{ BULLETIN_TABLE: 'bulletin', BULLETIN_COPYRIGHT: copyright, BULLETIN_LICENSE: license },
  });
  return [line, address];
};

test('the copyright is one line, and absent without a character that stays', () => {
  expect(rights(' © 2026\nThe\u0000 Herald ')[0]).toBe('© 2026 The Herald');
  expect([rights()[0], rights(' \u0000')[0]]).toEqual([undefined, undefined]);
});

test('the license is a web address in ASCII', () => {
  expect(rights('', ' https://herald.example/Lizenz-ä/?a=1&b="2"#c ')[1]).toBe(
    'https://herald.example/Lizenz-%C3%A4/?a=1&b=%222%22#c',
  );
  expect([rights()[1], rights('', ' ')[1]]).toEqual([undefined, undefined]);
  for (const wrong of ['CC BY 4.0', '/license', 'javascript:alert(1)', 'https://a@b.example/', 'https://a.example>; x'])
    expect(() => rights('', wrong)).toThrow(/BULLETIN_LICENSE is .*: give the web address of the license/);
});
