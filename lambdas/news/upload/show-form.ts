import type { Field } from './field';

/** The most characters of a value that a message repeats. */
const MAX_SHOWN = 100;

/** One right value for each field, as JSON writes it. `*` stands for the place in a list. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  id: 'river-peaks-at-dawn',
  headline: 'River peaks at dawn',
  summary: 'It was high, and it is falling.',
  body: '<p>It was high, and it is falling.</p>',
  section: 'Local',
  tags: ['Rivers', 'Floods'],
  'tags/*': 'Rivers',
  authors: [{ name: 'Ann Li' }],
  'authors/*': { name: 'Ann Li' },
  name: 'Ann Li',
  email: 'ann@news.example',
  language: 'en',
  publishedAt: '2026-11-22T20:00:00Z',
  breakingUntil: '2026-11-22T20:00:00Z',
  until: '2026-11-22T20:00:00Z',
  for: 'PT2H',
  audio: { url: 'https://media.example/river.mp3' },
  image: { url: 'https://media.example/river.jpg' },
  url: 'https://news.example/river',
  canonicalUrl: 'https://news.example/river',
  formerUrls: ['/2019/01/river'],
  'formerUrls/*': '/2019/01/river',
  movedTo: '/tags/floods',
  alt: 'The river at dawn',
  credit: 'Bo Ek',
  correction: { note: 'An earlier version named the wrong river.' },
  note: 'An earlier version named the wrong river.',
  reason: 'a wrong figure',
  stories: [{ headline: 'River peaks at dawn' }],
};

/** A number here is a text without its quotation marks. In another field it is a mistake, such as seconds for a time. */
const FREE_TEXT = /^(?:id|headline|summary|body|section|tags\/\*|name|alt|credit|note|reason)$/;

const exampleOf = ({ name }: Field): unknown => EXAMPLES[name];

/** JSON as people write it on one line, with spaces. */
const onOneLine = (value: unknown): string =>
  JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ').replace(/\[ /g, '[').replace(/ \]/g, ']');

/** `write …`: the value of the sender in the right form if it is short, else the example. */
function showForm(own: unknown, example: unknown): string {
  const text = own === undefined ? '' : onOneLine(own);
  return text !== '' && text.length <= MAX_SHOWN ? `write ${text}` : `write it like ${onOneLine(example)}`;
}

/** What to write in place of a value that is no text: `write "2026"`. */
export function showText(field: Field): string {
  const { value } = field;
  const isText = FREE_TEXT.test(field.name) && (typeof value === 'number' || typeof value === 'boolean');
  return showForm(isText ? String(value) : undefined, exampleOf(field) ?? 'text in quotation marks');
}

/** What to write in place of a value that is no list: `write ["Rivers", "Floods"]`. */
export function showList(field: Field): string {
  const { value } = field;
  const example = exampleOf(field) ?? ['one', 'two'];
  const [first] = Array.isArray(example) ? example : [];
  const isOfTexts = typeof first === 'string';
  // A comma may stand inside of the name of an author.
  const parts = typeof value === 'string' ? value.split(isOfTexts ? /[,;]/ : ';') : [];
  const texts = parts.map((part) => part.trim()).filter((part) => part !== '');
  if (texts.length === 0) return showForm(undefined, example);
  return showForm(isOfTexts ? texts : texts.map((text) => withMember(first, text)), example);
}

/** What to write in place of a value that has no fields: `write { "url": "https://…" }`. */
export function showFields(field: Field, known: readonly string[]): string {
  const { value } = field;
  const example = exampleOf(field);
  const own = typeof value === 'string' && value.trim() !== '' ? withMember(example, value.trim()) : undefined;
  if (example !== undefined) return showForm(own, example);
  const [first = ''] = known.includes('headline') ? ['headline'] : known;
  return showForm(undefined, { [first]: EXAMPLES[first] ?? '…' });
}

/** The first member of the example, with another text. */
const withMember = (example: unknown, text: string) => ({ [Object.keys(Object(example))[0] ?? '']: text });
