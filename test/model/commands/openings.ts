import {
  type AttributeValue,
  BatchWriteItemCommand,
  DeleteTableCommand,
  type DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import type { Table } from '../../../lambdas/store/table/table';
import { inProcessBulletin, newTable } from '../bulletin';
import { Newsroom } from '../newsroom/newsroom';
import { HOUR, START } from '../newsroom/time';
import { upload } from './uploads';

/** The stories that a newsroom has published before a history begins. */
export type Opening = 'nothing' | 'a story' | 'more than a feed carries';

const STORIES: Readonly<Record<Opening, number>> = { nothing: 0, 'a story': 1, 'more than a feed carries': 58 };

type Items = Record<string, AttributeValue>[];

interface Prepared {
  readonly newsroom: Newsroom;
  readonly items: Items;
}

/** Openings that are made once, and then copied for each history. */
export class Openings {
  readonly #prepared = new Map<Opening, Promise<Prepared>>();

  constructor(
    private readonly client: DynamoDBClient,
    private readonly settings: { withdrawnFor: string; seconds: number },
  ) {}

  /** The newsroom of an opening, and a new table that holds its stories. */
  async begin(opening: Opening): Promise<{ newsroom: Newsroom; table: Table }> {
    const prepared = this.#prepared.get(opening) ?? this.#prepare(opening);
    this.#prepared.set(opening, prepared);
    const { newsroom: made, items } = await prepared;
    const newsroom = new Newsroom(this.settings.seconds);
    const { edits, numbers, prefilled } = made;
    Object.assign(newsroom, { edits, numbers, prefilled });
    newsroom.stories.push(...made.stories.map((story) => ({ ...story, revisions: [...story.revisions] })));
    const table = await newTable(this.client);
    await put(table, items);
    return { newsroom, table };
  }

  async #prepare(opening: Opening): Promise<Prepared> {
    const table = await newTable(this.client);
    const newsroom = new Newsroom(this.settings.seconds);
    const bulletin = inProcessBulletin(table, this.settings);
    const count = STORIES[opening];
    for (let left = count; left > 0; left--) {
      newsroom.now = START - left * 7 * HOUR;
      bulletin.at(newsroom.now);
      const content = { section: 'World', tags: [], authors: [], language: 'en' };
      const decided = { content, hasId: true, hasKey: false, dated: undefined, flag: undefined, corrected: false };
      await upload(newsroom, { bulletin }, decided);
    }
    newsroom.prefilled = count;
    const items: Items = [];
    for await (const { Items = [] } of paginateScan({ client: this.client }, { TableName: table.name }))
      items.push(...Items);
    await this.client.send(new DeleteTableCommand({ TableName: table.name }));
    return { newsroom, items };
  }
}

async function put({ client, name }: Table, items: Items): Promise<void> {
  for (let i = 0; i < items.length; i += 25) {
    const requests = items.slice(i, i + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }));
  }
}
