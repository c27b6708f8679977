import type { CleanText } from '../values/clean-characters';
import { charactersDecoded, charactersRemoved } from './character-warnings';

/** The most names in one sentence: hostile HTML gives no long warning. */
const MAX_NAMES = 10;

const ORDINARY_NAME = /^[a-z][a-z0-9:-]{0,30}$/;

/** A sentence about one kind of change to a piece of HTML. */
export interface HtmlChange {
  readonly detail: string;
  /** How many characters of visible text went, without white space. */
  readonly removed?: number;
}

export type ChangeLog = ReturnType<typeof changeLog>;

const noChanges = () => ({
  names: {
    removed: new Set<string>(),
    removedWithText: new Set<string>(),
    attributes: new Set<string>(),
    replaced: new Set<string>(),
    moved: new Set<string>(),
    embeds: new Set<string>(),
    pictures: new Set<string>(),
  },
  counts: {
    text: 0,
    addresses: 0,
    absolute: 0,
    late: 0,
    hidden: 0,
    lostPictures: 0,
    formulas: 0,
    formulaText: 0,
  },
  characters: { removed: 0, decoded: 0 },
});

/** Counts the changes to a piece of HTML, and gives one warning for each kind of change. */
export function changeLog() {
  const changes = noChanges();
  const { names, counts, characters } = changes;

  return {
    /** An element that goes, with `text` visible characters of its content. */
    removedElement(name: string, text = 0): void {
      (text > 0 ? names.removedWithText : names.removed).add(name);
      counts.text += text;
    },
    removedAttribute: (name: string) => names.attributes.add(name),
    replaced: (from: string, to: string) => names.replaced.add(`${from} by ${to}`),
    moved: (name: string) => names.moved.add(name),
    cleaned({ removed, decoded }: CleanText): void {
      characters.removed += removed;
      characters.decoded += decoded;
    },
    removedAddress: () => counts.addresses++,
    madeAbsolute: () => counts.absolute++,
    linkedEmbed: (name: string) => names.embeds.add(name),
    /** A picture that a page loads late, with its real address. */
    foundPicture: () => counts.late++,
    /** A picture without a web address, by its alternative text. */
    removedPicture(alt: string): void {
      counts.lostPictures += 1;
      if (alt !== '') names.pictures.add(alt.slice(0, MAX_ALT));
    },
    /** Words that a page hides, and that readers now see. */
    shownHidden: () => counts.hidden++,
    /** A formula that becomes its annotation; `text` visible characters of its signs go. */
    replacedFormula(text: number): void {
      counts.formulas += 1;
      counts.formulaText += text;
    },
    warnings: (): HtmlChange[] => warningsOf(changes),
  };
}

function warningsOf({ names, counts, characters }: ReturnType<typeof noChanges>): HtmlChange[] {
  const { text, addresses, absolute, late, hidden, lostPictures, formulas, formulaText } = counts;
  return [
    warning(characters.removed, charactersRemoved(characters.removed)),
    warning(characters.decoded, charactersDecoded(characters.decoded)),
    warning(names.removed.size, `elements removed: ${listNames(names.removed)}`),
    warning(
      text,
      `elements removed with their text (${formatCount(text, 'character', 'characters')}): ${listNames(names.removedWithText)}`,
      text,
    ),
    warning(names.embeds.size, `embeds replaced by a link: ${listNames(names.embeds)}`),
    warning(late, `${formatCount(late, 'late picture', 'late pictures')} given the real address`),
    warning(
      lostPictures,
      `${formatCount(lostPictures, 'picture', 'pictures')} without a web address removed${formatAlts(names.pictures)}`,
    ),
    warning(
      hidden,
      `${formatCount(hidden, 'hidden element', 'hidden elements')} shown: remove what readers must not see`,
    ),
    warning(formulas, `${formatCount(formulas, 'formula', 'formulas')} replaced by the text form`, formulaText),
    warning(names.attributes.size, `attributes removed: ${listNames(names.attributes)}`),
    warning(
      addresses,
      `${formatCount(addresses, 'address', 'addresses')} removed: write a full http or https address; links may also be mailto or tel`,
    ),
    warning(absolute, `${formatCount(absolute, 'relative address', 'relative addresses')} made absolute`),
    warning(names.replaced.size, `elements replaced: ${[...names.replaced].join(', ')}`),
    warning(
      names.moved.size,
      `elements moved, because HTML does not allow them at that place: ${listNames(names.moved)}`,
    ),
  ].filter((change) => change !== undefined);
}

const warning = (count: number, detail: string, removed = 0): HtmlChange | undefined =>
  count === 0 ? undefined : removed > 0 ? { detail, removed } : { detail };

/** Characters of an alternative text in a warning. */
const MAX_ALT = 60;

const formatAlts = (alts: ReadonlySet<string>): string =>
  alts.size === 0 ? '' : `: ${[...alts].slice(0, MAX_NAMES).join(', ')}`;

const formatCount = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function listNames(names: ReadonlySet<string>): string {
  const ordinary = [...names].filter((name) => ORDINARY_NAME.test(name)).slice(0, MAX_NAMES);
  const others = names.size - ordinary.length;
  return [...ordinary, ...(others > 0 ? [`${others} more`] : [])].join(', ');
}
