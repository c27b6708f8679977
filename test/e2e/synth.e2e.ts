import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import twoStages from '../lib/two-stages.json';

const out = mkdtempSync(join(tmpdir(), 'bulletin-'));
afterAll(() => rmSync(out, { recursive: true }));

// The whole of it, bundling too: each bundle is held to its budget, and CloudFormation's rules and cdk-nag judge every resource.
test('cdk synth makes two stages without credentials, and no validator has anything to say', () => {
  const stages = JSON.stringify(twoStages);
  const cdk = join(__dirname, '../../node_modules/.bin/cdk');
  const { status, stdout, stderr } = spawnSync(cdk, ['synth', '--quiet', '--output', out, '-c', `stages=${stages}`], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: out, CDK_DISABLE_CLI_TELEMETRY: 'true' },
  });
  expect(`${stdout}${stderr}`).not.toMatch(/\bwarn|\berror|acknowledge/i);
  expect(status).toBe(0);

  const templates = readdirSync(out).filter((file) => file.endsWith('.template.json'));
  expect(templates).toEqual(['Bulletin-herald.template.json', 'Bulletin-production.template.json']);
  // CloudFormation takes no template over 1 MB, nor over 51,200 bytes without the bucket that bootstrapping makes.
  for (const file of templates) expect(readFileSync(join(out, file)).length).toBeLessThan(1_000_000);
}, 120_000);
