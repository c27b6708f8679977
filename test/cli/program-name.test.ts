import { join } from 'node:path';
import { programName, startCommand } from '../../bin/cli/terminal/shell';
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
