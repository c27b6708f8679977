import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BulletinStack } from '../../lib/bulletin-stack';
import { parseStages } from '../../lib/stages';
import twoStages from './two-stages.json';

export const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));

/** A stage of which everything is said; the other one there says nothing. */
export const HERALD = twoStages.herald;

/** An app without bundling and validation, which take ten seconds and have their own test. */
export const quickApp = (): App =>
  new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] }, builtinCloudFormationValidation: false });

/** The template of each stage, made as `cdk synth` makes it. Throws where two resources wait for each other. */
export function synthesise(stages: unknown = context.stages): Map<string, Template> {
  const app = quickApp();
  const stacks = [...parseStages(stages)].map(
    ([stage, feed]) => [stage, new BulletinStack(app, `Bulletin-${stage}`, { feed })] as const,
  );
  return new Map(stacks.map(([stage, stack]) => [stage, Template.fromStack(stack)]));
}

export const production = (): Template => synthesise({ production: {} }).get('production') as Template;

export interface Resource {
  readonly id: string;
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: only CloudFormation knows the types of a template.
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export const resources = (template: Template): Resource[] =>
  Object.entries<Omit<Resource, 'id'>>(template.toJSON().Resources).map(([id, resource]) => ({ id, ...resource }));

export const resourcesOf = (template: Template, type: string): Resource[] =>
  resources(template).filter(({ Type }) => Type === type);

/** The one resource of a type; with a prefix, the one whose logical id begins so. */
export function only(template: Template, type: string, prefix = ''): Resource {
  const found = resourcesOf(template, type).filter(({ id }) => id.startsWith(prefix));
  expect(found).toHaveLength(1);
  return found[0] as Resource;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** The permissions of a function's role: every statement of every policy that names the role. */
export function statementsOf(template: Template, role: string): Statement[] {
  return resourcesOf(template, 'AWS::IAM::Policy')
    .filter(({ Properties }) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref.startsWith(role)))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}
