import { Aws, Names } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * CloudFront is one for the whole account and asks for names, one of a kind. This one is made of the stack's name, the
 * construct's place in it and the region, so that no other stage has it, nor the same one in another region. At most 64 characters.
 */
export const accountWideName = (construct: Construct): string =>
  `${Names.uniqueResourceName(construct, { maxLength: 40 })}-${Aws.REGION}`;
