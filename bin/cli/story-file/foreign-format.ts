import { extname } from 'node:path';
import { CommandError } from '../terminal/shell';

/** A kind of file that no reader here reads, and what to do instead. */
interface ForeignFormat {
  readonly name: string;
  readonly remedy: string;
  /** The endings of its file names. */
  readonly endings: string;
  /** How its bytes may begin, in Latin-1. */
  readonly begin?: readonly string[];
}

const SAVE_AS_TEXT = 'save it as plain text (.txt), in UTF-8, and publish that file';

const FORMATS: readonly ForeignFormat[] = [
  {
    name: 'a Word file',
    remedy: SAVE_AS_TEXT,
    endings: '.docx .doc .docm .dotx',
    begin: ['PK\x03\x04', '\xd0\xcf\x11\xe0'],
  },
  { name: 'an OpenDocument file', remedy: SAVE_AS_TEXT, endings: '.odt .ott .fodt' },
  { name: 'a Pages file', remedy: SAVE_AS_TEXT, endings: '.pages' },
  { name: 'an RTF file', remedy: SAVE_AS_TEXT, endings: '.rtf', begin: ['{\\rtf'] },
  {
    name: 'a PDF file',
    remedy: 'copy its text into a .txt or .md file, and publish that file',
    endings: '.pdf',
    begin: ['%PDF-'],
  },
  {
    name: 'a picture',
    remedy: 'put it on the web, and write its https address into a story: image: https://…',
    endings: '.jpg .jpeg .png .gif .webp .avif .heic',
    begin: ['\xff\xd8\xff', '\x89PNG', 'GIF8'],
  },
  {
    name: 'sound',
    remedy: 'put it on the web, and write its https address into a story: audio: https://…',
    endings: '.mp3 .m4a .wav .ogg .flac',
    begin: ['OggS', 'RIFF', 'fLaC'],
  },
  {
    name: 'text in UTF-16',
    remedy: 'choose "Save as" and the encoding UTF-8',
    endings: '',
    begin: ['\xff\xfe', '\xfe\xff'],
  },
];

/** Throws a CommandError for a file in a known format that is no story file, by its bytes or by the ending of its name. */
export function refuseForeignFormat(name: string, content: Buffer): void {
  const begin = content.subarray(0, 8).toString('latin1');
  const ending = extname(name).toLowerCase();
  const isNamed = ({ endings }: ForeignFormat) => ending !== '' && endings.split(' ').includes(ending);
  // Word, OpenDocument and Pages files all begin as a ZIP archive, so the name counts first.
  const found =
    FORMATS.find(isNamed) ?? FORMATS.find((format) => format.begin?.some((bytes) => begin.startsWith(bytes)));
  if (found) throw new CommandError(`${name}: is ${found.name}: ${found.remedy}.`);
}
