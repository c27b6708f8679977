import { bytesOf, documentText } from '../../bin/cli/web-document';

const utf16 = (text: string) => Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]);
const latin = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['a byte order mark before all else', utf16('<a>é</a>'), 'text/xml; charset=iso-8859-1', '<a>é</a>'],
  ['the mark of UTF-8, which is no part of it', Buffer.from('\ufeffé'), 'text/xml; charset=iso-8859-1', 'é'],
  ['what the header says', latin('<?xml version="1.0" encoding="utf-8"?>é'), 'text/xml;charset="ISO-8859-1"', /é$/],
  ['what it says of itself', latin('<?xml version="1.0" encoding=\'iso-8859-1\'?>é'), 'text/xml', /é$/],
  ['what it says, where nobody knows the other', latin('<?xml encoding="latin1"?>é'), 'text/xml; charset=x-no', /é$/],
  ['UTF-8 where it says UTF-16 and is not', Buffer.from('<?xml version="1.0" encoding="utf-16"?>é'), 'text/xml', /é$/],
  ['UTF-8 where all say UTF-16 and it is not', Buffer.from('<?xml encoding="UTF-16LE"?>é'), 'a/b;charset=utf-16', /é$/],
  ['UTF-16 where the header says so', utf16('<?xml encoding="utf-16"?>é').subarray(2), 'a/b; charset=utf-16le', /é$/],
  ['UTF-8 where nothing is said', Buffer.from('é'), '', 'é'],
  ['UTF-8 where nobody knows what is said', Buffer.from('é'), 'text/xml; charset=x-no', 'é'],
])('a document is read by %s', (_, bytes, mediaType, text) => {
  expect(documentText(bytes, mediaType)).toMatch(text);
  expect(documentText(bytes, mediaType)).not.toMatch('\ufeff');
});

test('an answer is read to its end, and no further than it may be long', async () => {
  expect(await bytesOf(new Response('x'.repeat(10)), 10)).toEqual(Buffer.from('x'.repeat(10)));
  expect(await bytesOf(new Response(null), 10)).toEqual(Buffer.of());
  const endless = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(4)) });
  expect(await bytesOf(new Response(endless), 10)).toBeUndefined();
});
