import { bodyNodes } from '../../../lambdas/news/html/body-nodes';
import { sanitise } from '../../../lambdas/news/html/sanitise';
import { REAL_PAGES } from './real-pages';

function readPage(name: keyof typeof REAL_PAGES) {
  const { nodes, isPlainText } = bodyNodes(REAL_PAGES[name]);
  const { html, changes } = sanitise(nodes, 'https://news.example/');
  return {
    html,
    isPlainText,
    removed: changes.filter((change) => change.removed),
    details: changes.map(({ detail }) => detail),
  };
}

test.each(Object.keys(REAL_PAGES) as (keyof typeof REAL_PAGES)[])(
  'a body of %s is HTML and keeps its words',
  (name) => {
    const { html, isPlainText, removed } = readPage(name);
    expect(isPlainText).toBe(false);
    expect(html).not.toMatch(/<(?:figure|p|div|h\d|li)><\/|class=|style=/);
    // The signs of a formula give way to its text form.
    expect(removed.map(({ detail }) => detail)).toEqual(
      name === 'Wikipedia' ? ['1 formula replaced by the text form'] : [],
    );
  },
);

test.each([
  [
    'WordPress blocks',
    '<figure><figure><img src="https://media.example/a-1024x683.jpg" width="1024" height="683" alt="The hall"></figure><figure><img src="https://media.example/b.jpg" alt=""></figure><figcaption>The hall, before and after</figcaption></figure>',
  ],
  ['WordPress blocks', '<div><div>Who voted how</div><p>All in favour but two.</p></div>'],
  ['Ghost', '<figure><p><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">Waves</a></p></figure>'],
  ['Ghost', '<audio controls="" src="https://media.example/horn.mp3"></audio><div>The horn</div>'],
  ['Substack', '<p>The storm came at night.<a id="note-footnote-anchor-1-99" href="#note-footnote-1-99">1</a></p>'],
  ['Substack', '<a id="note-footnote-1-99" href="#note-footnote-anchor-1-99">1</a><p>By the gauge.</p>'],
  ['Medium', '<pre><code>dep 22:00<br>arr 07:30</code></pre>'],
  ['Word', '<b>Spending</b>&nbsp;rises<a id="note-_ftnref1" href="#note-_ftn1" title="">[1]</a> by five per cent.'],
  ['Wikipedia', '<p>Its length is <code>{\\displaystyle l=2r}</code>'],
  ['Wikipedia', '<li id="note-cite_note-1"><b><a href="#note-cite_ref-1" title="Jump up">^</a></b> <cite>'],
  ['live blog', '<source src="https://media.example/mayor.mp4" type="video/mp4">'],
  ['live blog', '<figure><img src="https://i.guim.example/a.jpg?width=465" alt="A ship" width="465" height="279">'],
  ['Drupal', '<tr><th>Day</th><th>Hours</th></tr><tr><td>Monday</td><td>6</td></tr>'],
  ['Elementor', '<img src="https://media.example/m.jpg" width="800" height="534" alt="Stalls">'],
  ['newsletter', '<td>The <strong>tide</strong> turns at six.<br><br>Ferries sail.</td>'],
] as const)('%s: %s', (name, part) => {
  expect(readPage(name).html).toContain(part);
});

test('a text that Google Docs wraps in a light b is not bold', () => {
  const { html, details } = readPage('Google Docs');
  expect(html).toMatch(
    /^<h2 dir="ltr">Harbour report<\/h2><p dir="ltr"><strong>Water<\/strong> is at <em>five<\/em> metres\.<\/p>/,
  );
  expect(details).toContain('elements replaced: h1 by h2, b by span');
  expect(sanitise(bodyNodes('<b style="font-weight:bold">x</b>').nodes, 'https://news.example/').html).toBe('<b>x</b>');
});

test.each([
  ['amp-video', '<video controls="" src="https://media.example/film.mp4" width="640" height="360">'],
  ['amp-audio', '<audio controls="" src="https://media.example/horn.mp3"></audio>'],
  ['amp-youtube', '<p><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">youtube.com</a></p>'],
  [
    'amp-twitter',
    '<p><a href="https://twitter.com/i/status/1234567890123456789">twitter.com</a></p><blockquote><p>A post</p></blockquote>',
  ],
  ['amp-instagram', '<p><a href="https://www.instagram.com/p/CabcDEF">instagram.com</a></p>'],
  ['amp-iframe', '<p><a href="https://maps.example/embed?q=harbour">Map of the harbour</a></p>'],
  ['amp-img', '<div><img src="https://media.example/lead.jpg" width="1280" height="720" alt="The lead picture"><p>'],
])('an %s of an AMP page stays', (_, part) => {
  expect(readPage('AMP').html).toContain(part);
});

test.each([
  ['<amp-vimeo data-videoid="76979871"></amp-vimeo>', 'https://vimeo.com/76979871'],
  [
    '<amp-facebook data-href="https://www.facebook.com/a/posts/1"></amp-facebook>',
    'https://www.facebook.com/a/posts/1',
  ],
  ['<iframe src="/media/oembed?url=https%3A//vimeo.com/76979871&amp;hash=x"></iframe>', 'https://vimeo.com/76979871'],
  [
    '<iframe src="/media/oembed?url=javascript:alert(1)"></iframe>',
    'https://news.example/media/oembed?url=javascript:alert(1)',
  ],
])('%s leads to %s', (html, address) => {
  expect(sanitise(bodyNodes(html).nodes, 'https://news.example/').html).toContain(`<a href="${address}">`);
});

test.each(['<amp-twitter data-tweetid="x/../y"></amp-twitter>', '<amp-vimeo></amp-vimeo>'])(
  '%s has no address',
  (html) => {
    expect(sanitise(bodyNodes(html).nodes, 'https://news.example/').html).toBe('');
  },
);

test.each([
  ['<div>a<p></p>b<h2>&nbsp;</h2>c<p><br></p>d</div>', '<div>a b c d</div>'],
  ['<p>a</p><p>&nbsp;</p><figure></figure><p>b</p>', '<p>a</p><p>b</p>'],
  ['a<br><p></p>b', '<p>a<br>b</p>'],
  ['<p>Well <img class="emoji" src="https://s.example/1f600.svg" alt="😀"> done</p>', '<p>Well 😀 done</p>'],
  ['<img class="emoji" src="https://s.example/1f600.svg">', '<img src="https://s.example/1f600.svg">'],
  ['<img src="/loading.gif" data-lazy="/a.jpg">', '<img src="https://news.example/a.jpg">'],
  ['<img src="/loading.gif" data-flickity-lazyload="a.jpg">', '<img src="https://news.example/a.jpg">'],
  ['<img src="/a.jpg" data-lazy="true">', '<img src="https://news.example/a.jpg">'],
  ['<math><mn>3</mn><mfrac><mn>1</mn><mn>2</mn></mfrac></math>', '<p>3 1/2</p>'],
  ['<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mi>b</mi></mfrac></math>', '<p>(a+1)/b</p>'],
  ['<math><msqrt><mi>a</mi><mo>+</mo><mn>1</mn></msqrt><mo>=</mo><msqrt><mn>2</mn></msqrt></math>', '<p>√(a+1)=√2</p>'],
])('%s becomes %s', (html, stored) => {
  expect(sanitise(bodyNodes(html).nodes, 'https://news.example/').html).toBe(stored);
});
