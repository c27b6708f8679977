import fc from 'fast-check';
import { LooseAmpersands } from '../../../../bin/cli/import/systems/loose-ampersands';

const inPieces = (text: string, ends: readonly number[]): string => {
  const ampersands = new LooseAmpersands();
  const places = [...ends].sort((a, b) => a - b);
  const pieces = [...places, text.length].map((end, i) => text.slice(places[i - 1] ?? 0, end));
  return pieces.map((piece) => ampersands.escape(piece)).join('') + ampersands.escape('', true);
};

test('an ampersand that begins no reference is escaped, but not in CDATA, comments and instructions', () => {
  const text = '<?a &?><x y="&">R & D &amp; &#65; &#x41; &nbsp; &;<!-- & --><![CDATA[a & b]]>&</x>';
  expect(inPieces(text, [])).toBe(
    '<?a &?><x y="&amp;">R &amp; D &amp; &#65; &#x41; &nbsp; &amp;;<!-- & --><![CDATA[a & b]]>&amp;</x>',
  );
});

test('the pieces in which a document comes change nothing', () => {
  const words = fc.constantFrom('&', 'amp;', '<![CDATA[', ']]>', '<!--', '-->', '<?', '?>', 'x', ' ', '<', ';', '#6');
  const text = fc.array(words, { maxLength: 40 }).map((all) => all.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat({ max: 80 }), { maxLength: 6 }), (document, ends) => {
      expect(inPieces(document, ends)).toBe(inPieces(document, []));
    }),
  );
});
