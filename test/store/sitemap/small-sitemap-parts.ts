/** Parts of the sitemap hold 20 stories in a suite that imports this module before all others. */
jest.doMock('../../../lambdas/news/limits', () => ({
  ...jest.requireActual('../../../lambdas/news/limits'),
  MAX_SITEMAP_STORIES: 20,
}));
