import { StartError } from './start-error';

/** The program of the embedded engine, from the npm package for this platform. Throws a StartError if there is none. */
export function engineBinary(platform: string = process.platform, arch: string = process.arch): string {
  const name = `@dynoxide/${platform}-${arch}`;
  try {
    return require.resolve(`${name}/${platform === 'win32' ? 'dynoxide.exe' : 'dynoxide'}`);
  } catch {
    throw new StartError(
      `No embedded engine is installed for ${platform} on ${arch} (npm package ${name}): set AWS_ENDPOINT_URL_DYNAMODB to your own DynamoDB.`,
    );
  }
}
