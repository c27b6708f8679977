// Runs in CloudFront, at the edge, before the cache lookup (JavaScript runtime 2.0: no destructuring, no optional chaining).
// viewer-request-code.ts declares NEWSROOM, VIEWER_HOST and QUERIES before it.

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const request = event.request;
  // Addresses in documents are made from this header, so it overwrites the value of a client.
  request.headers[VIEWER_HOST] = { value: request.headers.host.value.split(':')[0].toLowerCase() };
  // One answer has one place in the cache: only the parameters that a route reads, in one order.
  if (request.uri.indexOf(NEWSROOM) !== 0) {
    request.querystring = pick(request.querystring, queryOf(request.uri));
  }
  return request;
}

function queryOf(uri) {
  const route = QUERIES.find((row) => row[0].test(uri));
  return route ? route[1] : [];
}

function pick(querystring, names) {
  return names
    .filter((name) => querystring[name])
    .map((name) => {
      const values = querystring[name].multiValue || [querystring[name]];
      return values.map((entry) => `${name}=${entry.value}`).join('&');
    })
    .join('&');
}
