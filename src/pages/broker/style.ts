/**
 * How the pages look: quiet, on paper and on glass, by day and by night.
 *
 * Colours of text have a contrast of at least 4.5 to 1 with what is behind them, lines and signs
 * that say something of 3 to 1: WCAG 2.2 #contrast-minimum, #non-text-contrast.
 */
export const STYLE: string = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --soft: #f5f7f9; --ink: #1c2228; --quiet: #56616c; --line: #d3d9df;
  --edge: #7b8794; --link: #1d4f91; --focus: #1d4f91;
  --good: #1a6b34; --bad: #b3261e; --open: #7a5200; --glyph: #ffffff;
  --rule: #e8eef7; --rule-ink: #1f4373;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12161b; --soft: #1a2027; --ink: #e4e9ee; --quiet: #a3aeb9; --line: #313a44;
    --edge: #74808d; --link: #8ab8f5; --focus: #8ab8f5;
    --good: #6fcf8b; --bad: #ff9088; --open: #e7bd5a; --glyph: #12161b;
    --rule: #202c3b; --rule-ink: #a9c8f2;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word;
}
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .875em; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .12em; }
a.plain { color: inherit; text-decoration: none; }
a.plain .status { text-decoration: underline; text-decoration-thickness: .06em; text-underline-offset: .2em; }
a.plain:hover .status { text-decoration-thickness: .12em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
main:focus-visible, div[id]:focus-visible { outline: none; }
.banner, main, footer { max-width: 84rem; margin-inline: auto; padding-inline: clamp(1rem, 3vw, 2rem); }
.banner { display: flex; flex-wrap: wrap; gap: .25rem 2rem; align-items: baseline; padding-block: .9rem; border-bottom: 1px solid var(--line); }
.brand { margin: 0; font-weight: 650; }
.banner ul { display: flex; gap: 1.25rem; margin: 0; padding: 0; list-style: none; }
.banner a { text-decoration: none; padding-block: .2rem; }
.banner a:hover { text-decoration: underline; }
.banner a[aria-current] { color: var(--ink); font-weight: 600; border-bottom: 2px solid var(--link); }
main { padding-block: 1.5rem 3rem; }
footer { color: var(--quiet); font-size: .875rem; border-top: 1px solid var(--line); padding-block: .75rem 2rem; }
.skip { position: absolute; left: -100rem; top: 0; }
.skip:focus { position: fixed; left: 1rem; top: 1rem; z-index: 2; padding: .5rem 1rem; background: var(--paper); border: 1px solid var(--line); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
h1 { font-size: clamp(1.4rem, 1.15rem + 1.4vw, 1.9rem); line-height: 1.25; margin: 0 0 1rem; font-weight: 650; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.25rem 0 .75rem; font-weight: 650; overflow-wrap: anywhere; }
h3 { font-size: 1rem; line-height: 1.4; margin: 0; font-weight: 600; overflow-wrap: anywhere; }
h4 { font-size: .875rem; margin: 0 0 .5rem; font-weight: 600; color: var(--quiet); }
p { margin: 0 0 .75rem; max-width: 46rem; overflow-wrap: anywhere; }
.quiet, .arrow { color: var(--quiet); }
.arrow { font-weight: 400; }
.trail { margin-bottom: .25rem; font-size: .9rem; }
.label { margin: 1rem 0 .35rem; font-size: .875rem; font-weight: 600; color: var(--quiet); }
.label .quiet { font-weight: 400; }
summary + .label, h4 + .label { margin-top: .25rem; }
.status { display: inline-flex; align-items: center; gap: .35rem; white-space: nowrap; }
.sign { flex: none; overflow: visible; }
.status.verified, .verified > .answer { color: var(--good); }
.status.failed, .failed > .answer { color: var(--bad); }
.status.unverified, .unverified > .answer { color: var(--open); }
.verified .shape, .verified .head { fill: var(--good); }
.failed .shape, .failed .head { fill: var(--bad); }
.unverified .shape, .unverified .head { fill: var(--open); }
.glyph { fill: none; stroke: var(--glyph); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.counts, .names { display: flex; flex-wrap: wrap; gap: .35rem 1.5rem; margin: 0 0 1rem; padding: 0; list-style: none; }
.names li { overflow-wrap: anywhere; }
.chips { display: inline-flex; flex-wrap: wrap; gap: .25rem; }
.chip { display: inline-block; padding: 0 .45rem; border: 1px solid var(--line); border-radius: .8rem; background: var(--soft); font-size: .8125rem; line-height: 1.5; overflow-wrap: anywhere; }
.beneath { display: block; font-size: .8125rem; color: var(--quiet); }
.scroll { position: relative; overflow-x: auto; margin-block: .5rem 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
caption { text-align: left; color: var(--quiet); font-size: .875rem; padding-bottom: .4rem; }
caption span { position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 2rem); }
th, td { text-align: left; vertical-align: top; padding: .45rem 1.25rem .45rem 0; border-bottom: 1px solid var(--line); font-weight: 400; overflow-wrap: break-word; }
td a, td bdi, th a, th bdi { display: inline-block; max-width: 18rem; overflow-wrap: break-word; vertical-align: top; }
table a bdi, .chip bdi, .beneath bdi { display: inline; }
thead th { font-size: .8125rem; font-weight: 600; color: var(--quiet); border-bottom-color: var(--edge); white-space: nowrap; padding-block: .3rem; }
table time { white-space: nowrap; }
tbody tr:hover { background: var(--soft); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(12rem, calc(50% - .75rem)), 1fr)); gap: .75rem 1.5rem; margin: 0 0 1rem; }
.facts dt { font-size: .8125rem; color: var(--quiet); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.picture { border: 1px solid var(--line); border-radius: .5rem; background: var(--soft); }
.network { display: block; margin-inline: auto; }
.network text { font-size: 14px; fill: var(--ink); }
.service rect { fill: var(--paper); stroke: var(--edge); stroke-width: 1.2; }
.service:hover rect { stroke: var(--link); stroke-width: 2; }
.service:hover text { text-decoration: underline; }
.pair path { fill: none; }
.pair .line { stroke: currentColor; stroke-width: 1.6; }
.pair .reach { stroke: transparent; stroke-width: 14; }
.pair.verified { color: var(--good); } .pair.failed { color: var(--bad); } .pair.unverified { color: var(--open); }
.pair.failed .line { stroke-width: 2.4; }
.pair.unverified .line { stroke-dasharray: 6 4; }
.pair .shape { stroke: var(--soft); stroke-width: 2; }
.pair.verified .shape { fill: var(--good); } .pair.failed .shape { fill: var(--bad); } .pair.unverified .shape { fill: var(--open); }
.pair:hover .line { stroke-width: 3.2; }
.network a:focus-visible { outline: none; }
.service:focus-visible rect { stroke: var(--focus); stroke-width: 4; }
.pair:focus-visible .reach { stroke: var(--focus); stroke-opacity: .35; }
.interaction, .failure { border: 1px solid var(--line); border-radius: .5rem; margin-bottom: .75rem; padding: 0 1rem; }
.interaction[open], .failure[open] { padding-bottom: 1rem; }
summary { cursor: pointer; padding-block: .7rem; }
summary h3 { display: inline; }
.gist { display: flex; flex-wrap: wrap; gap: .25rem .9rem; align-items: center; margin-top: .15rem; color: var(--quiet); overflow-wrap: anywhere; }
.states, .rules, .mismatches, .mismatches ul, .notices { margin: 0 0 .75rem; padding-left: 1.25rem; overflow-wrap: anywhere; }
.mismatches > li { margin-bottom: .5rem; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem 2rem; margin-top: .75rem; }
.side { min-width: 0; }
.code { margin: 0 0 .75rem; padding: .75rem; border-radius: .4rem; background: var(--soft); border: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
.code code { font-size: .8125rem; }
.line { display: block; }
.rule { display: inline-block; padding: 0 .4rem; border-radius: .25rem; background: var(--rule); color: var(--rule-ink); font: .8125rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; white-space: normal; overflow-wrap: anywhere; user-select: none; -webkit-user-select: none; }
.verdict { border: 1px solid var(--line); border-left-width: 6px; border-radius: .4rem; padding: .9rem 1.25rem; margin-bottom: 1.5rem; }
.verdict.verified { border-left-color: var(--good); } .verdict.failed { border-left-color: var(--bad); } .verdict.unverified { border-left-color: var(--open); }
.verdict h2 { margin-top: 0; font-size: 1.1rem; }
.verdict h2 .quiet { font-weight: 400; }
.verdict > :last-child { margin-bottom: 0; }
.answer { font-size: 1.35rem; font-weight: 650; }
.forms { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1.25rem; max-width: 60rem; }
form { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.25rem 1.25rem; min-width: 0; }
form h3 { margin-bottom: .75rem; }
.field { margin-bottom: .75rem; }
label { display: block; font-size: .875rem; color: var(--quiet); margin-bottom: .2rem; }
select, input { font: inherit; width: 100%; padding: .45rem .6rem; color: var(--ink); background: var(--paper); border: 1px solid var(--edge); border-radius: .35rem; }
button { font: inherit; font-weight: 600; padding: .5rem 1.1rem; color: var(--paper); background: var(--link); border: 0; border-radius: .35rem; cursor: pointer; }
button:hover { filter: brightness(1.1); }
.pager { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline; }
@media (max-width: 40rem) {
  .verdict { padding-inline: .9rem; }
  .interaction, .failure { padding-inline: .75rem; }
}
@media print {
  .skip, nav, form, footer, #ask { display: none; }
  .scroll { overflow: visible; }
  .interaction, .failure, tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  a { color: inherit; text-decoration: none; }
}
`;
