import { spawnSync } from 'node:child_process';
import { HELP, readArguments } from '../../bench/harness/arguments';

test('with no arguments everything is measured, but for what takes minutes to store', () => {
  const { only, ...flags } = readArguments([]);
  expect(flags).toEqual({ help: false, quick: false, large: false, wait: false });
  expect(only).toContain('poll');
  for (const name of only) expect(HELP).toContain(name);
});

test('measures are taken in their order, whatever the order in which they were asked for', () => {
  const names = readArguments([]).only;
  const [first = 'poll', second = 'poll'] = names;
  expect(readArguments(['--only', second, '--only', first, '--large']).only).toEqual([first, second]);
});

test.each([
  [['--fast'], '--fast'],
  [['--only', 'speed'], 'there is no measure speed: poll'],
  [['--only'], '--only'],
  [['--node', '/nowhere/node'], 'there is no /nowhere/node'],
  [['poll'], 'poll'],
])('%j is refused with a reason', (args, said) => {
  expect(() => readArguments(args)).toThrow(said);
});

test('a wrong flag ends the command with an error and nothing on standard output', () => {
  const run = ['--import', 'tsx', 'bench/run.ts', '--fast'];
  const { status, stdout, stderr } = spawnSync(process.execPath, run, { encoding: 'utf8' });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('--fast');
  expect(stderr).toContain('npm run bench -- --help');
});
