import { Aws, Names } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** At most 64 characters, unique in the account: CloudFront is global and refuses equal names of two regions. */
export const accountWideName = (construct: Construct): string =>
  `${Names.uniqueResourceName(construct, { maxLength: 40 })}-${Aws.REGION}`;
