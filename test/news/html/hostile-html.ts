import fc from 'fast-check';
import { ALLOWED } from '../../../lambdas/news/html/allowed-elements';
import { anyCharacter } from '../../harness/any-character';

const HOSTILE = (
  'script style iframe object embed svg math form input button select option textarea template noscript title xmp plaintext ' +
  'frameset frame base link meta body html head marquee image isindex h1 center font nobr foreignObject annotation-xml mglyph ' +
  'desc animate set details summary dialog picture noembed noframes listing optgroup tt big article a:b x-y amp-img amp-video amp-youtube oembed video-js constructor __proto__ tostring'
).split(' ');

const names = fc.oneof(
  { arbitrary: fc.constantFrom(...Object.keys(ALLOWED)), weight: 4 },
  {
    arbitrary: fc.constantFrom('table', 'tr', 'td', 'p', 'a', 'li', 'ul', 'b', 'div', 'dl', 'dt', 'ruby', 'rt'),
    weight: 3,
  },
  { arbitrary: fc.constantFrom(...HOSTILE), weight: 2 },
);

const addresses = fc.constantFrom(
  'https://news.example/a?b=c&d="e"',
  '/relative',
  '//host.example/x',
  '#here',
  'javascript:alert(1)',
  'JaVa\tScRiPt:alert(1)',
  '\u0001javascript:alert(1)',
  'java&#10;script:alert(1)',
  '&#106;avascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'http://user:pass@host.example/',
  'https://[::1]/x|y^z`',
  'mailto:desk@news.example?subject=a b',
  'http://bücher.example/ü ä',
  'http:',
  '',
  '\\\\host\\x',
);

const attribute = fc
  .tuple(
    fc.constantFrom(
      ...'href src cite onclick onerror style class id lang dir title alt width rel type srcset formaction xlink:href action data data-src data-href srcset hidden'.split(
        ' ',
      ),
    ),
    fc.oneof(
      addresses,
      fc.constantFrom('en', 'ltr', '5', 'x"y', "x'y", '<b>', 'a\u0000b', '&#3;', 'nofollow'),
      fc.string({ maxLength: 8 }),
    ),
    fc.constantFrom('"', "'", ''),
  )
  .map(([name, value, quote]) => ` ${name}=${quote}${value}${quote}`);

const TEXTS = [
  ...['text', ' ', '\n', '\r', '&amp;', '&lt;b&gt;', '&#x3;', '&#13;', '\u0000', '\u0338', '\uD800', '\u00A0', 'é'],
  ...['\n\n', '<br>', '# x', 'e\u0301', '\f', '\u0093', '\uFEFF'],
];

const tokens = (texts: readonly string[], any: fc.Arbitrary<string>) =>
  fc.oneof(
    {
      arbitrary: fc
        .tuple(names, fc.array(attribute, { maxLength: 2 }))
        .map(([name, chosen]) => `<${name}${chosen.join('')}>`),
      weight: 6,
    },
    { arbitrary: names.map((name) => `</${name}>`), weight: 5 },
    {
      arbitrary: fc.constantFrom(...texts),
      weight: 4,
    },
    {
      arbitrary: fc.constantFrom(
        ...[
          '<',
          '>',
          '"',
          "'",
          '/',
          '<!--',
          '-->',
          '--!>',
          '<![CDATA[',
          ']]>',
          '<!doctype html>',
          '<?php',
          '?>',
          '</',
          '<//',
          '<a',
          '</p',
          '=',
          '`',
          '<%',
        ],
      ),
      weight: 1,
    },
    { arbitrary: any, weight: 1 },
  );

/** HTML that an attacker or a broken editor might send. */
export const hostileHtml = fc
  .array(tokens(TEXTS, fc.string({ unit: anyCharacter, maxLength: 6 })), { maxLength: 40 })
  .map((parts) => parts.join(''));

/** Hostile HTML whose text is one word, many times. */
export const hostileHtmlOf = (word: string): fc.Arbitrary<string> =>
  fc.array(tokens([word, ' ', '\n'], fc.constant(word)), { maxLength: 40 }).map((parts) => parts.join(''));
