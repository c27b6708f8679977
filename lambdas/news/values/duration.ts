const DURATION =
  /^P(?=\d|T\d)(?:(?<weeks>\d{1,9})W)?(?:(?<days>\d{1,9})D)?(?:T(?=\d)(?:(?<hours>\d{1,9})H)?(?:(?<minutes>\d{1,9})M)?(?:(?<seconds>\d{1,9})S)?)?$/;

const SECONDS = { weeks: 604_800, days: 86_400, hours: 3_600, minutes: 60, seconds: 1 };
const TEN_YEARS = 3_653 * SECONDS.days;

/**
 * Seconds of an ISO 8601 duration, from one second to ten years: `PT4H`, `P30D`, `P1DT12H`. Undefined for any other text.
 * It takes no years and no months, because their length depends on their beginning.
 */
export function parseDuration(text: string): number | undefined {
  const parts = DURATION.exec(text)?.groups;
  if (!parts) return undefined;
  const seconds = Object.entries(SECONDS).reduce((sum, [unit, each]) => sum + Number(parts[unit] ?? 0) * each, 0);
  return seconds > 0 && seconds <= TEN_YEARS ? seconds : undefined;
}
