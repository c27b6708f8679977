/** By the name of an AWS SDK error: its meaning for the user, and the remedy. */
const MEANINGS: Readonly<Record<string, string>> = {
  ResourceNotFoundException:
    'DynamoDB has no table of this name here: check --table, AWS_REGION and AWS_PROFILE. The outputs of the stack name its table.',
  CredentialsProviderError: 'No AWS credentials are set: sign in (aws sso login), or set AWS_PROFILE.',
  ExpiredTokenException: 'The AWS credentials have expired: sign in again (aws sso login).',
  UnrecognizedClientException:
    'AWS does not know these credentials: set AWS_PROFILE to another profile, or sign in again.',
  AccessDeniedException: 'These AWS credentials do not allow this on this table: use a profile that does.',
  TimeoutError: 'DynamoDB did not answer in time: check the connection, then run the command again.',
};

/** Errors of this project whose messages name the remedy. */
const SELF_EXPLAINING = new Set(['CommandError', 'StartError', 'TableInUse', 'UnreadableItem', 'StoreUnavailable']);

/** An error as one line with its remedy. An unknown error comes with its stack. */
export function explainError(error: unknown): string {
  const { name = '', message = '', stack, code } = Object(error) as Partial<Error> & { code?: string };
  if (SELF_EXPLAINING.has(name)) return message;
  if (code === 'ECONNREFUSED') return 'No DynamoDB answers at this address: check AWS_ENDPOINT_URL_DYNAMODB.';
  const meaning = MEANINGS[name];
  return meaning === undefined ? (stack ?? String(error)) : `${meaning} (${message})`;
}
