import { instant } from '../../lambdas/news/values/instant';
import { storeToken } from '../../lambdas/store/tokens';
import { startBench } from '../harness/engine-table';
import { expectStatus, loadPublish } from '../harness/functions';
import { type Measure, ms, ratioRow } from '../harness/measure';
import { interleave, median, ratioOf, type Times } from '../harness/rounds';

const PARAGRAPH =
  '<div class="WordSection1"><p class="MsoNormal" style="margin:0cm 0cm 8pt;line-height:107%;font-family:Calibri,sans-serif">' +
  '<span lang="EN-GB" style="font-size:12.0pt;mso-fareast-language:EN-US">The river <b>rose</b> again, and the ' +
  '<a href="https://news.example/harbour" onclick="go()">harbour</a> closed its gates &amp; roads.</span></p></div>\n';
const SIZE = 800_000;

/** A body of 800,000 characters, as a word processor writes it: a dry run of its upload, against the parser alone. */
export const body: Measure = async ({ bundles, quick }) => {
  const bench = await startBench();
  const table = await bench.table('body');
  await storeToken(table, 'token', { name: 'editor', scopes: ['write'], created: instant(Date.now()) });
  const place = { endpoint: bench.engine.endpoint, table: table.name, environment: bundles.environment };
  const ask = await loadPublish(bundles.publish, place);
  const { parseFragment } = await import('parse5');
  const html = PARAGRAPH.repeat(Math.floor(SIZE / PARAGRAPH.length));
  const upload = {
    method: 'POST',
    path: '/newsroom/stories',
    query: 'dry-run=true',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
    body: JSON.stringify({ headline: 'River rises', body: html }),
  };
  const [parser, ours] = (await interleave(
    [
      { name: 'parser', once: async () => parseFragment(html) },
      { name: 'dry run', once: () => expectStatus(200, ask(upload)) },
    ],
    quick ? { rounds: 2, perRound: 1, warmUp: 1 } : { rounds: 15, perRound: 1, warmUp: 3 },
  )) as [Times, Times];
  await bench.stop();
  return {
    rows: [
      ratioRow({
        what: 'a dry run of a story with a body of 800,000 characters',
        yardstick: 'parse5 alone, on the same body',
        ratio: ratioOf(ours, parser),
        // A second for a million characters, on the machine of bench/results.md (2026-11-28).
        goal: { atMost: 10 },
        figures: `${ms(median(ours.milliseconds))} to ${ms(median(parser.milliseconds))}`,
      }),
    ],
  };
};
