import fc from 'fast-check';
import { renderProblemPage } from '../../../lambdas/formats/html/problem-page';
import { expectGolden } from '../golden';
import { hostileText, textAfterParser } from '../hostile';
import { PageReader } from '../page-reader';
import { publication } from '../sample';

const withdrawn = {
  status: 410,
  title: 'Gone',
  detail: 'This story was withdrawn by its publisher: it was a hoax.',
  page: { heading: 'This story was withdrawn', isWithdrawal: true },
} as const;

test('the page of a withdrawn story is the approved document', () => {
  expectGolden('html/withdrawn.html', renderProblemPage(publication, withdrawn));
});

test('a problem has a heading, its detail and its status, and a way back', () => {
  const page = new PageReader(renderProblemPage(publication, withdrawn));
  expect(page.texts('h1')).toEqual(['This story was withdrawn']);
  expect(page.texts('p')).toEqual(expect.arrayContaining([withdrawn.detail, 'HTTP status 410']));
  expect(page.texts('a', { href: 'https://news.example/' })).toContain('front page');
});

test('words for people stand in place of title and detail', () => {
  const problem = { ...withdrawn, page: { heading: 'This feed is closed', text: 'No new stories come.' } };
  const page = new PageReader(renderProblemPage(publication, problem));
  expect(page.texts('h1')).toEqual(['This feed is closed']);
  expect(page.texts('p')).toContain('No new stories come.');
  expect(page.texts('p')).not.toContain(withdrawn.detail);
});

test('only the page of a withdrawn story links to the explanation', () => {
  const closed = { ...withdrawn, page: { heading: 'This feed is closed' } };
  const links = [withdrawn, closed].map((problem) =>
    new PageReader(renderProblemPage(publication, problem)).all('a', { href: 'https://news.example/withdrawn' }),
  );
  expect(links.map(({ length }) => length)).toEqual([1, 0]);
});

test('a problem without a detail has no paragraph for it', () => {
  const page = new PageReader(renderProblemPage(publication, { status: 404, title: 'Not found' }));
  expect(page.texts('p')).not.toContain('');
});

test('any text is text: it adds no element and no attribute', () => {
  const at = (text: string) =>
    new PageReader(renderProblemPage(publication, { status: 400, title: text, detail: text }));
  const harmless = at('a').skeleton();
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(at(text).skeleton()).toEqual(harmless);
      expect(at(text).texts('h1')).toEqual([textAfterParser(text)]);
      expect(at(text).texts('p')).toContain(textAfterParser(text));
    }),
  );
});
