import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { BulletinStack } from '../lib/bulletin-stack';
import { parseStages } from '../lib/stages';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
for (const [stage, feed] of parseStages(app.node.tryGetContext('stages'))) {
  new BulletinStack(app, `Bulletin-${stage}`, { feed, description: `Bulletin, a news feed endpoint (${stage})` });
}
