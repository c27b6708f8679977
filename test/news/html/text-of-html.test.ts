import { textOfMarkup } from '../../../lambdas/news/html/text-of-html';

test.each([
  ['At noon.<sup><a href="#fn1">1</a></sup> Then', 'At noon. Then'],
  ['At noon.<sup class="reference"><a href="#cite_note-2">[2]</a></sup>', 'At noon.'],
  ['At noon<a href="#n"><sup>*</sup></a>', 'At noon'],
  ['See <a href="#levels">levels</a> and 10<sup>6</sup>', 'See levels and 106'],
  ['<a href="https://a.example/#1">1</a>', '1'],
])('the text of %s is without footnote marks', (markup, text) => {
  expect(textOfMarkup(markup)).toBe(text);
});
