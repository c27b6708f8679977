import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { NewsFeed, type NewsFeedProps } from './news-feed';

/** One stage: one feed endpoint, and the outputs that its operator needs. */
export class BulletinStack extends Stack {
  constructor(scope: Construct, id: string, { feed, ...props }: StackProps & { readonly feed: NewsFeedProps }) {
    super(scope, id, props);
    const { url, table, distribution, alarmTopic } = new NewsFeed(this, 'Feed', feed);
    new CfnOutput(this, 'Url', { value: url, description: 'The public address' });
    new CfnOutput(this, 'Table', { value: table.tableName, description: 'Where the stories are' });
    new CfnOutput(this, 'Distribution', { value: distribution.distributionId, description: 'What to invalidate' });
    new CfnOutput(this, 'AlarmTopic', { value: alarmTopic.topicArn, description: 'What alarms are sent to' });
  }
}
