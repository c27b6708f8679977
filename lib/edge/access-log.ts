import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/**
 * The access log of CloudFront. Its lines contain the addresses of readers, so S3 deletes them after a month, even after the
 * stack is deleted. Standard logging v2 would need resources in us-east-1, whatever the stack's region.
 */
export function createAccessLog(scope: Construct): Bucket {
  const bucket = new Bucket(scope, 'Bucket', {
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    // CloudFront delivers with an access control list, which new buckets refuse by default.
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    lifecycleRules: [{ expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    // CloudFormation cannot delete a bucket with objects. The lifecycle rule empties this one.
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'This bucket is itself an access log; a log of the log would only hold readers’ addresses for longer.',
  });
  return bucket;
}
