import { charactersDecoded, charactersRemoved } from '../upload/character-warnings';
import type { CleanText } from '../values/clean-characters';

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

/** Counts the changes to a piece of HTML, and gives one warning for each kind of change. */
export function changeLog() {
  const names = {
    removed: new Set<string>(),
    removedWithText: new Set<string>(),
    attributes: new Set<string>(),
    replaced: new Set<string>(),
    moved: new Set<string>(),
    embeds: new Set<string>(),
  };
  const counts = { text: 0, addresses: 0, absolute: 0, pictures: 0, formulas: 0, formulaText: 0 };
  const characters = { removed: 0, decoded: 0 };

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
    foundPicture: () => counts.pictures++,
    /** A formula that becomes its annotation; `text` visible characters of its signs go. */
    replacedFormula(text: number): void {
      counts.formulas += 1;
      counts.formulaText += text;
    },
    warnings: (): HtmlChange[] => {
      const { text, addresses, absolute, pictures, formulas, formulaText } = counts;
      return [
        warning(characters.removed, charactersRemoved(characters.removed)),
        warning(characters.decoded, charactersDecoded(characters.decoded)),
        warning(names.removed.size, `elements removed: ${listNames(names.removed)}`),
        warning(
          text,
          `elements removed with their text (${text} characters): ${listNames(names.removedWithText)}`,
          text,
        ),
        warning(names.embeds.size, `embeds replaced by a link: ${listNames(names.embeds)}`),
        warning(pictures, `${formatCount(pictures, 'late picture', 'late pictures')} given the real address`),
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
    },
  };
}

const warning = (count: number, detail: string, removed = 0): HtmlChange | undefined =>
  count === 0 ? undefined : removed > 0 ? { detail, removed } : { detail };

const formatCount = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function listNames(names: ReadonlySet<string>): string {
  const ordinary = [...names].filter((name) => ORDINARY_NAME.test(name)).slice(0, MAX_NAMES);
  const others = names.size - ordinary.length;
  return [...ordinary, ...(others > 0 ? [`${others} more`] : [])].join(', ');
}
