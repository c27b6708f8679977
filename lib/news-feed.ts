import { Stack } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { type ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Alarms } from './alarms/alarms';
import { FeedDashboard } from './alarms/feed-dashboard';
import { Measures } from './alarms/measures';
import { CustomDomain } from './edge/custom-domain';
import { Edge } from './edge/edge';
import { NewsroomApi } from './edge/newsroom-api';
import { PublishFunction } from './functions/publish-function';
import { ReadFunction } from './functions/read-function';
import { WatchFunction } from './functions/watch-function';
import { StoryTable } from './storage/story-table';

/** All may be left out. */
export interface NewsFeedProps {
  /** Of the publication; `Bulletin` if left out. */
  readonly title?: string;
  /** Of the publication; `The latest stories` if left out. */
  readonly description?: string;
  /** Of the publication, BCP 47; `en` if left out. */
  readonly language?: string;
  /** How long a story breaks unless its editor says otherwise, ISO 8601; `PT4H` if left out. */
  readonly breakingFor?: string;
  /** How long feeds say that a story was withdrawn, ISO 8601; `P30D` if left out. */
  readonly withdrawnFor?: string;
  /** The publication's own host, `news.example`; the distribution's own if left out. Needs `certificateArn`. */
  readonly domain?: string;
  /** A certificate for `domain`, in us-east-1 whatever the region of the stack. */
  readonly certificateArn?: string;
  /** The Route 53 zone that `domain` is in; left out where another name server answers for it. */
  readonly hostedZoneId?: string;
  /** Who is told of alarms by e-mail, once they have confirmed it; nobody if left out, and the topic is there to subscribe to. */
  readonly alarmEmail?: string;
  /** A table to serve instead of this construct's own, such as one restored to a point in time; its own stays as it is. */
  readonly tableName?: string;
}

/**
 * A whole news feed endpoint: stories, the two sides that serve and change them, one address for both, and who watches it.
 *
 * In an app of your own, which has aws-cdk-lib and esbuild and this project as a dependency; it is bundled from its sources:
 *
 * ```ts
 * import { NewsFeed } from 'bulletin/lib/news-feed';
 *
 * const feed = new NewsFeed(this, 'Feed', { title: 'The Herald', language: 'en-GB', alarmEmail: 'desk@herald.example' });
 * new CfnOutput(this, 'FeedUrl', { value: feed.url });
 * ```
 *
 * A stack may hold several. The construct's id and place are part of the table's logical id: move neither once stories
 * are in it, or CloudFormation leaves the table where it is and starts with an empty one.
 */
export class NewsFeed extends Construct {
  /** The public address, without a slash at its end. */
  readonly url: string;
  /** The table that is served. */
  readonly table: ITable;
  readonly distribution: Distribution;
  /** What alarms are sent to. */
  readonly alarmTopic: Topic;

  /** Throws where `domain` and `certificateArn` do not come together, or the certificate is not one that CloudFront can use. */
  constructor(scope: Construct, id: string, props: NewsFeedProps = {}) {
    super(scope, id);
    const own = new StoryTable(this, 'Stories').table;
    const table = props.tableName === undefined ? own : Table.fromTableName(this, 'Restored', props.tableName);
    const environment = environmentOf(table, props);
    const { function: read, logGroup: readLog } = new ReadFunction(this, 'Read', { table, environment });
    const { function: publish } = new PublishFunction(this, 'Publish', { table, environment });
    const { api, host: newsroomHost } = new NewsroomApi(this, 'Api', { publish });
    const domain = this.customDomain(props);
    const { distribution, url } = new Edge(this, 'Edge', { read, newsroomHost, ...(domain && { domain }) });

    // As people read it, and unlike every other feed's in the account and region: `Bulletin-production/Feed`.
    const stack = Stack.of(this);
    const service = `${stack.stackName}${this.node.path.slice(stack.node.path.length)}`;
    new WatchFunction(this, 'Watch', { table, url, service });
    const measures = new Measures(this, 'Measures', { distribution, read, readLog, api, publish, table, service });
    new FeedDashboard(this, 'Dashboard', { measures });
    const { topic } = new Alarms(this, 'Alarms', { measures, ...(props.alarmEmail && { email: props.alarmEmail }) });

    this.url = url;
    this.table = table;
    this.distribution = distribution;
    this.alarmTopic = topic;
  }

  private customDomain({ domain, certificateArn, hostedZoneId }: NewsFeedProps): CustomDomain | undefined {
    if (domain !== undefined && certificateArn !== undefined) {
      return new CustomDomain(this, 'Domain', { domain, certificateArn, ...(hostedZoneId && { hostedZoneId }) });
    }
    if (domain === undefined && certificateArn === undefined && hostedZoneId === undefined) return undefined;
    throw new TypeError(DOMAIN_AND_CERTIFICATE);
  }
}

export const DOMAIN_AND_CERTIFICATE = 'domain and certificateArn come together, and hostedZoneId with them';

/** Functions have defaults of their own for what nobody said. Without a domain they name the host that their viewer asked. */
function environmentOf(table: ITable, props: NewsFeedProps): Record<string, string> {
  const said = {
    BULLETIN_URL: props.domain && `https://${props.domain}`,
    BULLETIN_TITLE: props.title,
    BULLETIN_DESCRIPTION: props.description,
    BULLETIN_LANGUAGE: props.language,
    BULLETIN_BREAKING_FOR: props.breakingFor,
    BULLETIN_WITHDRAWN_FOR: props.withdrawnFor,
  };
  const given = Object.entries(said).filter((setting): setting is [string, string] => setting[1] !== undefined);
  return { BULLETIN_TABLE: table.tableName, ...Object.fromEntries(given) };
}
