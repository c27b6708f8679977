// The names of the code that the docs are compared with: where one moves, only this file changes.
export { EXIT } from '../../bin/cli/shell';
export { SETTINGS } from '../../bin/local/settings';
export { LIMIT } from '../../lambdas/http/list-query';
export { IMPORTS } from '../../lambdas/http/newsroom-desk';
export { MOST_BYTES } from '../../lambdas/http/request-body';
export { EXCERPT_BYTES } from '../../lambdas/newsroom/feed-entry';
export { LATE_CHANGES } from '../../lambdas/newsroom/late-change';
export { LIMITS } from '../../lambdas/newsroom/story';
export { READ_ONLY_FIELDS, UPLOAD_FIELDS } from '../../lambdas/newsroom/upload/fields';
export { SCOPES } from '../../lambdas/store/tokens';
export { parseStages } from '../../lib/stages';
export { said } from '../cli/command';
export { document } from '../contract/document';
