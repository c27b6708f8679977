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
  /** The Route 53 zone of the domain; left out for another name server. */
  readonly hostedZoneId?: string;
}

/** The domain of the publication, its certificate and its DNS records. */
export class CustomDomain extends Construct {
  readonly domain: string;
  readonly certificate: ICertificate;
  private readonly hostedZoneId: string | undefined;

  /** Throws a TypeError for a certificate that CloudFront cannot use. */
  constructor(scope: Construct, id: string, props: CustomDomainProps) {
    super(scope, id);
    const problem = certificateProblem(props.certificateArn);
    if (problem) throw new TypeError(`certificateArn ${problem}`);
    this.domain = props.domain;
    this.certificate = Certificate.fromCertificateArn(this, 'Certificate', props.certificateArn);
    this.hostedZoneId = props.hostedZoneId;
  }

  /** Points the domain to the distribution, by IPv4 and IPv6. */
  pointTo(distribution: IDistribution): void {
    if (this.hostedZoneId === undefined) return;
    const zone = HostedZone.fromHostedZoneId(this, 'Zone', this.hostedZoneId);
    const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
    // A name with a dot at its end is absolute, whatever the name of the zone.
    const recordName = `${this.domain}.`;
    new ARecord(this, 'IPv4', { zone, recordName, target });
    new AaaaRecord(this, 'IPv6', { zone, recordName, target });
  }
}

/** The reason why CloudFront cannot use a certificate; undefined for a usable one, and for one that is known only at deployment. */
export function certificateProblem(arn: string): string | undefined {
  if (Token.isUnresolved(arn)) return undefined;
  const [, region] = /^arn:[\w-]+:acm:([\w-]+):\d{12}:certificate\/[\w-]+$/.exec(arn) ?? [];
  if (region === undefined) return 'must be arn:aws:acm:us-east-1:…:certificate/…';
  if (region === 'us-east-1') return undefined;
  return `names a certificate in ${region}: CloudFront takes them from us-east-1 only, whatever the region of the stack. Request one there`;
}
