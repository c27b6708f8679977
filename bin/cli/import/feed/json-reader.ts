import { getNodeValue, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** The first fault of a document that is not well-formed. Line and column count from 1. */
export interface DocumentFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

interface JsonDocument {
  readonly value: unknown;
  readonly fault?: DocumentFault;
  readonly isCutOff: boolean;
}

/** A text as JSON, also one with faults, as far as it goes. Numbers beyond JavaScript's precision become texts: ids have up to 20 digits. */
export function readJson(text: string): JsonDocument | undefined {
  const exact = quoteLongNumbers(text);
  try {
    return { value: JSON.parse(exact), isCutOff: false };
  } catch {
    return readFaultyJson(exact);
  }
}

function readFaultyJson(text: string): JsonDocument | undefined {
  const errors: ParseError[] = [];
  try {
    const tree = parseTree(text, errors);
    const [first] = errors;
    const last = errors.at(-1);
    if (!tree || !first || !last) return undefined;
    const before = text.slice(0, first.offset).split('\n');
    const message = printParseErrorCode(first.error)
      .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase();
    const fault = { message, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return { value: getNodeValue(tree), fault, isCutOff: last.offset + last.length >= text.trimEnd().length };
  } catch (error) {
    // The parser calls itself for each level of nesting.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A text that does not end goes to the end of the document: a search from each later quotation mark would be slow. */
const quoteLongNumbers = (text: string): string =>
  text.replace(/"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gis, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : `"${token}"`,
  );
