// The one style sheet: inline, named by its hash in the content security policy. System fonts, light and dark, phone and
// paper. No script, no image, no other request.
import { createHash } from 'node:crypto';

export const STYLE = `
:root{color-scheme:light dark;--paper:#fbfaf8;--card:#fff;--ink:#1d1b18;--soft:#5d584f;--line:#e2ded6;--accent:#0b5b52;--on:#fff;--tint:#edf4f2;--warn:#8a3a00;--warntint:#fdf1e6;--bad:#a3201d;--badtint:#fcecea;--mark:#ffe39c;--markink:#4a3500;--shade:0 1px 2px rgb(40 30 10/.06),0 6px 20px rgb(40 30 10/.05)}
@media (prefers-color-scheme:dark){:root{--paper:#151412;--card:#1e1d1a;--ink:#edeae4;--soft:#aaa49a;--line:#37342e;--accent:#7fd1c3;--on:#0b211d;--tint:#1b2b28;--warn:#f3b27a;--warntint:#32241a;--bad:#ff9f97;--badtint:#371e1c;--mark:#5c4708;--markink:#ffe9b0;--shade:none}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
main{max-width:46rem;margin:0 auto;padding:clamp(1.5rem,5vw,3.5rem) clamp(1rem,4vw,2rem) 4rem}
h1,h2,h3{line-height:1.2;text-wrap:balance;letter-spacing:-.012em;margin:0}
h1{font-size:clamp(1.75rem,5.5vw,2.35rem);font-weight:680}
h2{font-size:1.2rem;font-weight:650;margin-bottom:.75rem}
h3{font-size:1rem;font-weight:650;margin:1.25rem 0 .4rem}
p{margin:.5rem 0}
a{color:var(--accent);text-underline-offset:.18em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.kicker{margin:0 0 .6rem;color:var(--soft);font-size:.9rem}
.lede{font-size:1.15rem;color:var(--soft);margin:.7rem 0 0;max-width:38rem}
.soft{color:var(--soft)}
.small{font-size:.9rem}
section,.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:clamp(1.1rem,3.5vw,1.6rem);margin:1.4rem 0;box-shadow:var(--shade)}
section>:last-child{margin-bottom:0}
.plain{background:none;border:0;box-shadow:none;padding:0}
.key{border-color:var(--accent);border-width:2px}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.25rem;margin:1.2rem 0 0}
dl.facts dt{color:var(--soft)}
dl.facts dd{margin:0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;border-top:1px solid var(--line)}
tr:first-child>th,tr:first-child>td{border-top:0}
th{font-weight:500;color:var(--soft);width:32%;min-width:6rem}
thead th{font-size:.85rem}
td table{margin:-.5rem 0}
.value{white-space:pre-wrap}
.figure{font-size:1.15rem;font-weight:600}
ol.list,ul.list{margin:.4rem 0;padding-left:1.3rem}
.list li{margin:.35rem 0}
code,.code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.92em}
mark{background:var(--mark);color:var(--markink);border-radius:4px;padding:0 .2em;font:.82em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
ins{text-decoration:none;background:var(--tint);border-radius:4px;padding:.05em .25em}
del{color:var(--soft);text-decoration-thickness:1.5px}
.words{border-left:4px solid var(--line);margin:.8rem 0;padding:.1rem 0 .1rem 1.1rem}
.words .label{font-size:.9rem;color:var(--soft);margin:0 0 .3rem;font-weight:600}
.words .value{margin:0}
.turn{margin:.85rem 0}
.turn b{display:block;font-size:.85rem;color:var(--soft);font-weight:600}
.note{border-radius:12px;padding:.9rem 1.1rem;margin:1.2rem 0;background:var(--tint);color:var(--ink)}
.note.warn{background:var(--warntint);color:var(--warn)}
.note.bad{background:var(--badtint);color:var(--bad)}
.note p:first-child{margin-top:0}.note p:last-child{margin-bottom:0}
.note a{color:inherit}
details{border-top:1px solid var(--line)}
details:last-of-type{border-bottom:1px solid var(--line)}
summary{cursor:pointer;padding:.85rem 0;min-height:2.9rem;font-weight:600}
summary .soft{font-weight:400}
details[open]>summary{padding-bottom:.4rem}
details>.inside{padding:0 0 1.3rem}
label,legend{display:block;font-weight:600;margin:1rem 0 .35rem;padding:0}
fieldset{border:0;margin:0;padding:0}
.hint{font-weight:400;color:var(--soft);font-size:.92rem;margin:0 0 .45rem}
input,textarea,select{font:inherit;color:inherit;width:100%;background:var(--paper);border:1px solid var(--soft);border-radius:10px;padding:.65rem .8rem;min-height:2.9rem}
textarea{min-height:6.5rem;line-height:1.5;resize:vertical}
textarea.code{min-height:12rem}
[aria-invalid=true]{border:2px solid var(--bad)}
.error{color:var(--bad);font-weight:600;margin:.35rem 0 0;font-size:.95rem}
.codefield{max-width:15rem;font:600 1.5rem/1.2 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;letter-spacing:.12em;text-transform:uppercase}
button{font:inherit;font-weight:650;min-height:3rem;padding:.7rem 1.5rem;margin-top:1.1rem;border-radius:10px;border:1px solid var(--accent);background:var(--accent);color:var(--on);cursor:pointer}
button:hover{filter:brightness(1.08)}
button.quiet{background:none;color:var(--ink);border-color:var(--soft)}
button.grave{background:var(--bad);border-color:var(--bad);color:var(--card)}
footer{color:var(--soft);font-size:.9rem;margin-top:2.2rem}
@media (max-width:34rem){dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:.55rem}button{width:100%}th{width:38%}}
@media (prefers-reduced-motion:no-preference){button{transition:filter .12s}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#bbb}body{font-size:11pt}section{break-inside:avoid;box-shadow:none}form,.screen{display:none}details:not([open])>*{display:block}}
`.trim();

/** `style-src` source of {@link STYLE}. */
export const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE, 'utf8').digest('base64')}`;
