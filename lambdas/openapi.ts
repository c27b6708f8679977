/** The description of the API, in a file beside the read function: loaded on the first request for `/openapi.json`, so no cold start reads it. */
export { createOpenApi } from './openapi/openapi';
