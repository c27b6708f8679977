/** RFC 822 §5.1, in hours from UTC. Other names (CET, IST, AEST, military letters) have no rule, or several. */
const ZONES: Readonly<Record<string, number>> = {
  ...{ Z: 0, UT: 0, UTC: 0, GMT: 0 },
  ...{ EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 },
};

/** `+01:00`, `+0100` or `+01`, also after UTC or GMT. A name after it (Go: `+0100 CET`) is ignored. */
const OFFSET = /^(?:UTC?|GMT)?([+-])(\d\d)(?::?(\d\d))?(?:\s+[A-Z]{1,5})?$/i;

/** Minutes ahead of UTC: 0 without a zone, undefined for an ambiguous or unknown zone. */
export function zoneOffsetMinutes(zone: string): number | undefined {
  // RFC 822 §3.4.3: a comment, as in `+0100 (CET)`.
  const name = zone.replace(/(?<=\S)\s*\([^()]*\)$/, '').trim();
  if (name === '') return 0;
  const offset = OFFSET.exec(name);
  if (!offset) {
    const hours = Object.hasOwn(ZONES, name.toUpperCase()) ? ZONES[name.toUpperCase()] : undefined;
    return hours === undefined ? undefined : hours * 60;
  }
  const [hours, minutes] = [Number(offset[2]), Number(offset[3] ?? 0)];
  if (hours > 23 || minutes > 59) return undefined;
  return (offset[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
}
