import { encodingDeclaration } from '../../../../lambdas/outgoing/document-text';
import { CommandError } from '../../terminal/shell';
import type { XmlElement } from '../feed/xml-element';
import { XmlReader } from '../feed/xml-reader';
import type { Content } from './content';
import { LooseAmpersands } from './loose-ampersands';

/**
 * Faults that leave the tree whole. WordPress writes control characters of old texts into its export, and plugins write
 * ampersands and prefixes of their own.
 */
const HARMLESS = /disallowed character|entity|unbound namespace prefix|duplicate attribute/;

/**
 * The elements of a large XML document one at a time, in order: each element whose name is in `names`. `onEnd` takes the root
 * with all other elements. Throws a CommandError with line and column for a document that is cut off or whose elements do not match.
 */
export async function* readParts(
  content: Content,
  names: ReadonlySet<string>,
  onEnd?: (root: XmlElement) => void,
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
  for await (const text of textOf(content)) {
    reader.write(text);
    refuseFault(content, reader);
    yield* take();
  }
  const isCutOff = reader.end().length > 0;
  refuseFault(content, reader, isCutOff);
  yield* take();
  if (reader.root) onEnd?.(reader.root);
}

function refuseFault({ name }: Content, { fault }: XmlReader, isCutOff = false): void {
  if (!fault || (!isCutOff && HARMLESS.test(fault.message))) return;
  const why = isCutOff ? 'is cut off' : `is not well-formed XML (${fault.message})`;
  throw new CommandError(
    `${name}:${fault.line}:${fault.column}: the file ${why}: nothing is imported. Export it again.`,
  );
}

/** The text in pieces, in the encoding that the document declares. */
async function* textOf(content: Content): AsyncGenerator<string> {
  const decoder = decoderFor(content);
  const ampersands = new LooseAmpersands();
  let isFirst = true;
  for await (const chunk of content.chunks()) {
    const text = decoder.decode(chunk, { stream: true });
    yield ampersands.escape(isFirst ? text.trimStart() : text);
    isFirst = false;
  }
  yield ampersands.escape(decoder.decode(), true);
}

function decoderFor({ head, encoding }: Content) {
  if (encoding !== undefined) return new TextDecoder(encoding);
  if (head.subarray(0, 2).equals(Buffer.of(0xff, 0xfe))) return new TextDecoder('utf-16le');
  if (head.subarray(0, 2).equals(Buffer.of(0xfe, 0xff))) return new TextDecoder('utf-16be');
  try {
    return new TextDecoder(encodingDeclaration(head.toString('latin1', 0, 200)));
  } catch {
    return new TextDecoder();
  }
}
