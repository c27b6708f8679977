import { documentText } from '../../lambdas/outgoing/document-text';

const utf16 = (text: string) => Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]);
const latin = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['the byte order mark first', utf16('<a>é</a>'), 'text/xml; charset=iso-8859-1', '<a>é</a>'],
  ['the UTF-8 mark, which is removed', Buffer.from('\ufeffé'), 'text/xml; charset=iso-8859-1', 'é'],
  ['the media type', latin('<?xml version="1.0" encoding="utf-8"?>é'), 'text/xml;charset="ISO-8859-1"', /é$/],
  ['the XML declaration', latin('<?xml version="1.0" encoding=\'iso-8859-1\'?>é'), 'text/xml', /é$/],
  ['the declaration after an unknown charset', latin('<?xml encoding="latin1"?>é'), 'text/xml; charset=x-no', /é$/],
  ['UTF-8 after a wrong UTF-16', Buffer.from('<?xml version="1.0" encoding="utf-16"?>é'), 'text/xml', /é$/],
  ['UTF-8 after two wrong UTF-16', Buffer.from('<?xml encoding="UTF-16LE"?>é'), 'a/b;charset=utf-16', /é$/],
  ['UTF-16 from the media type', utf16('<?xml encoding="utf-16"?>é').subarray(2), 'a/b; charset=utf-16le', /é$/],
  ['UTF-8 without any charset', Buffer.from('é'), '', 'é'],
  ['UTF-8 after an unknown charset', Buffer.from('é'), 'text/xml; charset=x-no', 'é'],
])('a document is decoded by %s', (_, bytes, mediaType, text) => {
  expect(documentText(bytes, mediaType)).toMatch(text);
  expect(documentText(bytes, mediaType)).not.toMatch('\ufeff');
});
