// The package, for CDK apps of others: `import { NewsFeed } from …`.
export { NewsFeed, type NewsFeedProps } from './news-feed';
