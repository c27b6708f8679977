/**
 * Replaces the SDK's chain of credential providers in the bundles (`lib/functions/bundle-function.ts`). Lambda sets the
 * role's keys in the environment before a function starts ("Working with Lambda environment variables"). The sources,
 * without the bundle, use the whole chain.
 */
export const defaultProvider = () => async () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (!accessKeyId) throw new Error('environment variable AWS_ACCESS_KEY_ID is not set');
  if (!secretAccessKey) throw new Error('environment variable AWS_SECRET_ACCESS_KEY is not set');
  return { accessKeyId, secretAccessKey, sessionToken: sessionToken || undefined };
};
