import { Stack } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { type ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { checkLanguage } from '../lambdas/news/language/check-language';
import { checkLicense } from '../lambdas/news/values/check-license';
import { checkTimeZone } from '../lambdas/news/values/check-time-zone';
import { Alarms } from './alarms/alarms';
import { FeedDashboard } from './alarms/feed-dashboard';
import { createMeasures } from './alarms/measures';
import { CustomDomain } from './edge/custom-domain';
import { Edge } from './edge/edge';
import { NewsroomApi } from './edge/newsroom-api';
import { PublishFunction } from './functions/publish-function';
import { ReadFunction } from './functions/read-function';
import { WatchFunction } from './functions/watch-function';
import { createStoryTable } from './storage/story-table';

/** The settings of a feed endpoint. All are optional. */
export interface NewsFeedProps {
  /** The title of the publication. Default: `Bulletin`. */
  readonly title?: string;
  /** The description of the publication. Default: `The latest stories`. */
  readonly description?: string;
  /** The language of the publication: a BCP 47 tag whose subtags IANA's registry has. Default: `en`. */
  readonly language?: string;
  /** The time zone of dates that a story file gives without one: an IANA name, `Europe/Berlin`. Default: `UTC`. */
  readonly timeZone?: string;
  /** The line that names the owner of the rights: `© 2026 The Herald`. Default: none. */
  readonly copyright?: string;
  /** The license of the stories: a web address. Default: none. */
  readonly license?: string;
  /** How long a story breaks by default, as an ISO 8601 duration. Default: `PT4H`. */
  readonly breakingFor?: string;
  /** How long feeds keep the tombstone of a withdrawn story, as an ISO 8601 duration. Default: `P30D`. */
  readonly withdrawnFor?: string;
  /** The host of the publication, `news.example`. Needs `certificateArn`. Default: the host of the distribution. */
  readonly domain?: string;
  /** A certificate for `domain`, in us-east-1, whatever the region of the stack. */
  readonly certificateArn?: string;
  /** The Route 53 zone of `domain`. Leave it out for another name server. */
  readonly hostedZoneId?: string;
  /** The e-mail address that receives alarms, after its owner confirms it. Without it, subscribe to the topic. */
  readonly alarmEmail?: string;
  /** A table to serve instead of the construct's own, such as a restored one. The own table stays unchanged. */
  readonly tableName?: string;
}

/**
 * A whole news feed endpoint: the table of stories, the public and the newsroom side, one address for both, and alarms.
 *
 * In an app of your own, with aws-cdk-lib and this package as dependencies (its functions are prebuilt):
 *
 * ```ts
 * const feed = new NewsFeed(this, 'Feed', { title: 'The Herald', language: 'en-GB', alarmEmail: 'desk@herald.example' });
 * new CfnOutput(this, 'FeedUrl', { value: feed.url });
 * ```
 *
 * A stack may have several. The construct's id and path are part of the table's logical id. Do not change them once the
 * table has stories: CloudFormation would leave that table behind and start with an empty one.
 */
export class NewsFeed extends Construct {
  /** The public address, without a slash at its end. */
  readonly url: string;
  /** The table of the stories. */
  readonly table: ITable;
  readonly distribution: Distribution;
  /** The topic that receives alarms. */
  readonly alarmTopic: Topic;

  /**
   * Throws a TypeError for only one of `domain` and `certificateArn`, for a certificate that CloudFront cannot use, and for a
   * language, a license or a time zone that is none.
   */
  constructor(scope: Construct, id: string, props: NewsFeedProps = {}) {
    super(scope, id);
    const own = createStoryTable(new Construct(this, 'Stories'));
    const table = props.tableName === undefined ? own : Table.fromTableName(this, 'Restored', props.tableName);
    const environment = environmentOf(table, props);
    const { function: read, logGroup: readLog } = new ReadFunction(this, 'Read', { table, environment });
    const { function: publish } = new PublishFunction(this, 'Publish', { table, environment });
    const { api, host: newsroomHost } = new NewsroomApi(this, 'Api', { publish });
    const domain = this.customDomain(props);
    const { distribution, url } = new Edge(this, 'Edge', { read, newsroomHost, domain });

    // Readable, and unique in the account and region: `Bulletin-production/Feed`.
    const stack = Stack.of(this);
    const service = `${stack.stackName}${this.node.path.slice(stack.node.path.length)}`;
    new WatchFunction(this, 'Watch', { table, url, service });
    const measures = createMeasures(this, { distribution, read, readLog, api, publish, table, service });
    new FeedDashboard(this, 'Dashboard', { measures });
    const { topic } = new Alarms(this, 'Alarms', { measures, email: props.alarmEmail });

    this.url = url;
    this.table = table;
    this.distribution = distribution;
    this.alarmTopic = topic;
  }

  private customDomain({ domain, certificateArn, hostedZoneId }: NewsFeedProps): CustomDomain | undefined {
    if (domain !== undefined && certificateArn !== undefined) {
      return new CustomDomain(this, 'Domain', { domain, certificateArn, hostedZoneId });
    }
    if (domain === undefined && certificateArn === undefined && hostedZoneId === undefined) return undefined;
    throw new TypeError(DOMAIN_AND_CERTIFICATE);
  }
}

export const DOMAIN_AND_CERTIFICATE = 'domain and certificateArn come together, and hostedZoneId with them';

/** The environment of the functions. They have their own defaults; without a domain, documents name the viewer's host. */
function environmentOf(table: ITable, props: NewsFeedProps): Record<string, string> {
  const language = props.language === undefined ? undefined : checkLanguage(props.language);
  if (language?.problem !== undefined) throw new TypeError(`language ${props.language}: ${language.problem}`);
  const license = props.license === undefined ? undefined : checkLicense(props.license);
  if (license?.problem !== undefined) throw new TypeError(`license ${props.license}: ${license.problem}`);
  const timeZone = props.timeZone === undefined ? undefined : checkTimeZone(props.timeZone);
  if (timeZone?.problem !== undefined) throw new TypeError(`timeZone ${props.timeZone}: ${timeZone.problem}`);
  const settings = {
    BULLETIN_URL: props.domain && `https://${props.domain}`,
    BULLETIN_TITLE: props.title,
    BULLETIN_DESCRIPTION: props.description,
    BULLETIN_LANGUAGE: language?.tag,
    BULLETIN_TIME_ZONE: props.timeZone,
    BULLETIN_COPYRIGHT: props.copyright,
    BULLETIN_LICENSE: license?.address,
    BULLETIN_BREAKING_FOR: props.breakingFor,
    BULLETIN_WITHDRAWN_FOR: props.withdrawnFor,
  };
  const known = Object.entries(settings).filter((setting): setting is [string, string] => setting[1] !== undefined);
  return { BULLETIN_TABLE: table.tableName, ...Object.fromEntries(known) };
}
