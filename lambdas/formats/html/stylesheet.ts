const LIGHT = '--paper: #fffdf8; --ink: #17140f; --faint: #5b554b; --link: #0b4a8f;';
const DARK = '--paper: #14120f; --ink: #ece7dd; --faint: #b2aa9b; --link: #9cc4ff;';

/** The stylesheet of problem pages, which have no stories and no pictures. With its headers, such a page is under 2 KB. */
export const PROBLEM_STYLESHEET = `
:root {
  color-scheme: light dark; ${LIGHT}
}
@media (prefers-color-scheme: dark) {
  :root { ${DARK} }
}
body { margin: 0 auto; max-width: 80rem; padding-inline: 1.5rem; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 Charter, Georgia, serif; overflow-wrap: anywhere; }
a { color: var(--link); }
[tabindex]:focus { outline: none; }
header, footer { text-align: center; }
header a, footer a { color: inherit; }
nav, footer, .filed { font-family: system-ui, sans-serif; font-size: .875rem; }
nav { display: flex; justify-content: center; gap: 1.5rem; border-block: 1px solid; }
nav a { padding-block: .5rem; }
.masthead { margin: 1rem 0; font-size: 2rem; font-weight: 700; }
.text { max-width: 38rem; margin: 0 auto 3rem; }
h1 { font-size: clamp(2rem, 6vw, 3.125rem); line-height: 1.08; }
.standfirst { font-size: 1.25rem; }
.skip { position: absolute; clip-path: inset(50%); }
.skip:focus { clip-path: none; z-index: 1; padding: .75rem 1rem; background: var(--paper); }
`;

/** The stylesheet of every other page. It is inside the page, so a story is one request. It has no motion to reduce. */
export const STYLESHEET = `
:root {
  color-scheme: light dark;
  ${LIGHT} --rule: #d8d1c4; --alarm: #a8001c; --accent: #a8001c;
  --serif: Charter, 'Bitstream Charter', 'Iowan Old Style', 'Palatino Linotype', 'Noto Serif', Georgia, 'Times New Roman', serif;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root { ${DARK} --rule: #403a31; --alarm: #b5122c; --accent: #ff8c96; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 80rem; padding-inline: clamp(1rem, 4vw, 2.5rem);
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 var(--serif); overflow-wrap: anywhere;
}
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
[tabindex="-1"]:focus { outline: none; }
h1, h2, h3 { line-height: 1.15; text-wrap: balance; margin: 0 0 .5rem; }
header, footer, nav, .kicker, .by, .filed, .tags, .breaking, .silent, .forms, small, figcaption, h2 {
  font-family: var(--sans); font-size: .875rem;
}
.skip, .unseen { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
.skip:focus { clip-path: none; width: auto; height: auto; z-index: 1; padding: .75rem 1rem; background: var(--paper); font-family: var(--sans); }

body > header { text-align: center; padding-block-start: clamp(.75rem, 2vw, 1.5rem); }
.masthead { margin: 0; font: 700 2rem/1.1 var(--serif); letter-spacing: -.015em; }
h1.masthead { font-size: clamp(2.5rem, 8vw, 4.5rem); }
.masthead a, h3 a, h2 a { color: inherit; text-decoration: none; }
.masthead a:hover, h3 a:hover, h2 a:hover { text-decoration: underline; text-decoration-thickness: .06em; }
nav { display: flex; flex-wrap: wrap; gap: 0 1.5rem; justify-content: center; }
nav a { display: block; padding-block: .5rem; color: inherit; text-decoration: none; }
nav a:hover, nav a[aria-current] { text-decoration: underline; text-underline-offset: .4em; text-decoration-thickness: 2px; }
#menu { margin-block-start: clamp(.5rem, 1.5vw, 1rem); border-block: 1px solid var(--ink); border-block-end: 4px double var(--ink); }
.sections { border-block-end: 1px solid var(--rule); }
.motto { margin: .75rem 0 .25rem; text-align: center; font-style: italic; color: var(--faint); }

h2 { margin-block: 2rem 0; font-weight: 700; letter-spacing: .08em; text-transform: uppercase; }
section > h2 { padding-block-end: .375rem; border-block-end: 2px solid var(--ink); }
.title { margin-block: 2rem 0; font-size: clamp(2rem, 6vw, 3.25rem); }
.title + section h2 { margin-block-start: 1rem; }
.stories { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 2.5rem; clip-path: inset(1px -.5rem -.5rem); }
.stories article { position: relative; padding-block: 1rem; }
.stories article + article { border-block-start: 1px solid var(--rule); margin-block-start: -1px; }
.stories article::before { content: ''; position: absolute; inset: 1rem auto 1rem -1.25rem; border-left: 1px solid var(--rule); }
html[dir=rtl] .stories article::before { inset: 1rem -1.25rem 1rem auto; }
.stories h3 { font-size: 1.3125rem; }
.stories p { margin-block: 0 .5rem; }
.stories article :last-child { margin-block-end: 0; }
.stories article:first-child h3 { font-size: clamp(1.75rem, 5.5vw, 3rem); line-height: 1.08; letter-spacing: -.01em; }
.stories article:first-child > p:not([class]) { font-size: 1.1875rem; }
@media (min-width: 46rem) {
  .stories { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .stories article:first-child { grid-column: 1 / -1; }
}
@media (min-width: 62rem) {
  .stories { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .stories article:first-child { grid-column: span 2; }
}
@media (min-width: 46rem) { .stories article:only-child { grid-column: 1 / -1; } }
@media (min-width: 86rem) { .stories { grid-template-columns: repeat(4, minmax(0, 1fr)); } }
.kicker { margin: 0 0 .25rem; font-weight: 600; }
.kicker a { text-decoration: none; color: var(--accent); }
.kicker a:hover { text-decoration: underline; }
.filed, .by, figcaption, small, footer { color: var(--faint); }
.filed, .by { margin-block: .25rem; }
.story > .filed { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
time { white-space: nowrap; }

.breaking { margin: 0 0 .75rem; padding: .4rem .75rem; background: var(--alarm); border: 1px solid var(--alarm); color: #fff; font-weight: 700; }
.breaking strong { text-transform: uppercase; letter-spacing: .08em; margin-inline-end: .75rem; }
.breaking span { font-weight: 400; display: inline-block; }
.stories .breaking { display: table; padding-block: .1rem; }
.alert { margin-block: 1.5rem 2.5rem; border: 3px solid var(--alarm); padding: 0 1rem; }
.alert > h2 { margin: 0 -1rem; border: 0; padding: .6rem 1rem; font-size: 1.125rem; }

.story, .neighbours, .text { max-width: 38rem; margin-inline: auto; }
.story { padding-block: clamp(1.25rem, 3vw, 2.5rem) 1rem; }
.text { padding-block-start: clamp(1.25rem, 3vw, 2.5rem); }
.story h1, .text h1 { font-size: clamp(2rem, 6vw, 3.125rem); line-height: 1.08; letter-spacing: -.015em; margin-block-end: .75rem; hyphens: auto; }
.standfirst { margin-block: 0 1rem; font-size: 1.25rem; line-height: 1.4; color: var(--faint); }
.by { font-size: .9375rem; }
.by a, .tags a { color: inherit; }
.filed + .body { margin-block-start: 1.25rem; padding-block-start: 1.5rem; border-block-start: 1px solid var(--rule); }
.body { font-size: 1.1875rem; line-height: 1.6; }
.body > :first-child { margin-block-start: 0; }
.body h2, .body h3, .body h4 { margin-block: 2rem .5rem; font: 700 1.375rem/1.2 var(--serif); letter-spacing: 0; text-transform: none; }
.body h3, .body h4 { font-size: 1.1875rem; }
.correction { margin-block: 1.5rem; padding: .5rem 1rem; border-inline-start: 4px solid var(--accent); }
.correction h2, .correction p { margin-block: .25rem; }
.silent { margin-block: 1.5rem; padding: .75rem 1rem; border: 1px solid var(--rule); color: var(--faint); }
.tags { margin-block: 2rem 1rem; }
.neighbours { justify-content: space-between; padding-block: .5rem; border-block-start: 1px solid var(--ink); }
.further { justify-content: space-between; margin-block-start: 2rem; border-block-start: 1px solid var(--ink); font-weight: 600; }
.beside { display: grid; grid-template-columns: 1fr auto 1fr; gap: .75rem; overflow-wrap: normal; text-align: center; }
.beside a { grid-column: 2; }
.beside [rel=prev] { grid-column: 1; text-align: start; }
.beside [rel=next] { grid-column: 3; text-align: end; }
figure { margin: 1.5rem 0; }
figcaption { padding-block: .375rem; }
img, video { display: block; max-width: 100%; height: auto; }
audio { display: block; width: 100%; }
table { display: block; overflow-x: auto; overflow-wrap: break-word; border-collapse: collapse; font-size: 1rem; }
th, td { padding: .375rem .75rem; border-block-end: 1px solid var(--rule); text-align: start; vertical-align: top; }
pre { white-space: pre-wrap; }
code { font-size: .875em; }
blockquote { margin-inline: 0; padding-inline-start: 1.25rem; border-inline-start: 3px solid var(--rule); font-style: italic; }
.feeds { list-style: none; margin-block: .375rem 0; padding: 0; border-block-start: 2px solid var(--ink); }
.feeds li { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; justify-content: space-between; padding-block: .5rem; border-block-end: 1px solid var(--rule); }
.months, .headlines { list-style: none; margin-block: .375rem 0; padding: 0; border-block-start: 2px solid var(--ink); }
.months { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
.months a, .headlines a { display: block; padding-block: .375rem; text-decoration: none; }
.months a:hover, .headlines a:hover, .headlines .more a, .text h2 a { text-decoration: underline; }
.feeds small { display: block; }
.feeds .address { flex-basis: 100%; }
.address { user-select: all; -webkit-user-select: all; }
ol .address { display: block; margin-block: .5rem; padding: .5rem .75rem; border: 1px solid var(--rule); }
.forms { display: flex; gap: 1.25rem; }
footer { margin-block: 3rem 2rem; padding-block-start: .75rem; border-block-start: 4px double var(--ink); text-align: center; }
footer p { margin-block: .25rem; }
footer a { color: inherit; padding-inline: .25rem; }

@media print {
  :root { --paper: #fff; --ink: #000; --faint: #333; --rule: #888; --link: #000; --alarm: #000; --accent: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .skip, nav, .sound, footer { display: none; }
  img { width: auto; max-height: 12cm; }
  body > header { border-block-end: 1pt solid; padding-block-end: 6pt; }
  .story, .text { max-width: none; }
  .body { font-size: 11pt; }
  .breaking { background: none; color: #000; border: 2pt solid; }
  .body a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .8em; }
  h1, h2, h3 { break-after: avoid; }
  figure, .stories article { break-inside: avoid; }
  p { orphans: 3; widows: 3; }
}
`;
