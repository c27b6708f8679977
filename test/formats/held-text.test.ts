import { HeldText } from '../../lambdas/formats/xml/held-text';

test('every string is held, at any depth, and nothing else', () => {
  const at = new Date(0);
  expect(new HeldText().hold({ a: 'x', b: [{ c: 'y' }, 7, true], at, none: undefined, nil: null })).toEqual({
    a: 'held:0',
    b: [{ c: 'held:1' }, 7, true],
    at,
    none: undefined,
    nil: null,
  });
});

test('a text comes back as its place needs it: in an element, an attribute or what was CDATA', () => {
  const held = new HeldText();
  const { text, value, html } = held.hold({ text: 'a "b" ]]>\n', value: '"\t\r\n<&>', html: '<p>]]>]]>&amp;</p>' });
  expect(held.release(`<a b="${value}">${text}<![CDATA[${html}]]></a>`)).toBe(
    '<a b="&quot;&#9;&#13;&#10;&lt;&amp;&gt;">a "b" ]]&gt;\n&lt;p&gt;]]&gt;]]&gt;&amp;amp;&lt;/p&gt;</a>',
  );
});

test('a text that looks like a mark stays a text', () => {
  const held = new HeldText();
  const marks = held.hold(['held:1', 'held:0']);
  expect(held.release(marks.join(' '))).toBe('held:1 held:0');
});

test('a document that lost a text, or shows one twice, is refused', () => {
  const held = new HeldText();
  const mark = held.hold('x');
  expect(() => held.release('')).toThrow('text 0 has no place');
  expect(() => held.release(`${mark} ${mark}`)).toThrow('text 0 has more than one place');
});
