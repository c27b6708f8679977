import { enclosureOf } from '../../../lambdas/formats/feeds/enclosure';

const audio = { url: 'https://media.example/a.mp3', type: 'audio/mpeg', length: 7 };
const image = { url: 'https://media.example/a.jpg', type: 'image/jpeg' };

test('the enclosure is the audio, or else the image', () => {
  expect(enclosureOf({ audio, image })).toEqual(audio);
  expect(enclosureOf({ image })).toEqual(image);
  expect(enclosureOf({})).toBeUndefined();
});

test('a file without a web address or a media type is not an enclosure', () => {
  const { type, ...untyped } = audio;
  for (const bad of [
    { type },
    untyped,
    { ...audio, url: '/a.mp3' },
    { ...audio, url: 'ftp://a.example/' },
    { ...audio, type: 'mp3' },
  ]) {
    expect(enclosureOf({ audio: bad })).toBeUndefined();
    expect(enclosureOf({ audio: bad, image })).toEqual(image);
  }
});

test('the address is ASCII', () => {
  expect(enclosureOf({ image: { ...image, url: 'https://müller.example/a b"ü.jpg' } })?.url).toBe(
    'https://xn--mller-kva.example/a%20b%22%C3%BC.jpg',
  );
});

test('an invalid length is unknown', () => {
  for (const length of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(enclosureOf({ audio: { ...audio, length } })).toEqual({ url: audio.url, type: audio.type });
  }
});
