import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { NewsFeed, type NewsFeedProps } from './news-feed';

/** One stage: one feed endpoint, whose address it puts out. */
export class BulletinStack extends Stack {
  constructor(scope: Construct, id: string, { feed, ...props }: StackProps & { readonly feed: NewsFeedProps }) {
    super(scope, id, props);
    const { url } = new NewsFeed(this, 'Feed', feed);
    new CfnOutput(this, 'Url', { value: url, description: 'The public address' });
  }
}
