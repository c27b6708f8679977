import { runCommand } from '../command';

/** Words of programmers, which say nothing to an editor. */
const PROGRAMMERS = /\b(?:argument|required|specified|invalid|expected)\b/i;

test.each([
  ['publish', 'the file is missing: write it after the command.'],
  ['login', 'the url is missing: write it after the command.'],
  ['withdraw river', '--reason is missing: write --reason "text".'],
  ['correct river --note', '--note needs a value: write --note "text".'],
  ['show river rises', 'too many words for show: put a text with spaces between quotation marks.'],
  ['doctor ftp://news.example', 'ftp://news.example: Write a web address, such as https://news.example'],
  ['doctor https://news.example --limit none', '--limit none: Give a whole number from 1 to 9999.'],
  ['break river --for 2h --until cleared', '--for and --until are both there: keep one.'],
])('%s is answered in the words of an editor', async (line, message) => {
  const { code, err } = await runCommand(line.split(' '));
  expect([code, err.split('\n')[0]]).toEqual([2, message]);
  expect(err).not.toMatch(PROGRAMMERS);
});

test('an unknown command keeps its nearest names', async () => {
  const { err } = await runCommand(['publsh', 'river.md']);
  expect(err).toMatch(/^error: unknown command 'publsh'\n\(Did you mean publish\?\)\n/);
});
