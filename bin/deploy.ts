import { App } from 'aws-cdk-lib';
import { BulletinStack } from '../lib/bulletin-stack';
import { parseStages } from '../lib/stages';

const app = new App();
for (const [stage, feed] of parseStages(app.node.tryGetContext('stages'))) {
  new BulletinStack(app, `Bulletin-${stage}`, { feed, description: `Bulletin, a news feed endpoint (${stage})` });
}
