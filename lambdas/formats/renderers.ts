/**
 * The version of the rendering code, in every ETag: a release that renders differently never answers 304 to an older ETag.
 * A test compares it with the sources of this folder, and its message gives the new value.
 */
export const RENDERERS = 'a9c815ce';
