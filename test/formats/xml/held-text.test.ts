import { HeldText } from '../../../lambdas/formats/xml/text-placeholders';

test('hold replaces every string at any depth, and nothing else', () => {
  const at = new Date(0);
  expect(new HeldText().hold({ a: 'x', b: [{ c: 'y' }, 7, true], at, none: undefined, nil: null })).toEqual({
    a: 'held:0',
    b: [{ c: 'held:1' }, 7, true],
    at,
    none: undefined,
    nil: null,
  });
});

test('release escapes a text for its place: an element, an attribute or a former CDATA section', () => {
  const held = new HeldText();
  const { text, value, html } = held.hold({ text: 'a "b" ]]>\n', value: '"\t\r\n<&>', html: '<p>]]>]]>&amp;</p>' });
  expect(held.release(`<a b="${value}">${text}<![CDATA[${html}]]></a>`)).toBe(
    '<a b="&quot;&#9;&#13;&#10;&lt;&amp;&gt;">a "b" ]]&gt;\n&lt;p&gt;]]&gt;]]&gt;&amp;amp;&lt;/p&gt;</a>',
  );
});

test('a text that looks like a mark stays text', () => {
  const held = new HeldText();
  const marks = held.hold(['held:1', 'held:0']);
  expect(held.release(marks.join(' '))).toBe('held:1 held:0');
});

test('a document with a lost or repeated text is an error', () => {
  const held = new HeldText();
  const mark = held.hold('x');
  expect(() => held.release('')).toThrow('text 0 has no place');
  expect(() => held.release(`${mark} ${mark}`)).toThrow('text 0 has more than one place');
});
