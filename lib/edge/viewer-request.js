// Runs in CloudFront, at the edge, before the cache is asked (JavaScript runtime 2.0: no destructuring, no optional chaining).

const NEWSROOM = '/newsroom/';
const QUERIES = {
  '/api/stories': ['author', 'breaking', 'cursor', 'language', 'limit', 'section', 'tag'],
  '/api/changes': ['after', 'limit'],
};
// Pages that list stories.
const PAGE = /^\/(?:(?:breaking|audio|(?:sections|tags|authors|languages)\/[^/]+)?)$/;
const PAGE_QUERIES = ['before'];

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const request = event.request;
  // A client's own header of this name must not get through: addresses in documents are made from it.
  request.headers['x-bulletin-host'] = { value: request.headers.host.value.split(':')[0].toLowerCase() };
  // One answer, one place in the cache: no query where none is read, and else those that are, in one order.
  if (request.uri.indexOf(NEWSROOM) !== 0) {
    request.querystring = declared(request.querystring, queriesOf(request.uri));
  }
  return request;
}

function queriesOf(uri) {
  return QUERIES[uri] || (PAGE.test(uri) ? PAGE_QUERIES : []);
}

function declared(querystring, queries) {
  return queries
    .filter((name) => querystring[name])
    .map((name) => {
      const values = querystring[name].multiValue || [querystring[name]];
      return values.map((given) => `${name}=${given.value}`).join('&');
    })
    .join('&');
}
