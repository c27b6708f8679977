/** The most names in one sentence: hostile HTML gives no long warning. */
const MAX_NAMES = 10;

const ORDINARY_NAME = /^[a-z][a-z0-9:-]{0,30}$/;

export type ChangeLog = ReturnType<typeof changeLog>;

/** Counts the changes to a piece of HTML, and gives one warning for each kind of change. */
export function changeLog() {
  const elements = new Set<string>();
  const attributes = new Set<string>();
  const renamed = new Set<string>();
  const moved = new Set<string>();
  let addresses = 0;
  let absolute = 0;
  let characters = 0;

  return {
    removedElement: (name: string) => elements.add(name),
    removedAttribute: (name: string) => attributes.add(name),
    renamed: (from: string, to: string) => renamed.add(`${from} by ${to}`),
    moved: (name: string) => moved.add(name),
    reredirectTarget: () => addresses++,
    madeAbsolute: () => absolute++,
    removedCharacters: (count: number) => {
      characters += count;
    },
    warnings: (): string[] =>
      [
        characters && controlCharactersRemoved(characters),
        elements.size && `elements removed: ${listNames(elements)}`,
        attributes.size && `attributes removed: ${listNames(attributes)}`,
        addresses &&
          `${formatCount(addresses, 'address', 'addresses')} removed: write a full http or https address; links may also be mailto or tel`,
        absolute && `${formatCount(absolute, 'relative address', 'relative addresses')} made absolute`,
        renamed.size && `elements replaced: ${[...renamed].join(', ')}`,
        moved.size && `elements moved, because HTML does not allow them at that place: ${listNames(moved)}`,
      ].filter((sentence) => typeof sentence === 'string'),
  };
}

/** The warning about characters that xmlSafe removed. */
export const controlCharactersRemoved = (count: number): string =>
  `${formatCount(count, 'control character', 'control characters')} removed`;

const formatCount = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function listNames(names: ReadonlySet<string>): string {
  const ordinary = [...names].filter((name) => ORDINARY_NAME.test(name)).slice(0, MAX_NAMES);
  const others = names.size - ordinary.length;
  return [...ordinary, ...(others > 0 ? [`${others} more`] : [])].join(', ');
}
