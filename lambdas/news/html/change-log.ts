/** Names listed in one sentence, so that hostile HTML does not make a long one. */
const LISTED = 10;

const ORDINARY_NAME = /^[a-z][a-z0-9:-]{0,30}$/;

export type ChangeLog = ReturnType<typeof changeLog>;

/** Takes down what happens to a piece of HTML, to tell its editor each kind of change in one sentence. */
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
    removedAddress: () => addresses++,
    madeAbsolute: () => absolute++,
    removedCharacters: (count: number) => {
      characters += count;
    },
    told: (): string[] =>
      [
        characters && controlCharacters(characters),
        elements.size && `elements removed: ${listed(elements)}`,
        attributes.size && `attributes removed: ${listed(attributes)}`,
        addresses &&
          `${counted(addresses, 'address', 'addresses')} removed: links may be http, https, mailto and tel, media http and https`,
        absolute && `${counted(absolute, 'relative address', 'relative addresses')} made absolute`,
        renamed.size && `elements replaced: ${[...renamed].join(', ')}`,
        moved.size && `elements rearranged, for HTML does not let them stand where they stood: ${listed(moved)}`,
      ].filter((sentence) => typeof sentence === 'string'),
  };
}

/** What an editor is told of characters that xmlSafe took away. */
export const controlCharacters = (count: number): string =>
  `${counted(count, 'control character', 'control characters')} removed`;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function listed(names: ReadonlySet<string>): string {
  const ordinary = [...names].filter((name) => ORDINARY_NAME.test(name)).slice(0, LISTED);
  const others = names.size - ordinary.length;
  return [...ordinary, ...(others > 0 ? [`${others} more`] : [])].join(', ');
}
