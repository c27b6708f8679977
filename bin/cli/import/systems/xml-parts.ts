import { CommandError } from '../../terminal/shell';
import type { XmlElement } from '../feed/xml-element';
import { XmlReader } from '../feed/xml-reader';
import type { Content } from './content';
import { decodeStream } from './decode-stream';
import { LooseAmpersands } from './loose-ampersands';

/**
 * Faults that leave the tree whole. WordPress writes control characters of old texts into its export, and plugins write
 * ampersands and prefixes of their own.
 */
const HARMLESS = /disallowed character|entity|unbound namespace prefix|duplicate attribute/;

/**
 * The elements of a large XML document one at a time, in order: each element whose name is in `names`. `onEnd` takes the root
 * with all other elements, and a note if some bytes are not in the encoding of the document. Throws a CommandError with line and column for a document that is cut off or whose elements do not match.
 */
export async function* readParts(
  content: Content,
  names: ReadonlySet<string>,
  onEnd?: (root: XmlElement, note?: string) => void,
): AsyncGenerator<XmlElement> {
  let parts: XmlElement[] = [];
  const reader = new XmlReader({
    isPart: ({ name }) => names.has(name),
    onPart: (element) => void parts.push(element),
  });
  const take = () => {
    const taken = parts;
    parts = [];
    return taken;
  };
  let note: string | undefined;
  const setNote = (text: string) => {
    note ??= text.replace(/:.*/, '');
  };
  for await (const text of textOf(content, setNote)) {
    reader.write(text);
    refuseFault(content, reader);
    yield* take();
  }
  const isCutOff = reader.end().length > 0;
  refuseFault(content, reader, isCutOff);
  yield* take();
  if (reader.root) onEnd?.(reader.root, note);
}

function refuseFault({ name }: Content, { fault }: XmlReader, isCutOff = false): void {
  if (!fault || (!isCutOff && HARMLESS.test(fault.message))) return;
  const why = isCutOff ? 'is cut off' : `is not well-formed XML (${fault.message})`;
  throw new CommandError(
    `${name}:${fault.line}:${fault.column}: the file ${why}: nothing is imported. Export it again.`,
  );
}

/** The text in pieces, without white space before the declaration, and with each loose ampersand escaped. */
async function* textOf(content: Content, onNote: (note: string) => void): AsyncGenerator<string> {
  const ampersands = new LooseAmpersands();
  let isFirst = true;
  for await (const text of decodeStream(content, onNote)) {
    yield ampersands.escape(isFirst ? text.trimStart() : text);
    isFirst = false;
  }
  yield ampersands.escape('', true);
}
