const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const words = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) => ['the', 'harbour', 'council', 'said', 'on', 'Monday', 'that', 'water'][i % 8],
  ).join(' ');
const sentence = (count: number): string => `${words(count).replace(/^t/, 'T')}.`;

/** A story that has everything a story can have, and every element that a body may hold. */
const EVERYTHING = {
  id: 'everything',
  headline: 'Ports close from Łódź-am-Meer to 横浜 as the sea rises to “5 m & more”',
  summary: 'Ships stay in harbour on both coasts; the ferry to the islands does not run before Wednesday.',
  body: `<p>${sentence(60)}</p><h2>What is known</h2><p>${sentence(40)} <a href="https://port.example/levels">Levels by the hour</a>, <abbr title="Coordinated Universal Time">UTC</abbr>.</p>
<ul><li>Ferries: <strong>none</strong></li><li>Trains: <em>late</em></li></ul>
<blockquote><p>“${sentence(24)}”</p></blockquote>
<h3>By the hour</h3><table><caption>Levels</caption><thead><tr><th scope="col">Hour</th><th scope="col">Metres</th></tr></thead><tbody><tr><th scope="row">06:00</th><td>4.1</td></tr><tr><th scope="row">12:00</th><td>5.2</td></tr></tbody></table>
<p>${sentence(80)}</p><p lang="de" dir="ltr">${LONG}</p><pre>tide --station=harbour --hours=48 --unit=metres --datum=chart --format=table --interval=10</pre>`,
  section: 'World',
  tags: ['Weather', 'R&D', 'Sea level', 'Harbours', 'Ferries', '横浜', 'Łódź'],
  authors: [
    { name: 'Ann "Ace" O\'Neill', email: 'ann@news.example', url: 'https://news.example/staff/ann' },
    { name: 'Łukasz Żak' },
    { name: '山田 太郎' },
  ],
  breaking: true,
  breakingUntil: '2100-01-01T12:00:00Z',
  correction: { note: 'An earlier version gave the level in feet.' },
  audio: { type: 'audio/mpeg', length: 2_671_000, duration: 167 },
  image: { type: 'image/png', alt: 'Waves break over the mole', credit: 'Photograph: Ann O’Neill' },
};

/** Stories as hard to set as stories get; `media` is the address of a site that has a picture and a sound. */
export const hardStories = (
  media: string,
): readonly (Readonly<Record<string, unknown>> & { readonly id: string })[] => [
  { id: 'nothing', headline: 'Quiet day', body: '<p>Nothing happened.</p>', publishedAt: '2014-01-01T10:00:00Z' },
  {
    ...EVERYTHING,
    audio: { ...EVERYTHING.audio, url: `${media}/storm.mp3` },
    image: { ...EVERYTHING.image, url: `${media}/storm.png` },
  },
  {
    id: 'elections',
    headline: 'الانتخابات: فرز الأصوات يبدأ الليلة',
    summary: 'يبدأ فرز الأصوات بعد إغلاق مراكز الاقتراع في المدن الكبرى.',
    body: '<p>بدأ فرز الأصوات في العاصمة مساء اليوم، وتقول اللجنة إن النتائج الأولى تُعلن قبل منتصف الليل.</p><p>وكانت نسبة المشاركة أعلى منها قبل أربع سنوات.</p>',
    section: 'سياسة',
    tags: ['انتخابات'],
    authors: [{ name: 'ليلى حداد' }],
    language: 'ar',
    breaking: true,
    breakingUntil: null,
    correction: { note: 'صُحّح عدد المراكز.' },
    audio: { duration: 95 },
  },
  { id: 'long-headline', headline: sentence(60).slice(0, 300), body: `<p>${sentence(30)}</p>`, section: 'Local' },
  {
    id: 'long-word',
    headline: `${LONG} tagt`,
    summary: LONG.repeat(3),
    body: `<p>${LONG.repeat(4)}</p>`,
    section: 'Kultur',
    language: 'de',
  },
];

/** `count` stories as a newsroom has them on a day. */
export const ordinaryStories = (count: number, more: object = {}): readonly Readonly<Record<string, unknown>>[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `ordinary-${'breaking' in more ? 'b' : 'a'}-${i}`,
    headline: [
      'Council votes to keep the harbour open through winter',
      'Three rivers, one bridge: what the engineers found',
      'A school that teaches in four languages',
      'Prices of bread fall for the first time in two years',
      'Who owns the night train?',
    ][i % 5] as string,
    summary: sentence(16 + ((i * 7) % 24)),
    body: `<p>${sentence(70)}</p><p>${sentence(50)}</p>`,
    section: ['World', 'Local', 'Business', 'Science', 'Sport'][i % 5],
    tags: ['Harbours'],
    authors: [{ name: i % 2 ? 'Ann Other' : 'Jo Bloggs' }],
    publishedAt: `2014-02-${String(1 + (i % 28)).padStart(2, '0')}T0${i % 10}:30:00Z`,
    ...more,
  }));
