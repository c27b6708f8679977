// Runs in CloudFront, at the edge, before the cache lookup (JavaScript runtime 2.0: no destructuring, no optional chaining).
// viewer-request-code.ts puts its constants before it, and one-address.ts and opened-in-browser.ts of lambdas/http.

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const request = event.request;
  // Addresses in documents are made from this header, so it overwrites the value of a client.
  request.headers[VIEWER_HOST] = { value: request.headers.host.value.split(':')[0].toLowerCase() };

  const destination = request.headers['sec-fetch-dest'] || { value: '' };
  // A client's own copy would choose its place in the cache.
  delete request.headers[BROWSER];

  const query = queryText(request.querystring);
  const target = canonicalTarget(ADDRESSES, request.uri, query);
  // CloudFront picks the origin by the normalized path. The newsroom side gets its requests as they were sent.
  const path = target.path === undefined ? request.uri : target.path;
  if (path.indexOf(NEWSROOM) === 0) return request;

  const location = redirectTarget(request.method, request.uri, target);
  if (location !== undefined) return redirect(location);
  // One answer has one place in the cache: only the parameters that a route reads, in one order and encoding.
  request.querystring = target.query;
  if (isOpenedInBrowser(PAGES, path, query, destination.value)) request.headers[BROWSER] = { value: '1' };
  return request;
}

function redirect(location) {
  const headers = { location: { value: location } };
  Object.keys(MOVED_HEADERS).forEach((name) => {
    headers[name] = { value: MOVED_HEADERS[name] };
  });
  return { statusCode: 301, statusDescription: 'Moved Permanently', headers: headers };
}

function queryText(querystring) {
  return Object.keys(querystring)
    .map((name) => {
      const values = querystring[name].multiValue || [querystring[name]];
      return values.map((entry) => `${name}=${entry.value}`).join('&');
    })
    .join('&');
}
