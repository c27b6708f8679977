import { defaultProvider } from '../../lambdas/runtime/lambda-credentials';

const before = { ...process.env };
const KEYS = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' };
afterEach(() => {
  process.env = { ...before };
});

const keys = () => defaultProvider()();

test('a function takes its keys from the environment', async () => {
  Object.assign(process.env, KEYS);
  expect(await keys()).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' });
  delete process.env.AWS_SESSION_TOKEN;
  expect(await keys()).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret' });
});

test.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const)('without %s it is named', async (missing) => {
  Object.assign(process.env, KEYS);
  delete process.env[missing];
  await expect(keys()).rejects.toThrow(`environment variable ${missing} is not set`);
});
