import fc from 'fast-check';
import {
  type MonthsOfArchive,
  renderArchivePage,
  renderDayPage,
  renderMonthPage,
} from '../../../lambdas/formats/html/archive-page';
import { hostileText, textAfterParser } from '../hostile';
import { PageReader } from '../page-reader';
import { allStories, kerry, minimal, publication, storm } from '../sample';

const { now } = allStories;
const URL = 'https://news.example';

const archive = (fields: Partial<MonthsOfArchive> = {}) =>
  new PageReader(
    renderArchivePage(publication, {
      months: ['2013-06', '2013-05', '2011-12'],
      isOlder: false,
      hasBreaking: false,
      ...fields,
    }),
  );
const month = (fields: Partial<Parameters<typeof renderMonthPage>[1]> = {}, entries = [kerry, storm]) =>
  new PageReader(
    renderMonthPage(publication, { period: '2013-06', hasBreaking: false, ...fields }, [
      { day: '2013-06-03', entries },
      { day: '2013-06-01', entries: [] },
    ]),
  );
const day = (
  fields: Partial<Parameters<typeof renderDayPage>[1]> = {},
  place: Parameters<typeof renderDayPage>[3] = {},
  entries = [kerry, storm],
) =>
  new PageReader(
    renderDayPage(publication, { period: '2013-06-03', hasBreaking: false, now, ...fields }, entries, place),
  );
const linksOf = (page: PageReader, label: string) =>
  page.all('nav', { 'aria-label': label }).flatMap(({ text }) => text.trim().split('\n'));
const canonicalOf = (page: PageReader) => page.values('href', 'link', { rel: 'canonical' });

test.each([archive(), archive({ months: [] }), month(), day(), day({}, { isOlder: true }, [])])(
  'page %# is HTML by the standard, with one heading of the first level',
  (page) => {
    expect(page.errors).toEqual([]);
    expect(page.all('h1', { class: 'title' })).toHaveLength(1);
  },
);

describe('the archive', () => {
  test('lists months under their years, and links to them', () => {
    expect(archive().texts('h2')).toEqual(['2013', '2011']);
    expect(archive().texts('li')).toEqual(['June 2013', 'May 2013', 'December 2011']);
    expect(archive().values('href', 'a')).toEqual(
      expect.arrayContaining(['2013-06', '2013-05', '2011-12'].map((name) => `${URL}/archive/${name}`)),
    );
    expect(canonicalOf(archive())).toEqual([`${URL}/archive`]);
    expect(archive().texts('a', { 'aria-current': 'page' })).toEqual(['Archive']);
    expect(linksOf(archive(), 'Further pages')).toEqual([]);
  });

  test('leads to older and to newer months', () => {
    const page = archive({ older: { before: 2009, newestYear: 1998 }, newer: 2020, isOlder: true });
    // The years between have no stories.
    expect(linksOf(page, 'Further pages')).toEqual(['Newest months', 'Newer months', 'Older months: 1998']);
    expect(page.values('href', 'a', { rel: 'prev' })).toEqual([`${URL}/archive?before=2020`]);
    expect(page.values('href', 'a', { rel: 'next' })).toEqual([`${URL}/archive?before=2009`]);
    expect(canonicalOf(page)).toEqual([]);
    expect(page.texts('title')).toEqual(['Older months – Archive – Bulletin']);
    expect(archive().texts('title')).toEqual(['Archive – Bulletin']);
    const second = archive({ isOlder: true });
    expect(linksOf(second, 'Further pages')).toEqual(['Newer months']);
    expect(second.values('href', 'a', { rel: 'prev' })).toEqual([`${URL}/archive`]);
  });

  test('says where there are no stories', () => {
    expect(archive({ months: [] }).texts('p')).toContain('There are no stories yet.');
    expect(archive({ months: [], isOlder: true }).texts('p')).toContain('There are no older stories.');
  });
});

describe('a month', () => {
  test('lists its days with the headlines of their newest stories', () => {
    expect(month().texts('h1')).toContain('June 2013');
    expect(month().texts('h2')).toEqual(['3 June 2013', '1 June 2013']);
    expect(month().texts('a', { href: `${URL}/archive/2013-06-03` })).toEqual(['3 June 2013']);
    expect(month().texts('li')).toEqual([kerry.headline, storm.headline]);
    expect(month().texts('a', { href: `${URL}/stories/${storm.id}` })).toEqual([storm.headline]);
    expect(canonicalOf(month())).toEqual([`${URL}/archive/2013-06`]);
  });

  test('leads to its neighbours where they are known, and to all months', () => {
    expect(linksOf(month(), 'Archive')).toEqual(['All months']);
    const page = month({ previous: '2013-04', next: '2013-09' });
    expect(linksOf(page, 'Archive')).toEqual(['Earlier: April 2013', 'All months', 'Later: September 2013']);
    expect(page.values('href', 'a', { rel: 'prev' })).toEqual([`${URL}/archive/2013-04`]);
    expect(page.values('href', 'a', { rel: 'next' })).toEqual([`${URL}/archive/2013-09`]);
  });

  test('each headline has its own language and direction', () => {
    const [first] = month({}, [{ ...minimal, language: 'ar' }]).all('li');
    expect(first?.attributes).toEqual({ lang: 'ar', dir: 'rtl' });
  });

  test('any headline is text: it adds no element and no attribute', () => {
    const at = (headline: string) => month({}, [{ ...kerry, headline }]);
    const harmless = at('a').skeleton();
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(at(text).skeleton()).toEqual(harmless);
        expect(at(text).texts('li')).toEqual([textAfterParser(text)]);
      }),
    );
  });
});

describe('a day', () => {
  test('has its stories in their order, and labels the breaking ones', () => {
    expect(day().texts('h1')).toContain('3 June 2013');
    expect(day().texts('h3')).toEqual([kerry.headline, storm.headline]);
    expect(day().texts('p', { class: 'breaking' })).toEqual(['Breaking News']);
    expect(canonicalOf(day())).toEqual([`${URL}/archive/2013-06-03`]);
  });

  test('leads to its neighbours and to its month', () => {
    const page = day({ previous: '2013-05-30', next: '2013-06-05' });
    expect(linksOf(page, 'Archive')).toEqual(['Earlier: 30 May 2013', 'June 2013', 'Later: 5 June 2013']);
    expect(page.texts('a', { href: `${URL}/archive/2013-06` })).toEqual(['June 2013']);
  });

  test('an older page names its span, is not indexed, and leads both ways', () => {
    const page = day({}, { older: 'b', newer: 'a', isOlder: true });
    expect(page.texts('section').join()).toMatch(
      /3 June 2013, \d\d:\d\d( to \d\d:\d\d)? UTC|\d June 2013 to 3 June 2013/,
    );
    expect(linksOf(page, 'Further pages')).toEqual(['Newest stories', 'Newer stories', 'Older stories']);
    expect(page.values('href', 'a', { rel: 'next' })).toEqual([`${URL}/archive/2013-06-03?before=b`]);
    expect(page.texts('title')).toEqual(['Older stories – 3 June 2013 – Bulletin']);
    expect(page.texts('h1')).toEqual(day().texts('h1'));
    expect(day().texts('title')).toEqual(['3 June 2013 – Bulletin']);
    expect(canonicalOf(page)).toEqual([]);
  });
});

test('the menu leads to breaking news while a story breaks', () => {
  for (const page of [archive({ hasBreaking: true }), month({ hasBreaking: true }), day({ hasBreaking: true })])
    expect(linksOf(page, 'Main')).toContain('Breaking');
  for (const page of [archive(), month(), day()]) expect(linksOf(page, 'Main')).not.toContain('Breaking');
});
