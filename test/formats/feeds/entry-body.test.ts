import { addressesOf } from '../../../lambdas/formats/addresses';
import { entryBody, entryLink } from '../../../lambdas/formats/feeds/entry-body';
import { feedTitle } from '../../../lambdas/formats/feeds/labels';
import { allStories, concert, kerry, noStories, publication, section, storm } from '../sample';

const addresses = addressesOf(publication.url);

test('a feed title has the name of the publication and the label of the feed', () => {
  const titles = [allStories, noStories, section].map(({ feed }) => feedTitle(publication, feed));
  expect(titles).toEqual(['Bulletin', 'Bulletin: Breaking News', 'Bulletin: Middle East']);
});

test('the page of a feed is its folder', () => {
  const pages = [allStories, noStories, section].map(({ feed }) => addresses.feedPage(feed.name));
  expect(pages).toEqual(['', 'breaking', 'sections/middle-east'].map((path) => `https://news.example/${path}`));
});

test('a story links to its canonical address, or else to its page here', () => {
  expect(entryLink(addresses, storm)).toBe('https://wire.example/storm?id=4711&lang=en');
  expect(entryLink(addresses, concert)).toBe('https://news.example/stories/konzert-in-k%C3%B6ln');
});

test('a whole story is its body', () => {
  expect(entryBody(addresses, kerry)).toBe(kerry.body);
});

test('the picture comes first, a shortened story links to the whole story, and a correction comes last', () => {
  expect(entryBody(addresses, { ...storm, body: '<p>a</p>' })).toBe(
    [
      FIGURE,
      '<p>a</p>',
      '<p><a href="https://wire.example/storm?id=4711&amp;lang=en">Read the whole story</a></p>',
      '<p>Correction: The level is in metres, not &quot;feet &amp; inches&quot;.</p>',
    ].join('\n'),
  );
});

const FIGURE =
  '<figure><img src="https://media.example/storm.jpg" alt="A harbour">\n<figcaption>AP</figcaption></figure>';

test('a picture that the body shows is not shown twice', () => {
  const image = { url: 'https://media.example/a.jpg?x=1&y=2', alt: 'A harbour' };
  const shown = '<p>a</p><img alt="b" src="https://media.example/a.jpg?x=1&amp;y=2">';
  expect(entryBody(addresses, { ...kerry, image, body: shown })).toBe(shown);
  const other = '<p>a</p><img src="https://media.example/a.jpg">';
  expect(entryBody(addresses, { ...kerry, image, body: other })).toMatch(
    /^<figure><img src="[^>]*A harbour"><\/figure>\n<p>/,
  );
});

const PICTURE = '<img src="https://media.example/a.jpg" alt="b">';
const withCredit = (credit: string, body: string) =>
  entryBody(addresses, { ...kerry, image: { url: 'https://media.example/a.jpg', credit }, body });

test.each([
  ['AP', `<figure>${PICTURE}<figcaption>A bridge (AP)</figcaption></figure>`],
  ['Zoë "Z" & Co', `<figure id="x">${PICTURE}<figcaption>Zoë "Z"\u00a0&amp; Co</figcaption></figure>`],
])('the credit %s that the figure of the body shows is not repeated', (credit, body) => {
  expect(withCredit(credit, body)).toBe(body);
});

test.each([
  ['AP', `<p>The AP says.</p>${PICTURE}`],
  ['AP', `<figure>${PICTURE}<figcaption>CAPITAL</figcaption></figure>`],
  ['AP', `<figure><img src="b"><figcaption>AP</figcaption></figure>${PICTURE}`],
  ['AP', `${PICTURE}<figure><img src="b"><figcaption>AP</figcaption></figure>`],
])('the credit %s that the figure of the body lacks comes after it', (credit, body) => {
  expect(withCredit(credit, body)).toBe(`${body}\n<p>Picture: ${credit}</p>`);
});

test('a picture in the body without a text alternative gets the one of the story', () => {
  const image = { url: 'https://media.example/a.jpg?x=1&y=2', alt: 'A "harbour"' };
  const [own, none] = [
    'src="https://media.example/a.jpg?x=1&amp;y=2" alt=""',
    'src="https://media.example/a.jpg?x=1&amp;y=2"',
  ];
  const body = `<p>a</p><img ${own}><img ${none}><img src="https://media.example/b.jpg">`;
  expect(entryBody(addresses, { ...kerry, image, body })).toBe(
    `<p>a</p><img ${own}><img alt="A &quot;harbour&quot;" ${none}><img src="https://media.example/b.jpg">`,
  );
});

const NOTES =
  '<p>a<sup id="note-ref"><a id="note-x" href="#note-1" title="b href= &quot;#c">1</a></sup> <a href="https://a.example/#b">#</a></p>' +
  '<ol><li id="note-1">href=&quot;#d <a href="#note-ref">↩</a></li></ol>';

test('links between the places of a story lead to its page', () => {
  const page = 'https://news.example/stories/storm-at-sea';
  expect(entryBody(addresses, { ...kerry, id: 'storm-at-sea', body: NOTES })).toBe(
    NOTES.replaceAll('href="#note', `href="${page}#note`),
  );
});

test('a footnote link of a shortened story leads to the page that has the note', () => {
  const body = '<p>a<sup><a href="#note-1">1</a></sup></p>';
  expect(entryBody(addresses, { ...storm, body })).toContain(
    '<a href="https://news.example/stories/storm-at-sea#note-1">',
  );
});
