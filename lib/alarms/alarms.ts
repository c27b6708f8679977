import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic';
import type { Measures } from './measures';

export interface AlarmsProps {
  readonly measures: Measures;
  /** Who is told by e-mail, once they have confirmed it. */
  readonly email?: string;
}

interface Rule {
  /** What a reader or editor loses, and where to look. */
  readonly loses: string;
  readonly metric: IMetric;
  readonly from: number;
  /** For how many of the last three periods of five minutes. */
  readonly periods: 1 | 2 | 3;
  /** That nothing is reported is itself a reason for alarm. */
  readonly silence?: 'alarms';
}

/** Who is told what, when readers or editors lose something. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { measures, email }: AlarmsProps) {
    super(scope, id);
    this.topic = new AlarmTopic(this, 'Told').topic;
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email));
    for (const [name, rule] of Object.entries(rules(measures))) this.alarm(name, rule);
  }

  private alarm(name: string, { loses, metric, from, periods, silence }: Rule): void {
    const alarm = new Alarm(this, name, {
      alarmDescription: loses,
      metric,
      threshold: from,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 3,
      datapointsToAlarm: periods,
      treatMissingData: silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const told = new SnsAction(this.topic);
    alarm.addAlarmAction(told);
    alarm.addOkAction(told);
  }
}

const rules = (measures: Measures): Record<string, Rule> => ({
  ReadErrors: {
    loses:
      'Readers: one in a hundred requests that the CDN passes on fails (5xx). What the CDN holds it serves for ten minutes more; every other feed and page is gone. The log of the read function names each fault by request id.',
    metric: measures.readErrorShare,
    from: 1,
    periods: 2,
  },
  ReadSlow: {
    loses:
      'Readers wait: one in a hundred answers that the CDN does not hold takes three seconds or more, and impatient reader software gives up. Traces of the read function show where the time goes.',
    metric: measures.readP99,
    from: 3_000,
    periods: 3,
  },
  ReadThrottled: {
    loses:
      'Readers are turned away: Lambda has no more room for the read function (429, which no stale answer covers) or the table for reads. Look at the account’s concurrent executions and at the traffic.',
    metric: measures.readThrottles,
    from: 1,
    periods: 2,
  },
  UploadsFail: {
    loses:
      'Editors: an upload, edit or withdrawal failed (5xx). Nothing is half done, and repeating it with the same Idempotency-Key is safe; until then readers lack the story. The log of the publish function names each fault by request id.',
    metric: measures.uploadErrors,
    from: 1,
    periods: 1,
  },
  UploadsThrottled: {
    loses:
      'Editors are turned away: Lambda has no more room for the publish function or the table for writes. Stories reach readers late; repeating is safe.',
    metric: measures.uploadThrottles,
    from: 1,
    periods: 2,
  },
  FeedBroken: {
    loses:
      'Subscribers get nothing new: a public feed cannot be fetched, read as a feed, or is no longer compressed or answered 304, or the watch itself is silent. The log of the watch function says which and why.',
    metric: measures.feedBroken,
    from: 1,
    periods: 2,
    silence: 'alarms',
  },
  FeedStuck: {
    loses:
      'Subscribers read old news: the public feed is more than five minutes behind what is stored, or the watch itself is silent. The log of the watch function says which feed; an invalidation of the distribution brings the stored state out.',
    metric: measures.feedStuck,
    from: 1,
    periods: 2,
    silence: 'alarms',
  },
});
