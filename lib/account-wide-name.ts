import { Aws, Names } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * A name that is unique in the account: CloudFront is global and refuses equal names. It contains the stack's name, the
 * path of the construct and the region. At most 64 characters.
 */
export const accountWideName = (construct: Construct): string =>
  `${Names.uniqueResourceName(construct, { maxLength: 40 })}-${Aws.REGION}`;
