/** The one stylesheet of all pages. It stands in the page, so that reading a story is a single request. */
export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1a1a1a; --faint: #595959; --rule: #d6d6d6; --link: #0a4a94; --alarm: #a8001c;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #161616; --ink: #ececec; --faint: #b0b0b0; --rule: #3d3d3d; --link: #93bfff; }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 44rem; padding: 0 1rem;
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Georgia, 'Times New Roman', serif; overflow-wrap: anywhere;
}
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
main:focus { outline: none; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; margin: 1.5rem 0 .5rem; }
h1 { font-size: clamp(1.75rem, 6vw, 2.5rem); }
h2 { font-size: 1.375rem; }
h3 { font-size: 1.1875rem; }
h3 a { color: inherit; text-decoration-color: var(--rule); }
header, footer, .section, .by, .filed, .tags, .breaking, .forms, figcaption {
  font-family: system-ui, sans-serif; font-size: .9375rem;
}
header {
  display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: baseline; justify-content: space-between;
  padding: .75rem 0; border-block-end: 3px double var(--rule);
}
nav { display: flex; gap: 1rem; }
nav a { padding-block: .25rem; }
.masthead { font: bold 1.5rem Georgia, 'Times New Roman', serif; margin: 0; }
.masthead a { color: inherit; text-decoration: none; }
footer { margin-block: 3rem 2rem; padding-block-start: .75rem; border-block-start: 1px solid var(--rule); color: var(--faint); }
.skip, .unseen { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
.skip:focus { clip-path: none; width: auto; height: auto; padding: .75rem 1rem; background: var(--paper); }
.by, .filed, .section, figcaption { color: var(--faint); margin-block: .25rem; }
.section { margin-block-start: 1rem; }
.section + h1 { margin-block-start: .25rem; }
.breaking { background: var(--alarm); color: #fff; font-weight: bold; padding: .375rem .75rem; margin-block: 1.25rem .75rem; }
section > article { padding-block: .25rem .75rem; border-block-end: 1px solid var(--rule); }
section > article h3 { margin-block-start: .5rem; }
section > article p { margin-block: .25rem; }
.correction { border-inline-start: 4px solid var(--alarm); padding: .25rem 1rem; margin-block: 1.5rem; }
.correction h2 { font-size: 1.0625rem; margin-block: .25rem; }
.silent { border: 1px solid var(--rule); padding: .5rem .75rem; color: var(--faint); }
time { white-space: nowrap; }
.filed span { display: inline-block; }
figure { margin: 1.25rem 0; }
img, video { max-width: 100%; height: auto; }
audio { width: 100%; }
pre { overflow-x: auto; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--rule); }
.feeds { list-style: none; padding: 0; }
.feeds li {
  display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; justify-content: space-between;
  padding-block: .25rem; border-block-end: 1px solid var(--rule);
}
.forms { display: flex; gap: 1rem; }
.forms a { padding-block: .25rem; }
code { font-size: .875em; }
`;
