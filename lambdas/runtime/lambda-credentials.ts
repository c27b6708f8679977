/**
 * What stands for the SDK's chain of credentials in the bundles (`lib/bundled-function.ts`): Lambda puts the keys of a
 * function's role into its environment before it starts ("Working with Lambda environment variables", defined runtime
 * environment variables). Files, SSO and metadata services are for other places, where the sources run with the whole chain.
 */
export const defaultProvider = () => async () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (!accessKeyId) throw new Error('environment variable AWS_ACCESS_KEY_ID is not set');
  if (!secretAccessKey) throw new Error('environment variable AWS_SECRET_ACCESS_KEY is not set');
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
};
