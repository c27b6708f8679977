import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { createAlarmTopic } from './alarm-topic';
import type { Measures } from './measures';

export interface AlarmsProps {
  readonly measures: Measures;
  /** The address that receives alarms, after its owner confirms it. */
  readonly email?: string;
}

interface Rule {
  /** The loss for readers or editors, and the place to look. */
  readonly description: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** The alarm needs this many of the last three periods of five minutes. */
  readonly periods: 1 | 2 | 3;
  /** Missing data is a reason for the alarm, too. */
  readonly alarmsOnSilence?: true;
}

/** The alarms: each is about a loss for readers or editors. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { measures, email }: AlarmsProps) {
    super(scope, id);
    this.topic = createAlarmTopic(new Construct(this, 'Told'));
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email));
    for (const [name, rule] of Object.entries(rules(measures))) this.alarm(name, rule);
  }

  private alarm(name: string, { description, metric, threshold, periods, alarmsOnSilence }: Rule): void {
    const alarm = new Alarm(this, name, {
      alarmDescription: description,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 3,
      datapointsToAlarm: periods,
      treatMissingData: alarmsOnSilence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(this.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}

const rules = (measures: Measures): Record<string, Rule> => ({
  ReadErrors: {
    description:
      'Readers: one in a hundred requests that the CDN passes on fails (5xx). What the CDN holds it serves for ten minutes more; every other feed and page is gone. The log of the read function names each fault by request id.',
    metric: measures.readErrorShare,
    threshold: 1,
    periods: 2,
  },
  ReadSlow: {
    description:
      'Readers wait: one in a hundred answers that the CDN does not hold takes three seconds or more, and impatient reader software gives up. Traces of the read function show where the time goes.',
    metric: measures.readP99,
    threshold: 3_000,
    periods: 3,
  },
  ReadThrottled: {
    description:
      'Readers are turned away: Lambda has no more room for the read function (429, which no stale answer covers) or the table for reads. Look at the account’s concurrent executions and at the traffic.',
    metric: measures.readThrottles,
    threshold: 1,
    periods: 2,
  },
  UploadsFail: {
    description:
      'Editors: an upload, edit or withdrawal failed (5xx). Nothing is half done, and repeating it with the same Idempotency-Key is safe; until then readers lack the story. The log of the publish function names each fault by request id.',
    metric: measures.uploadErrors,
    threshold: 1,
    periods: 1,
  },
  UploadsThrottled: {
    description:
      'Editors are turned away: Lambda has no more room for the publish function or the table for writes. Stories reach readers late; repeating is safe.',
    metric: measures.uploadThrottles,
    threshold: 1,
    periods: 2,
  },
  FeedBroken: {
    description:
      'Subscribers get nothing new: a public feed cannot be fetched, read as a feed, or is no longer compressed or answered 304, or the watch itself is silent. The log of the watch function says which and why.',
    metric: measures.feedBroken,
    threshold: 1,
    periods: 2,
    alarmsOnSilence: true,
  },
  FeedStuck: {
    description:
      'Subscribers read old news: the public feed is more than five minutes behind what is stored, or the watch itself is silent. The log of the watch function says which feed; an invalidation of the distribution brings the stored state out.',
    metric: measures.feedStuck,
    threshold: 1,
    periods: 2,
    alarmsOnSilence: true,
  },
});
