import fc from 'fast-check';
import { findNearName, isNearName } from '../../../lambdas/news/feed/near-names';
import { anyCharacter } from '../../harness/any-character';

test.each([
  // Mistyped.
  ['Locla', 'Local'],
  ['Loccal', 'Local'],
  ['Spotr', 'Sport'],
  ['Bussiness', 'Business'],
  ['Politica', 'Politics'],
  ['Enviromnet', 'Environment'],
  ['Premier Leauge', 'Premier League'],
  ['Jane Smtih', 'Jane Smith'],
  ['Ελάδα', 'Ελλάδα'],
  ['Экономкиа', 'Экономика'],
  // Accents and vowel signs.
  ['Beyonce', 'Beyoncé'],
  ['Zurich', 'Zürich'],
  ['محمد علي', 'مُحَمَّد علي'],
  // Hyphens and spaces.
  ['E-Mail', 'Email'],
  ['Health care', 'Healthcare'],
  ['Covid 19', 'Covid19'],
  // Plurals.
  ['Sports', 'Sport'],
  ['Elections', 'Election'],
  ['Stories', 'Story'],
  ['Churches', 'Church'],
  // The order of words.
  ['Smith, Jane', 'Jane Smith'],
])('%s is near %s', (one, other) => {
  expect(isNearName(one, other)).toBe(true);
  expect(isNearName(other, one)).toBe(true);
});

test.each([
  // One feed.
  ['local', 'Local'],
  ['Middle-East', 'Middle East'],
  // Short words.
  ['Iran', 'Iraq'],
  ['Mali', 'Bali'],
  ['Mali', 'Mail'],
  ['Oman', 'Omar'],
  ['Laos', 'Lagos'],
  ['News', 'New'],
  ['C', 'C++'],
  // Another first letter.
  ['Gambia', 'Zambia'],
  ['Local', 'Vocal'],
  ['North Korea', 'South Korea'],
  ['Russia', 'Prussia'],
  ['Immigration', 'Emigration'],
  // Another letter, or two.
  ['Ireland', 'Iceland'],
  ['Austria', 'Australia'],
  ['Slovakia', 'Slovenia'],
  ['Niger', 'Nigeria'],
  // Numbers.
  ['Euro 2024', 'Euro 2028'],
  ['Formula 1', 'Formula 2'],
  ['Covid-19', 'Covid'],
  // Short words inside of a longer name.
  ['Middle East', 'Middle West'],
  ['Jon Smith', 'John Smith'],
  ['Henry IV', 'Henry VI'],
  ['Group A', 'Group B'],
  ['Erik Hansen', 'Erik Hanson'],
  // Two mistyped words are two other words.
  ['Premeir Leauge', 'Premier League'],
  // More words.
  ['Local', 'Local elections'],
  ['World', 'World Cup'],
  // A character is a word.
  ['第一次世界大戦', '第二次世界大戦'],
  ['日本共産党大会', '日本共産党会'],
  ['दिल्ली', 'दिल्ला'],
])('%s is not near %s', (one, other) => {
  expect(isNearName(one, other)).toBe(false);
  expect(isNearName(other, one)).toBe(false);
});

const titles = (...names: string[]) => names.map((title) => ({ title }));
const nearest = (...[kind, name, others]: [Parameters<typeof findNearName>[0], string, string[]]) =>
  findNearName(kind, name, titles(...others), ({ title }) => title)?.title;

test('the nearest of several names is found', () => {
  expect(nearest('section', 'Localls', ['World', 'Locals', 'Localls2', 'Local'])).toBe('Locals');
  expect(nearest('section', 'World', ['Local', 'Sport'])).toBeUndefined();
  expect(nearest('tag', 'E-Mails', ['Email', 'E-Mail'])).toBe('E-Mail');
  expect(nearest('tag', 'World', [])).toBeUndefined();
});

test('a language is near another with its primary subtag', () => {
  expect(nearest('language', 'pt-BR', ['en', 'pt'])).toBe('pt');
  expect(nearest('language', 'pt', ['pl', 'pt-PT'])).toBe('pt-PT');
  expect(nearest('language', 'zh-Hant', ['zh', 'zh-hant'])).toBe('zh');
  expect(nearest('language', 'nb', ['nn', 'no'])).toBeUndefined();
  expect(nearest('tag', 'pt-BR', ['pt'])).toBeUndefined();
});

test('any two names compare, in both directions alike, in a few milliseconds', () => {
  const name = fc.string({ unit: anyCharacter, maxLength: 100 });
  fc.assert(fc.property(name, name, (one, other) => expect(isNearName(one, other)).toBe(isNearName(other, one))));
  const began = performance.now();
  for (let n = 0; n < 100; n++) isNearName('a'.repeat(99) + n, 'a'.repeat(99));
  expect(performance.now() - began).toBeLessThan(1_000);
});
