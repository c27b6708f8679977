import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Command, Option } from 'commander';
import type { Table } from '../../../lambdas/store/table/table';
import { runningEngine } from '../../local/data-folder';
import { SETTINGS } from '../../local/settings';
import { CommandError, EXIT, type Shell } from '../terminal/shell';

/** What every command takes. */
export interface TableOptions {
  readonly table?: string;
  readonly json?: boolean;
}

/** Adds what every command that speaks to a table takes. */
export const addTableOptions = (command: Command): Command =>
  command
    .addOption(new Option('--table <name>', "the table's name").env('BULLETIN_TABLE'))
    .option('--json', 'answer in JSON');

/** Does something with the table that is meant, once it was said which one that is. */
export async function runOnTable<T>(
  { table }: TableOptions,
  shell: Shell,
  act: (table: Table) => Promise<T>,
): Promise<T> {
  // The SDK says at the start of every process that it will stop supporting Node 20 one day.
  shell.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { client, name, where } = await chosen(table, shell.env);
  shell.err(`Table ${name} ${where}\n`);
  try {
    return await act({ client, name });
  } finally {
    client.destroy();
  }
}

/** An operator's line is slower than a function's, and a page of a walk is up to a megabyte. */
const PATIENT = { maxAttempts: 8, requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 } };

async function chosen(table: string | undefined, env: NodeJS.ProcessEnv): Promise<Table & { where: string }> {
  const endpoint = env.AWS_ENDPOINT_URL_DYNAMODB;
  if (table || endpoint) {
    const client = new DynamoDBClient(PATIENT);
    const where = endpoint ? `at ${endpoint}` : `in ${await regionOf(client)}`;
    return { client, name: table || SETTINGS.BULLETIN_TABLE.fallback, where };
  }
  const folder = env.BULLETIN_DATA || SETTINGS.BULLETIN_DATA.fallback;
  const engine = await runningEngine(folder);
  if (engine === undefined) {
    throw new CommandError(
      `No table is named, and no local server runs on the data in ${folder}. Name the table of a stack with --table or ` +
        'BULLETIN_TABLE, or start the local server: npm start',
      EXIT.usage,
    );
  }
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ ...PATIENT, endpoint: engine, region: 'us-east-1', credentials });
  return { client, name: SETTINGS.BULLETIN_TABLE.fallback, where: `of the local server on ${folder}` };
}

async function regionOf(client: DynamoDBClient): Promise<string> {
  try {
    return await client.config.region();
  } catch {
    throw new CommandError(
      'No AWS region is set: set AWS_REGION, or a profile that has one with AWS_PROFILE.',
      EXIT.usage,
    );
  }
}
