import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BulletinStack } from '../../lib/bulletin-stack';
import { parseStages } from '../../lib/stages';

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));

/** The template of each stage, made as `cdk synth` makes it but for bundling and validation, which take ten seconds and have their own test. */
export function synthesise(stages: unknown = context.stages): Map<string, Template> {
  const app = new App({
    context: { ...context, 'aws:cdk:bundling-stacks': [] },
    builtinCloudFormationValidation: false,
  });
  const stacks = [...parseStages(stages)].map(
    ([stage, feed]) => [stage, new BulletinStack(app, `Bulletin-${stage}`, { feed })] as const,
  );
  return new Map(stacks.map(([stage, stack]) => [stage, Template.fromStack(stack)]));
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** What the role of a function may do: every statement of every policy that names the role. */
export function statementsOf(template: Template, role: string): Statement[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  return policies
    .filter(({ Properties }) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref.startsWith(role)))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}
