import { mapElements, replaceElement } from '../../../lambdas/formats/xml/elements';

const ITEM = (text: string) => `        <item>\n            <title>${text}</title>\n        </item>\n`;
const document = `<rss>\n    <channel>\n${ITEM('a')}${ITEM('b')}        <ttl>1</ttl>\n    </channel>\n</rss>`;

test('each element goes with its value, with its indentation and line end', () => {
  expect(mapElements(document, 'item', [1, 2], (element, value) => `${value}${element}`)).toEqual([
    `1${ITEM('a')}`,
    `2${ITEM('b')}`,
  ]);
  expect(mapElements('<rss/>', 'item', [], String)).toEqual([]);
});

test('another number of elements than values is an error', () => {
  for (const values of [[], [1], [1, 2, 3]])
    expect(() => mapElements(document, 'item', values, String)).toThrow(
      `<item> is 2 times in the document, not ${values.length} times`,
    );
});

test('texts take the place of the one element, in order and unchanged', () => {
  const one = document.replace(ITEM('b'), '');
  expect(replaceElement(one, 'item', [ITEM('$&'), ITEM('c')])).toBe(
    `<rss>\n    <channel>\n${ITEM('$&')}${ITEM('c')}        <ttl>1</ttl>\n    </channel>\n</rss>`,
  );
  expect(replaceElement(one, 'item', [])).toBe(document.replace(ITEM('a') + ITEM('b'), ''));
  expect(() => replaceElement(document, 'item', [])).toThrow('not 1 times');
});
