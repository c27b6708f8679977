// The names of the code that the docs are compared with: where one moves, only this file changes.

export { EXIT } from '../../bin/cli/terminal/shell';
export { SETTINGS } from '../../bin/local/settings';
export { LIST_LIMIT } from '../../lambdas/http/list-query';
export { IMPORT_LIMITS } from '../../lambdas/http/newsroom-operations';
export { LIST_LENGTHS } from '../../lambdas/http/one-address';
export { MAX_FAULTS } from '../../lambdas/http/query-parameters';
export { MAX_BODY_BYTES } from '../../lambdas/http/request-body';
export { MAX_LATE_CHANGES } from '../../lambdas/news/feed/late-change';
export { EXCERPT_BYTES, LIMITS, MAX_BREAKING_FLAGS } from '../../lambdas/news/limits';
export { READ_ONLY_FIELDS, UPLOAD_FIELDS } from '../../lambdas/news/upload/field-names';
export { FEEDS_IN_OPML, FEEDS_PER_PAGE } from '../../lambdas/serving/register-documents';
export { MAX_ARCHIVE_ENTRIES } from '../../lambdas/store/read/archive-pages';
export { MAX_TOMBSTONES } from '../../lambdas/store/read/late-changes-and-tombstones';
export { SCOPES } from '../../lambdas/store/tokens';
export { parseStages } from '../../lib/stages';
export { runCommand } from '../cli/command';
export { readHelpTexts } from '../cli/help-texts';
export { document } from '../harness/http/openapi-document';
