import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type Instant, plusSeconds } from '../../../lambdas/news/values/instant';
import { formerUrlItem } from '../../../lambdas/store/table/former-url-items';
import { feedHeadItem, storyHeadItem } from '../../../lambdas/store/table/head-items';
import { storyItem } from '../../../lambdas/store/table/story-items';
import { tableForTests } from '../../harness/engine';
import { everyItem, faultsIn } from '../../harness/newsroom/audit';
import { aStory, nextOf } from '../../news/sample-story';
import { servingOf } from '../../serving/serving-of';
import { importing, importOf } from '../importing';
import { aHead, mockTable, NOON } from '../mock-table';
import { newsroom } from '../sample-newsroom';

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);

describe('what an edit sends', () => {
  const { table, dynamodb } = mockTable();
  let room: ReturnType<typeof newsroom>;
  const story = aStory({ formerUrls: ['/a', '/b'] });
  const refused = () => new ConditionalCheckFailedException({ message: 'refused', $metadata: {} });
  const heads = (['all', 'breaking', 'language#en'] as const).map((name) =>
    feedHeadItem(aHead({ name, ...(name === 'all' && { changes: { sequenceNumber: 7, at: NOON } }) })),
  );
  const headOf = (writeCount: number) =>
    storyHeadItem({
      id: story.id,
      publishedAt: story.publishedAt,
      writeCount,
      version: 'v',
      changedAt: NOON,
      moments: [],
    });
  /** The names of the commands in their order. */
  const sent = () => dynamodb.calls().map(({ args }) => args[0].constructor.name.replace('Command', ''));
  const cancelled = (Code: string) =>
    new TransactionCanceledException({ message: 'x', $metadata: {}, CancellationReasons: [{ Code }] });

  beforeEach(() => {
    dynamodb.reset();
    room = newsroom(table);
    dynamodb.on(BatchGetItemCommand).resolves({ Responses: { bulletin: heads } });
    dynamodb.on(TransactWriteItemsCommand).resolves({});
    dynamodb.on(PutItemCommand).resolves({});
    dynamodb.on(DeleteItemCommand).resolves({});
    dynamodb.on(GetItemCommand).resolves({});
  });

  test('each address is claimed on a condition, before the transaction', async () => {
    expect(await room.writer.create(story, { by: 'ann' })).toBe('stored');
    expect(sent()).toEqual(['PutItem', 'PutItem', 'BatchGetItem', 'TransactWriteItems']);
    expect(dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input).toEqual({
      TableName: 'bulletin',
      Item: formerUrlItem({ address: '/a', id: story.id, revision: 1, at: NOON }),
      ConditionExpression: 'attribute_not_exists(pk) OR (id = :id AND revision < :revision)',
      ExpressionAttributeValues: { ':id': { S: story.id }, ':revision': { N: '1' } },
    });
  });

  test('an edit claims only what is new, and gives up what it takes away after its transaction', async () => {
    dynamodb.on(BatchGetItemCommand).resolves({ Responses: { bulletin: [...heads, headOf(1)] } });
    expect(await room.writer.revise(story, nextOf(story, { formerUrls: ['/b', '/c'] }), { by: 'ann' })).toBe('stored');
    expect(sent()).toEqual(['PutItem', 'BatchGetItem', 'TransactWriteItems', 'DeleteItem']);
    expect(dynamodb.commandCalls(DeleteItemCommand)[0]?.args[0].input).toEqual({
      TableName: 'bulletin',
      Key: { pk: expect.objectContaining({ S: expect.stringMatching(/^URL#[\da-f]{64}$/) }), sk: { S: 'URL' } },
      ConditionExpression: 'id = :id AND revision <= :revision',
      ExpressionAttributeValues: { ':id': { S: story.id }, ':revision': { N: '2' } },
    });
    dynamodb.resetHistory();
    await room.writer.revise(story, nextOf(story, {}), { by: 'ann' });
    expect(sent()).toEqual(['BatchGetItem', 'TransactWriteItems']);
  });

  test('an edit that is stored is stored, also where its claims cannot be given up', async () => {
    dynamodb.on(BatchGetItemCommand).resolves({ Responses: { bulletin: [...heads, headOf(1)] } });
    dynamodb.on(DeleteItemCommand).rejects(new Error('cut off'));
    expect(await room.writer.revise(story, nextOf(story, { formerUrls: undefined }), { by: 'ann' })).toBe('stored');
  });

  test('a claim that is there already counts as made: an answer was lost', async () => {
    dynamodb.on(PutItemCommand).rejects(refused());
    const item = (address: string) => formerUrlItem({ address, id: story.id, revision: 1, at: NOON });
    dynamodb
      .on(GetItemCommand)
      .resolvesOnce({ Item: item('/a') })
      .resolvesOnce({ Item: item('/b') });
    expect(await room.writer.create(story, { by: 'ann' })).toBe('stored');
  });

  test.each([
    ['by a story that lists it', aStory({ id: 'other', revision: 9, formerUrls: ['/b'] }), NOON],
    ['by an edit that may be under way', aStory({ id: 'other', revision: 1 }), noon(-59)],
    ['by a new story that may be under way', undefined, noon(-59)],
  ])('where an address is claimed %s, nothing is stored and nothing stays claimed', async (_, other, at) => {
    dynamodb.on(PutItemCommand).resolvesOnce({}).rejects(refused());
    dynamodb
      .on(GetItemCommand)
      .resolvesOnce({ Item: formerUrlItem({ address: '/b', id: 'other', revision: 2, at }) })
      .resolvesOnce({ Item: other && storyItem(other) })
      .resolves({});
    expect(await room.writer.create(story, { by: 'ann' })).toBe('address taken');
    expect(sent()).toEqual(['PutItem', 'PutItem', 'GetItem', 'GetItem', 'GetItem', 'DeleteItem']);
  });

  test.each([
    ['whose story has gone on without it', aStory({ id: 'other', revision: 2 }), NOON],
    ['of an edit that died', aStory({ id: 'other', revision: 1 }), noon(-60)],
    ['of a new story that died', undefined, noon(-60)],
  ])('a claim %s is taken over, as it was read', async (_, other, at) => {
    dynamodb.on(PutItemCommand).rejectsOnce(refused()).resolves({});
    dynamodb
      .on(GetItemCommand)
      .resolvesOnce({ Item: formerUrlItem({ address: '/a', id: 'other', revision: 2, at }) })
      .resolvesOnce({ Item: other && storyItem(other) });
    expect(await room.writer.create({ ...story, formerUrls: ['/a'] }, { by: 'ann' })).toBe('stored');
    expect(dynamodb.commandCalls(PutItemCommand)[1]?.args[0].input).toMatchObject({
      ConditionExpression: 'id = :id AND revision = :revision',
      ExpressionAttributeValues: { ':id': { S: 'other' }, ':revision': { N: '2' } },
    });
  });

  test('a claim that moves at each try is given up after three', async () => {
    dynamodb.on(PutItemCommand).rejects(refused());
    expect(await room.writer.create({ ...story, formerUrls: ['/a'] }, { by: 'ann' })).toBe('address taken');
    expect(sent().filter((name) => name === 'PutItem')).toHaveLength(3);
  });

  test('an edit that is refused gives up its claims, but none that the stored story lists', async () => {
    dynamodb.on(TransactWriteItemsCommand).rejects(cancelled('ConditionalCheckFailed'));
    dynamodb.on(BatchGetItemCommand).resolves({ Responses: { bulletin: [...heads, headOf(1)] } });
    dynamodb.on(GetItemCommand).resolves({ Item: storyItem(aStory({ formerUrls: ['/a'] })) });
    expect(await room.writer.create(story, { by: 'ann' })).toBe('conflict');
    expect(sent()).toEqual(['PutItem', 'PutItem', 'BatchGetItem', 'GetItem', 'DeleteItem']);
  });

  test('while nobody knows how an edit ended, its claims stay', async () => {
    dynamodb.on(TransactWriteItemsCommand).rejects(new Error('cut off'));
    await expect(room.writer.create(story, { by: 'ann' })).rejects.toThrow('did not say');
    expect(sent()).not.toContain('DeleteItem');
  });

  test('a claim that fails for another reason fails the edit', async () => {
    dynamodb.on(PutItemCommand).rejects(new Error('cut off'));
    await expect(room.writer.create(story, { by: 'ann' })).rejects.toThrow('cut off');
  });
});

describe('on an engine', () => {
  const table = tableForTests();
  const room = newsroom(table);
  const faults = async () => faultsIn(await everyItem(table), room.now);

  test('of writers at once that want one address, one story gets it', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        room.writer.create(aStory({ id: `rival-${i}`, formerUrls: [`/own/${i}`, '/wanted'] }), { by: 'ann' }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'address taken')).toHaveLength(5);
    expect(await faults()).toEqual([]);
    expect(await room.writer.create(aStory({ id: 'late', formerUrls: ['/own/0'] }), { by: 'ann' })).toBe(
      outcomes[0] === 'stored' ? 'address taken' : 'stored',
    );
  });

  test('an import claims its addresses; of two stories with one address, and of a taken one, the story is refused', async () => {
    await room.upload(aStory({ id: 'holder', formerUrls: ['/held'] }));
    const old = (id: string, formerUrls: string[]) => importOf(aStory({ id, formerUrls }));
    const imports = importing(table, room.now);
    const outcomes = await imports.store([
      old('one', ['/one', '/shared']),
      old('two', ['/two', '/held']),
      importOf(aStory({ id: 'three' })),
    ]);
    expect(outcomes).toEqual(['stored', 'address taken', 'stored']);
    expect(await imports.store([old('four', ['/four', '/shared'])])).toEqual(['address taken']);
    expect(await imports.store([old('five', ['/two', '/four'])])).toEqual(['stored']);
    expect(await imports.faults()).toEqual([]);
  });

  test('an address that nobody has costs one read, a hit two, and a poll of a feed still one', async () => {
    const serving = servingOf(room.reader, () => room.now);
    await room.upload(aStory({ id: 'found', formerUrls: ['/found'] }));
    const costOf = async (find: () => Promise<unknown>) => {
      table.forget();
      const answer = await find();
      return { answer, ...table.traffic };
    };
    const one = { requests: { GetItem: 1 }, capacity: 0.5, roundTrips: 1 };
    const two = { requests: { GetItem: 2 }, capacity: 1, roundTrips: 2 };
    expect(await costOf(() => serving.formerUrl('/none'))).toEqual({ answer: undefined, ...one });
    const answer = { movedTo: 'https://news.example/stories/found', lifetimes: expect.any(Object) };
    expect(await costOf(() => serving.formerUrl('/found'))).toEqual({ answer, ...two });
    await serving.feed(undefined, undefined, 'rss.xml');
    expect(await costOf(() => serving.feed(undefined, undefined, 'rss.xml'))).toMatchObject(one);
  });
});
