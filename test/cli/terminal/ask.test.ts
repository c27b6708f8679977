import type { PassThrough } from 'node:stream';
import { askYesNo, confirm } from '../../../bin/cli/terminal/ask';
import type { Shell } from '../../../bin/cli/terminal/shell';
import { fakeTerminal } from '../fake-terminal';

function shellWith(input: Shell['input']) {
  let shown = '';
  const err = (text: string) => {
    shown += text;
  };
  return { env: {}, out() {}, err, input, shown: () => shown };
}

describe('askYesNo', () => {
  test.each([
    ['y\n', true],
    ['yes\n', true],
    ['y\r', true],
    ['n\r', false],
    ['\r', false],
    ['  YES \r\n', true],
    ['\n', false],
    ['n\n', false],
    ['yep\n', false],
    ['yes please\n', false],
    ['\u0003', false],
    ['y\u0003', false],
    ['y\u0003\n', false],
    ['y\n\u0003', true],
    ['\u0004', false],
  ])('takes %j for %s', async (keys, answer) => {
    const shell = shellWith(fakeTerminal(keys));
    expect(await askYesNo('Revise river?', shell)).toBe(answer);
    expect(shell.shown()).toMatch(/^Revise river\? \[y\/N\] \n?$/);
  });

  test('takes the end of the input for a no, also in the middle of an answer', async () => {
    const input = fakeTerminal('y');
    const answer = askYesNo('Revise river?', shellWith(input));
    (input as unknown as PassThrough).end();
    expect(await answer).toBe(false);
    expect(await askYesNo('Revise river?', shellWith(input))).toBe(false);
  });

  test('takes the signal of Ctrl-C for a no, and the process lives', async () => {
    const listeners = process.listenerCount('SIGINT');
    const answer = askYesNo('Revise river?', shellWith(fakeTerminal('')));
    process.emit('SIGINT');
    expect(await answer).toBe(false);
    expect(process.listenerCount('SIGINT')).toBe(listeners);
  });

  test('listens for Ctrl-C before the question is on the screen', async () => {
    const shell = { ...shellWith(fakeTerminal('')), err: () => void process.emit('SIGINT') };
    expect(await askYesNo('Revise river?', shell)).toBe(false);
  });

  test('leaves the next answers to the next questions', async () => {
    const shell = shellWith(fakeTerminal('y\nn\r\nyes\r'));
    const answers: boolean[] = [];
    for (const question of ['A?', 'B?', 'C?']) answers.push(await askYesNo(question, shell));
    expect(answers).toEqual([true, false, true]);
  });

  test('waits for the end of the line, in whatever pieces it comes', async () => {
    const input = fakeTerminal('y');
    const answer = askYesNo('Revise river?', shellWith(input));
    for (const key of ['e', 's', '\n']) (input as unknown as PassThrough).write(key);
    expect(await answer).toBe(true);
  });

  test('is a no where nobody can answer, and prints no question', async () => {
    const shell = shellWith(undefined);
    expect(await askYesNo('Revise river?', shell)).toBe(false);
    expect(shell.shown()).toBe('');
  });
});

describe('confirm', () => {
  const words = { question: 'Revise river?', withoutTerminal: 'Add --yes.' };

  test('goes on after a yes, and with --yes asks nothing', async () => {
    await confirm(words, shellWith(fakeTerminal('y\n')));
    const shell = shellWith(undefined);
    await confirm({ ...words, yes: true }, shell);
    expect(shell.shown()).toBe('');
  });

  test('throws after a no, and without a terminal names the remedy', async () => {
    await expect(confirm(words, shellWith(fakeTerminal('\n')))).rejects.toThrow('Nothing was sent.');
    await expect(confirm(words, shellWith(undefined))).rejects.toThrow('Add --yes.');
  });
});
