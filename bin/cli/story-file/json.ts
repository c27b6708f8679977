import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { fieldNamed } from './field-names';
import { lineAt, PUBLISH_RULES, readNested, type UndatedStory, UnreadableStory } from './parsed-story';
import { readFields } from './read-fields';
import { isReleaseName } from './read-release';

/** By the error code of jsonc-parser: the error in words for the author of the file. */
const MESSAGES: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'a field in double quotation marks is missing here: check for an extra comma before it',
  ValueExpected: 'a value is missing here: check for an extra comma before it',
  ColonExpected: 'a colon is missing here',
  CommaExpected: 'a comma is missing after the field before',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'there is text after the end of the story: write one story in each file',
  InvalidSymbol: 'write text in double quotation marks',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'a text does not end: add the quotation mark, and write a line break as \\n',
  InvalidEscapeCharacter: 'a backslash must be followed by one of " \\ / b f n r t u',
  InvalidCharacter: 'a text holds a control character: write \\n or \\t',
};

/** Parses JSON (RFC 8259). Throws an UnreadableStory at the first error. */
export function parseJsonStory(text: string): UndatedStory {
  const errors: ParseError[] = [];
  const tree = readNested(
    () => 1,
    () => parseTree(text, errors, { disallowComments: true, allowTrailingComma: false }),
  );
  const [first] = errors;
  if (first || !tree) {
    const code = first ? printParseErrorCode(first.error) : 'ValueExpected';
    throw new UnreadableStory(lineAt(text, first?.offset ?? 0), `is not JSON: ${MESSAGES[code] ?? code}`);
  }
  if (tree.type !== 'object')
    throw new UnreadableStory(lineAt(text, tree.offset), `is not a story: write it like ${EXAMPLE}`);
  const whole: Readonly<Record<string, unknown>> = JSON.parse(text);
  const root = storyNode(tree) ?? tree;
  refuseDuplicates(text, root);
  const lineOf = (path: readonly string[]) => {
    const node = nodeAt(root, path);
    return node && lineAt(text, node.offset);
  };
  if (root !== tree) refuseOuterRelease(text, tree);
  const source = { lineOf, sourceOf: () => undefined, form: 'json' } as const;
  const { fields: value, ...story } = readFields(
    { ...source, fields: root === tree ? whole : Object(whole.story) },
    PUBLISH_RULES,
  );
  const notes = root === tree ? story.notes : [FROM_ANSWER, ...story.notes];
  return { ...story, notes, value };
}

const FROM_ANSWER = { pointer: '#', detail: 'the story of an answer of the server is read' };

/** The story in an answer of the server, `{ "story": …, "warnings": … }`; undefined for another value. */
function storyNode(tree: Node): Node | undefined {
  const names = new Set(tree.children?.map(({ children: [name] = [] }) => name?.value));
  const story = names.has('warnings') && !names.has('headline') ? findNodeAtLocation(tree, ['story']) : undefined;
  return story?.type === 'object' ? story : undefined;
}

/** Throws an UnreadableStory for a field such as `draft` around the story: there it would hold nothing back. */
function refuseOuterRelease(text: string, { children = [] }: Node): void {
  for (const { offset, children: [name] = [] } of children) {
    const field = String(name?.value);
    if (isReleaseName(field) || fieldNamed(field) === 'publishedAt')
      throw new UnreadableStory(lineAt(text, offset), `${field} stands outside the story: write it into the story`);
  }
}

/** JSON.parse keeps the last of two fields with one name (ECMA-262 §25.5.1), and says nothing. */
function refuseDuplicates(text: string, { children = [] }: Node): void {
  const names = new Set<unknown>();
  for (const { offset, children: [name] = [] } of children) {
    if (names.has(name?.value))
      throw new UnreadableStory(lineAt(text, offset), `${name?.value} stands twice: keep one of the two`);
    names.add(name?.value);
  }
}

const EXAMPLE = '{ "headline": "River peaks at dawn", "body": "It was high." }';

function nodeAt(tree: Node, path: readonly string[]): Node | undefined {
  const node = findNodeAtLocation(tree, path.map(pathPart));
  // The line of a field is that of its name.
  return node?.parent?.type === 'property' ? node.parent : node;
}

const pathPart = (part: string): string | number => (/^\d+$/.test(part) ? Number(part) : part);
