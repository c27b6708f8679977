import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** The topic of all alarms: encrypted, and open only to the alarms of this account. */
export function createAlarmTopic(scope: Construct): Topic {
  const cloudwatch = new ServicePrincipal('cloudwatch.amazonaws.com');
  // A key of our own: CloudWatch has no access to the default key of SNS.
  const masterKey = new Key(scope, 'Key', {
    description: 'Alarms on their way to who is told',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.DESTROY,
    pendingWindow: Duration.days(7),
  });
  masterKey.addToResourcePolicy(
    new PolicyStatement({
      principals: [cloudwatch],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
    }),
  );
  const topic = new Topic(scope, 'Topic', { masterKey, enforceSSL: true });
  // enforceSSL adds a policy. It replaces the default policy, which lets alarms publish, so this statement allows them again.
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      principals: [cloudwatch],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  return topic;
}
