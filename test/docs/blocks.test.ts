import { blocksIn, bulletinWords, commandsIn, kindOf, missingFrom, wordsIn } from './blocks';

test('blocks have a line, a language and a marker', () => {
  expect(blocksIn('a.md', 'Text.\n\n```sh aws\na\nb\n```\n\n```json answer\n{}\n```\n```\nx\n```\n')).toEqual([
    { page: 'a.md', line: 3, language: 'sh', marker: 'aws', text: 'a\nb\n' },
    { page: 'a.md', line: 8, language: 'json', marker: 'answer', text: '{}\n' },
    { page: 'a.md', line: 11, language: '', marker: '', text: 'x\n' },
  ]);
});

test.each([
  ['sh', 'later'],
  ['', ''],
  ['json', ''],
  ['md', ''],
  ['ts', 'aws'],
  ['md', 'story'],
  ['text', 'aws'],
])('a block "%s %s" has neither a runner nor a marker', (language, marker) => {
  expect(kindOf({ language, marker })).toBeUndefined();
});

test('commands are joined where they go on, and lose their comments', () => {
  expect(commandsIn('# first\ncurl \\\n  -d "a # b" # why\n\nnpm test\n')).toEqual(['curl  -d "a # b"', 'npm test']);
});

test('words lose their quotation marks, and variables are filled in', () => {
  expect(wordsIn(`a "b $X" '$X "c"' $X/$Y --d`, { X: '1' })).toEqual(['a', 'b 1', '$X "c"', '1/$Y', '--d']);
});

test.each(['bulletin', './bin/bulletin.mjs', 'npm run bulletin --', 'npm run --silent bulletin --'])(
  '%s is the command line',
  (name) => {
    expect(bulletinWords(`${name} list --json`.split(' '))).toEqual(['list', '--json']);
  },
);

test.each(['npx bulletin list', 'npm run bulletin list', 'bulletins list'])('%s is another command', (command) => {
  expect(bulletinWords(command.split(' '))).toBeUndefined();
});

test('a sample misses fields and kinds of values, and no more', () => {
  const actual = { a: [{ b: 1, c: 'x' }], d: null };
  expect(missingFrom(actual, { a: [{ b: 2 }], d: 'any' })).toEqual([]);
  expect(missingFrom(actual, { a: [{ b: '2', e: 1 }], f: null })).toEqual([
    '#/a/0/b is another kind',
    '#/a/0/e is missing',
    '#/f is missing',
  ]);
  expect(missingFrom({ a: [] }, { a: [1] })).toEqual(['#/a is empty']);
});
