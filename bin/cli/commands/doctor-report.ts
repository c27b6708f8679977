import type { FeedReport } from '../../doctor/examination';
import { AREAS, type Area, type Finding } from '../../doctor/rule';
import { type Paint, painter } from '../terminal/colours';
import { formatTable } from '../terminal/columns';
import type { Shell } from '../terminal/shell';

/** A table of feeds and areas; below it each finding with its places, its feeds and its remedy. */
export function formatReport(feeds: readonly FeedReport[], shell: Shell): string {
  if (feeds.length === 0) return '';
  const paint = painter(shell);
  const head = ['FEED', ...AREAS.map((area) => area.toUpperCase())];
  const rows = feeds.map((feed) => [feed.address, ...AREAS.map((area) => resultCell(feed, area, paint))]);
  const isSound = feeds.every(({ findings }) => findings.length === 0);
  return (
    formatTable(head, rows, shell) +
    formatFindings(feeds, paint) +
    (isSound ? `\n${paint('green', 'No faults found.')}\n` : '')
  );
}

function resultCell({ findings, kind }: FeedReport, area: Area, paint: Paint): string {
  const inArea = findings.filter((finding) => finding.area === area);
  if (inArea.some(({ severity }) => severity === 'fault')) return paint('red', 'FAULT');
  if (inArea.length > 0) return paint('yellow', 'advice');
  // Without a readable document the other rules cannot be checked.
  return kind === undefined ? '-' : paint('green', 'ok');
}

/** Each finding once, with all its feeds; faults first. */
function formatFindings(feeds: readonly FeedReport[], paint: Paint): string {
  const groups = new Map<string, { finding: Finding; feeds: string[]; places: Set<string> }>();
  for (const { address, findings } of feeds) {
    for (const finding of findings) {
      const key = finding.wrong + finding.remedy;
      const group = groups.get(key) ?? { finding, feeds: [], places: new Set() };
      groups.set(key, group);
      group.feeds.push(address);
      for (const place of finding.places) group.places.add(place);
    }
  }
  return [...groups.values()]
    .sort((a, b) => Number(a.finding.severity === 'advice') - Number(b.finding.severity === 'advice'))
    .map(({ finding: { severity, area, wrong, remedy }, feeds, places }) => {
      const where = places.size > 0 ? ` (${formatNames([...places])})` : '';
      const label = paint(severity === 'fault' ? 'red' : 'yellow', severity);
      return `\n${label}, ${area}: ${wrong}${where}\n  ${formatNames(feeds)}\n  ${remedy}\n`;
    })
    .join('');
}

const MAX_NAMES = 3;

const formatNames = (names: readonly string[]): string => {
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  return inOneLine(names.slice(0, MAX_NAMES).join(', ')) + more;
};

/** Text of another site must not control the terminal. */
const inOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');
