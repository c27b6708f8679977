import { renderWithdrawnPage } from '../../../lambdas/formats/html/withdrawn-page';
import { expectGolden } from '../golden';
import { PageReader } from '../page-reader';
import { publication } from '../sample';

const page = new PageReader(renderWithdrawnPage(publication));

test('the page that explains withdrawals is the approved document, without parse errors', () => {
  expectGolden('html/withdrawal.html', renderWithdrawnPage(publication));
  expect(page.errors).toEqual([]);
});

test('it names itself as its one address, and names the list of changes', () => {
  expect(page.values('href', 'link', { rel: 'canonical' })).toEqual(['https://news.example/withdrawn']);
  expect(page.texts('code')).toContain('https://news.example/api/changes');
});
