/** What the AWS SDK's errors mean to who runs a command, by their names; each with a remedy. */
const MEANINGS: Readonly<Record<string, string>> = {
  ResourceNotFoundException:
    'There is no such table there: check --table, AWS_REGION and AWS_PROFILE (the stack names its table in its outputs).',
  CredentialsProviderError: 'There are no AWS credentials: sign in (aws sso login), or set AWS_PROFILE.',
  ExpiredTokenException: 'The AWS credentials have expired: sign in again (aws sso login).',
  UnrecognizedClientException:
    'AWS does not know these credentials: set AWS_PROFILE to another profile, or sign in again.',
  AccessDeniedException: 'These AWS credentials may not do that to this table: use a profile that may.',
  TimeoutError: 'DynamoDB did not answer in time: check the connection, then run it again.',
};

/** Errors of our own that say what to do. */
const SELF_EXPLAINING = new Set(['CommandError', 'StartError', 'TableInUse', 'UnreadableItem', 'StoreUnavailable']);

/** An error in one line that says what to do about it; one that nobody foresaw with where it came from. */
export function explainError(error: unknown): string {
  const { name = '', message = '', stack, code } = Object(error) as Partial<Error> & { code?: string };
  if (SELF_EXPLAINING.has(name)) return message;
  if (code === 'ECONNREFUSED') return 'Nothing answers at that address: check AWS_ENDPOINT_URL_DYNAMODB.';
  const meaning = MEANINGS[name];
  return meaning === undefined ? (stack ?? String(error)) : `${meaning} (${message})`;
}
