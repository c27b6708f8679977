/**
 * Stands in every ETag for the code that made the document, so that a release which renders otherwise is never told 304.
 * A test holds it to the sources of this folder, and says what to write here when they change.
 */
export const RENDERERS = '9a46f8f0';
