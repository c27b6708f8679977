/**
 * The contract, a file beside the read function's own: loaded when `/openapi.json` is first asked for, so that no cold
 * start reads it.
 */
export { openApi } from './openapi/openapi';
