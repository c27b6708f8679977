import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Command, Option } from 'commander';
import type { Table } from '../../../lambdas/store/table/table';
import { runningEngine } from '../../local/data-folder';
import { SETTINGS } from '../../local/settings';
import { CommandError, EXIT, type Shell, startCommand } from '../terminal/shell';

/** The options of every command that uses the table. */
export interface TableOptions {
  readonly table?: string;
  readonly json?: boolean;
}

/** Adds the options of every command that uses the table. */
export const addTableOptions = (command: Command): Command =>
  command
    .addOption(new Option('--table <name>', 'the name of the table').env('BULLETIN_TABLE'))
    .option('--json', 'print JSON');

/** Prints which table the command uses, and runs `action` on it. */
export async function runOnTable<T>(
  { table: name }: TableOptions,
  shell: Shell,
  action: (table: Table) => Promise<T>,
): Promise<T> {
  const { where, ...table } = await chooseTable(name, shell);
  shell.err(`Table ${table.name} ${where}\n`);
  try {
    return await action(table);
  } finally {
    table.client.destroy();
  }
}

/** More patient than a function: an operator's line is slow, and a page of a scan may hold a megabyte. */
const CLIENT_OPTIONS = { maxAttempts: 8, requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 } };

async function chooseTable(name: string | undefined, shell: Shell): Promise<Table & { where: string }> {
  const { env } = shell;
  const endpoint = env.AWS_ENDPOINT_URL_DYNAMODB;
  if (name || endpoint) {
    const client = new DynamoDBClient(CLIENT_OPTIONS);
    const where = endpoint ? `at ${endpoint}` : `in ${await regionOf(client)}`;
    return { client, name: name || SETTINGS.BULLETIN_TABLE.fallback, where };
  }
  const folder = env.BULLETIN_DATA || SETTINGS.BULLETIN_DATA.fallback;
  const engine = await runningEngine(folder);
  if (engine === undefined) {
    throw new CommandError(
      `No table is named, and no local server runs on the data in ${folder}. Name the table of a stack with --table or ` +
        `BULLETIN_TABLE, or start the local server: ${startCommand(shell)}`,
      EXIT.usage,
    );
  }
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ ...CLIENT_OPTIONS, endpoint: engine, region: 'us-east-1', credentials });
  return { client, name: SETTINGS.BULLETIN_TABLE.fallback, where: `of the local server on ${folder}` };
}

async function regionOf(client: DynamoDBClient): Promise<string> {
  try {
    return await client.config.region();
  } catch {
    throw new CommandError(
      'No AWS region is set: set AWS_REGION, or set AWS_PROFILE to a profile with a region.',
      EXIT.usage,
    );
  }
}
