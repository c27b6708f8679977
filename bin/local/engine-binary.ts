import { StartError } from './start-error';

/** The embedded engine's program, from the package that npm installs on this platform alone. Throws a StartError where there is none. */
export function engineBinary(platform: string = process.platform, arch: string = process.arch): string {
  const name = `@dynoxide/${platform}-${arch}`;
  try {
    return require.resolve(`${name}/${platform === 'win32' ? 'dynoxide.exe' : 'dynoxide'}`);
  } catch {
    throw new StartError(
      `No embedded engine is installed for ${platform} on ${arch} (npm package ${name}): set AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB of yours.`,
    );
  }
}
