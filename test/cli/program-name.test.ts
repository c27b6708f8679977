import { join } from 'node:path';
import { programName, startCommand, workingFolder } from '../../bin/cli/terminal/shell';
import { name } from '../../package.json';

const CLONE = join(process.cwd(), 'bin/bulletin.mjs');

test.each([
  ['the link that npm makes', { script: undefined, program: '/usr/local/bin/bulletin' }, 'bulletin', 'bulletin start'],
  ['the file of the package', { script: undefined, program: '/x/dist/bulletin.mjs' }, 'bulletin', 'bulletin start'],
  ['npx', { script: 'npx', program: '/x/.bin/bulletin' }, `npx ${name}`, `npx ${name} start`],
  ['npm run bulletin', { script: 'bulletin', program: CLONE }, 'npm run --silent bulletin --', 'npm start'],
  ['npm start', { script: 'start', program: CLONE }, 'npm run --silent bulletin --', 'npm start'],
  [
    'the script "start" of another project',
    { script: 'start', program: '/x/.bin/bulletin' },
    'bulletin',
    'bulletin start',
  ],
  ['the file of the clone', { script: undefined, program: CLONE }, './bin/bulletin.mjs', 'npm start'],
])('by %s, messages name the program as it was called', (_, { script, program }, command, start) => {
  const shell = { env: { npm_lifecycle_event: script }, program };
  expect([programName(shell), startCommand(shell)]).toEqual([command, start]);
});

test('from another folder the file of the clone has its path', () => {
  const program = join(process.cwd(), '../elsewhere/bin/bulletin.mjs');
  expect(programName({ env: {}, program })).toBe('../elsewhere/bin/bulletin.mjs');
});

test('on Windows, which runs no file by its first line, node runs the file of the clone', () => {
  const own = Object.getOwnPropertyDescriptor(process, 'platform') ?? {};
  Object.defineProperty(process, 'platform', { ...own, value: 'win32' });
  try {
    expect(programName({ env: {}, program: CLONE })).toBe('node bin/bulletin.mjs');
  } finally {
    Object.defineProperty(process, 'platform', own);
  }
});

test.each([
  [
    'of npm, the folder in which the user called it',
    { npm_lifecycle_event: 'bulletin', INIT_CWD: '/desk' },
    undefined,
    '/desk',
  ],
  ['without npm, its own, whatever an outer npm left', { INIT_CWD: '/desk' }, undefined, process.cwd()],
  ['of npm without that folder, its own', { npm_lifecycle_event: 'bulletin' }, undefined, process.cwd()],
  ['that a program starts in a folder, that one', { npm_lifecycle_event: 'x', INIT_CWD: '/desk' }, '/story', '/story'],
])('file names are relative, in a command %s', (_, env, cwd, folder) => {
  expect(workingFolder({ env, cwd })).toBe(folder);
});
