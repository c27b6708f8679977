import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { lineAt } from './lines';
import { type ParsedStory, UnreadableStory } from './parsed-story';

/** What jsonc-parser calls what it misses, as the person who has to write it would say it. */
const MISSING: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'a field in double quotation marks was expected: is there a comma too many before it?',
  ValueExpected: 'a value was expected: is there a comma too many before it?',
  ColonExpected: 'a colon was expected',
  CommaExpected: 'a comma was expected, at the end of the field before',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'there is more after the end of the story: one file holds one',
  InvalidSymbol: 'text stands in double quotation marks',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'a text does not end: is a quotation mark missing, or a line break in it that should be \\n?',
  InvalidEscapeCharacter: 'after a backslash only " \\ / b f n r t u may stand',
  InvalidCharacter: 'a control character stands in a text: write \\n or \\t',
};

/** A story in JSON (RFC 8259). Throws an UnreadableStory at the first line that breaks it. */
export function parseJsonStory(text: string): ParsedStory {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first || !tree) {
    const code = first ? printParseErrorCode(first.error) : 'ValueExpected';
    throw new UnreadableStory(lineAt(text, first?.offset ?? 0), `is not JSON: ${MISSING[code] ?? code}`);
  }
  return {
    value: JSON.parse(text),
    lineOf: (path) => {
      const node = nodeAt(tree, path);
      return node && lineAt(text, node.offset);
    },
  };
}

function nodeAt(tree: Node, path: readonly string[]): Node | undefined {
  const node = findNodeAtLocation(tree, path.map(stepIn));
  // A field begins with its name.
  return node?.parent?.type === 'property' ? node.parent : node;
}

const stepIn = (step: string): string | number => (/^\d+$/.test(step) ? Number(step) : step);
