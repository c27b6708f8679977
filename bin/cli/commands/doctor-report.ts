import type { FeedReport } from '../../doctor/examination';
import { AREAS, type Area, type Finding } from '../../doctor/rule';
import { type Paint, painter } from '../terminal/colours';
import { alignColumns } from '../terminal/columns';
import type { Shell } from '../terminal/shell';

/** A table of feeds and what they were looked at for; below it each thing that was found, where, and what to do about it. */
export function formatReport(looked: readonly FeedReport[], shell: Shell): string {
  if (looked.length === 0) return '';
  const paint = painter(shell);
  const head = ['FEED', ...AREAS.map((area) => area.toUpperCase())].map((cell) => paint('dim', cell));
  const rows = looked.map((one) => [one.address, ...AREAS.map((area) => mark(one, area, paint))]);
  const all = looked.every(({ findings }) => findings.length === 0) ? `\n${paint('green', 'All is well.')}\n` : '';
  return alignColumns([head, ...rows]) + told(looked, paint) + all;
}

function mark({ findings, kind }: FeedReport, area: Area, paint: Paint): string {
  const here = findings.filter((finding) => finding.area === area);
  if (here.some(({ is }) => is === 'fault')) return paint('red', 'FAULT');
  if (here.length > 0) return paint('yellow', 'advice');
  // What cannot be read has no rules to keep.
  return kind === undefined ? '-' : paint('green', 'ok');
}

/** What is wrong with several feeds is told once, faults first. */
function told(looked: readonly FeedReport[], paint: Paint): string {
  const alike = new Map<string, { finding: Finding; feeds: string[]; places: Set<string> }>();
  for (const { address, findings } of looked) {
    for (const finding of findings) {
      const key = finding.wrong + finding.remedy;
      const one = alike.get(key) ?? { finding, feeds: [], places: new Set() };
      alike.set(key, one);
      one.feeds.push(address);
      for (const place of finding.places) one.places.add(place);
    }
  }
  return [...alike.values()]
    .sort((a, b) => Number(a.finding.is === 'advice') - Number(b.finding.is === 'advice'))
    .map(({ finding: { is, area, wrong, remedy }, feeds, places }) => {
      const where = places.size > 0 ? ` (${some([...places])})` : '';
      return `\n${paint(is === 'fault' ? 'red' : 'yellow', is)}, ${area}: ${wrong}${where}\n  ${some(feeds)}\n  ${remedy}\n`;
    })
    .join('');
}

/** How many places or feeds are named. */
const SHOWN = 3;

const some = (all: readonly string[]): string => {
  const more = all.length > SHOWN ? ` and ${all.length - SHOWN} more` : '';
  return inOneLine(all.slice(0, SHOWN).join(', ')) + more;
};

/** Text of somebody else, which must not steer a terminal. */
const inOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');
