import { ProblemError, problem, problemJson } from '../../lambdas/http/problem-details';
import { problemFromError } from '../../lambdas/http/problem-from-error';
import { problemNamed } from '../../lambdas/http/problems';

const ID = 'a1b2';

test('a problem has the form of RFC 9457', async () => {
  const response = problemJson(
    problem(422, 'Mend two fields – ü.', {
      errors: [{ pointer: '#/tags/3', detail: 'too long' }],
      headers: { 'retry-after': '2' },
    }),
  );
  const body = await response.text();
  expect(response.status).toBe(422);
  expect(JSON.parse(body)).toEqual({
    status: 422,
    title: 'Unprocessable Content',
    detail: 'Mend two fields – ü.',
    errors: [{ pointer: '#/tags/3', detail: 'too long' }],
  });
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    'retry-after': '2',
  });
});

test('a problem without wrong fields has no errors, and its body has no headers', async () => {
  expect(await problemJson(problem(404, 'Nothing here.', { headers: { allow: 'GET' } })).json()).toEqual({
    status: 404,
    title: 'Not Found',
    detail: 'Nothing here.',
  });
});

test('a problem of the table has its values in its text and headers, each once', () => {
  expect(problemNamed('missingScope', { name: 'a {scope}', scope: 'write' })).toMatchObject({
    detail: 'The token "a {scope}" lacks the scope "write": use a token that has it.',
    headers: { 'www-authenticate': 'Bearer realm="newsroom", error="insufficient_scope", scope="write"' },
  });
});

// RFC 9110 §15, RFC 6585 §3.
test.each([
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [409, 'Conflict'],
  [410, 'Gone'],
  [412, 'Precondition Failed'],
  [413, 'Content Too Large'],
  [415, 'Unsupported Media Type'],
  [422, 'Unprocessable Content'],
  [428, 'Precondition Required'],
  [500, 'Internal Server Error'],
  [503, 'Service Unavailable'],
  [418, 'Error'],
])('%i is %s', (status, title) => {
  expect(problem(status, '').title).toBe(title);
});

test('a thrown problem is answered unchanged', () => {
  const taken = problem(409, 'The id is taken.');
  expect(problemFromError(new ProblemError(taken), ID)).toBe(taken);
});

const errorNamed = (name: string, more: object = {}) =>
  Object.assign(new Error('secret-table at 10.0.0.7'), { name }, more);

describe('trouble that passes is a 503 with Retry-After and the request id, and says nothing else:', () => {
  test.each([
    ['the store gave up', errorNamed('StoreUnavailable')],
    ['a request timed out', errorNamed('TimeoutError')],
    ['DynamoDB throttles', errorNamed('ThrottlingException')],
    ['DynamoDB throttles by capacity', errorNamed('ProvisionedThroughputExceededException')],
    ['DynamoDB throttles an account', errorNamed('RequestLimitExceeded')],
    ['DynamoDB has a fault', errorNamed('InternalServerError')],
    ['DynamoDB is away', errorNamed('ServiceUnavailable')],
    ['a connection was refused', errorNamed('Error', { code: 'ECONNREFUSED' })],
    ['a connection was dropped', errorNamed('Error', { code: 'ECONNRESET' })],
    ['a pipe broke', errorNamed('Error', { code: 'EPIPE' })],
    ['a connection timed out', errorNamed('Error', { code: 'ETIMEDOUT' })],
    ['a host cannot be reached', errorNamed('Error', { code: 'EHOSTUNREACH' })],
    ['a network cannot be reached', errorNamed('Error', { code: 'ENETUNREACH' })],
    ['a name is not found', errorNamed('Error', { code: 'ENOTFOUND' })],
    ['a name server does not answer', errorNamed('Error', { code: 'EAI_AGAIN' })],
    ['a 500 without a word', errorNamed('Unknown', { $metadata: { httpStatusCode: 500 } })],
    ['a connection broke in a way without a name', errorNamed('Error', { $metadata: { attempts: 3 } })],
    ['a 502 in HTML', errorNamed('SyntaxError', { $metadata: { httpStatusCode: 502 } })],
  ])('%s', (_, error) => {
    const answer = problemFromError(error, ID);
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect(answer.detail).toContain(ID);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});

describe('any other fault is a 500 that says the request id and nothing else:', () => {
  test.each([
    ['a mistake of ours', errorNamed('TypeError')],
    ['a missing table', errorNamed('ResourceNotFoundException', { $metadata: { httpStatusCode: 400 } })],
    ['a missing right', errorNamed('AccessDeniedException', { $metadata: { httpStatusCode: 400 } })],
    ['a missing file', errorNamed('Error', { code: 'ENOENT' })],
  ])('%s', (_, error) => {
    const answer = problemFromError(error, ID);
    expect(answer).toMatchObject({ status: 500 });
    expect(answer.headers).toBeUndefined();
    expect(answer.detail).toContain(ID);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});
