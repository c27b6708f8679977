import { fetchLimited } from '../../lambdas/outgoing/fetch-limited';
import { serve } from '../watch/serving';

test.each([
  ['a body up to the limit', () => new Response('x'.repeat(10)), { status: 200, text: 'x'.repeat(10) }],
  ['an empty body', () => new Response(null), { status: 200, text: '' }],
  [
    'no endless body',
    () => new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(4)) })),
    { status: 0, failed: 'is larger than 0.00001 MB', isPermanent: true },
  ],
])('reads %s', async (_, answer, expected) => {
  const site = await serve(answer);
  try {
    expect(await fetchLimited(site.address, {}, { milliseconds: 5_000, bytes: 10 })).toMatchObject(expected);
  } finally {
    await site.stop();
  }
});
