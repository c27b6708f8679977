import { Token } from 'aws-cdk-lib';
import { Certificate, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';

export interface CustomDomainProps {
  /** `news.example`. */
  readonly domain: string;
  readonly certificateArn: string;
  /** The Route 53 zone that the domain is in; left out where another name server answers for it. */
  readonly hostedZoneId?: string;
}

/** A name of the publication's own, its certificate, and the way there. */
export class CustomDomain extends Construct {
  readonly domain: string;
  readonly certificate: ICertificate;
  private readonly hostedZoneId: string | undefined;

  /** Throws where the certificate is not one that CloudFront can use. */
  constructor(scope: Construct, id: string, props: CustomDomainProps) {
    super(scope, id);
    const problem = certificateProblem(props.certificateArn);
    if (problem) throw new TypeError(`certificateArn ${problem}`);
    this.domain = props.domain;
    this.certificate = Certificate.fromCertificateArn(this, 'Certificate', props.certificateArn);
    this.hostedZoneId = props.hostedZoneId;
  }

  /** Makes the domain lead to the distribution, by IPv4 and IPv6. */
  pointTo(distribution: IDistribution): void {
    if (this.hostedZoneId === undefined) return;
    const zone = HostedZone.fromHostedZoneId(this, 'Zone', this.hostedZoneId);
    const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
    // With a dot at its end a name is whole, wherever in its zone it is.
    const recordName = `${this.domain}.`;
    new ARecord(this, 'IPv4', { zone, recordName, target });
    new AaaaRecord(this, 'IPv6', { zone, recordName, target });
  }
}

/** What keeps CloudFront from using a certificate; undefined for one that it can use, or that is known at deployment only. */
export function certificateProblem(arn: string): string | undefined {
  if (Token.isUnresolved(arn)) return undefined;
  const [, region] = /^arn:[\w-]+:acm:([\w-]+):\d{12}:certificate\/[\w-]+$/.exec(arn) ?? [];
  if (region === undefined) return 'must be arn:aws:acm:us-east-1:…:certificate/…';
  if (region === 'us-east-1') return undefined;
  return `names a certificate in ${region}: CloudFront takes them from us-east-1 only, whatever the region of the stack. Request one there`;
}
