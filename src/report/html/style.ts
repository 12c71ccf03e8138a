/** The report's own style sheet: no network, light and dark by the reader's setting, and black on white on paper. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fcfcfa;--ink:#1d2326;--soft:#5c676d;--line:#dfe3e1;--panel:#f3f5f2;--accent:#1f6f78;
--good:#2c7a4b;--fair:#b07a12;--bad:#b3422f;--none:#9aa4a8;--track:#e6eae7}
@media (prefers-color-scheme:dark){:root{--paper:#14181a;--ink:#e4e8e6;--soft:#9aa6ab;--line:#2b3336;--panel:#1b2123;--accent:#6fc3c9;
--good:#63c08a;--fair:#dcb056;--bad:#e8826f;--none:#667176;--track:#273033}}
*{box-sizing:border-box}
html{font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;background:var(--paper);color:var(--ink)}
body{margin:0 auto;max-width:62rem;padding:2.5rem 1.25rem 4rem}
h1{font-size:2.1rem;line-height:1.15;margin:.2rem 0 .5rem;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:1.15rem;margin:2.8rem 0 .8rem;padding-bottom:.35rem;border-bottom:1px solid var(--line)}
h3{font-size:.8rem;font-weight:600;color:var(--soft);margin:1.5rem 0 .35rem}
p{margin:.4rem 0;max-width:46rem}
a{color:var(--accent);text-underline-offset:.15em}
small,.soft{color:var(--soft)}
small{font-size:.84rem}
.meta{display:flex;justify-content:space-between;gap:1rem;flex-wrap:wrap;color:var(--soft);font-size:.9rem}
.lead{font-size:1.08rem}
.notice{border-left:3px solid var(--fair);background:var(--panel);padding:.7rem 1rem;margin:1rem 0}
.split{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:2rem;align-items:start;margin-top:1.4rem}
@media (max-width:44rem){.split{grid-template-columns:minmax(0,1fr)}}
.steps{width:100%;height:auto;display:block}
.steps text{font:500 13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink)}
.steps .faint{fill:var(--soft);font-weight:400;font-size:12px}
.figures{display:grid;grid-template-columns:auto 1fr;gap:.35rem 1rem;margin:0;font-size:.94rem}
.figures dt{color:var(--soft)}
.figures dd{margin:0;font-variant-numeric:tabular-nums}
ul.plain{list-style:none;margin:.4rem 0;padding:0}
ul.plain>li{margin:.45rem 0;padding-left:1.3rem;position:relative;max-width:48rem}
ul.plain>li::before{content:"";position:absolute;left:.1rem;top:.6em;width:.55rem;height:.55rem;border-radius:50%;background:var(--dot,var(--none))}
ol.next{margin:.4rem 0;padding-left:1.3rem}
ol.next li{margin:.45rem 0;max-width:48rem}
details.row{border-bottom:1px solid var(--line)}
details.row>summary{display:grid;grid-template-columns:2.4rem minmax(0,1fr) 1.6rem 12rem 3.4rem 1rem;gap:.7rem;align-items:center;padding:.42rem .2rem;cursor:pointer;list-style:none}
details.row>summary::-webkit-details-marker{display:none}
details.row>summary::after{content:"";width:.45rem;height:.45rem;border-right:1.5px solid var(--soft);border-bottom:1.5px solid var(--soft);transform:rotate(-45deg);justify-self:end}
details.row[open]>summary::after{transform:rotate(45deg)}
details.row>summary:hover{background:var(--panel)}
details.row>summary:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}
.num{text-align:right;font-variant-numeric:tabular-nums}
.grade{font-weight:650;text-align:center}
@media (max-width:44rem){details.row>summary{grid-template-columns:2.2rem minmax(0,1fr) 1.4rem 3.2rem 1rem}details.row>summary .gauge{display:none}}
.inside{padding:.2rem 0 1.2rem 3.1rem}
@media (max-width:44rem){.inside{padding-left:.4rem}}
.gauge{position:relative;height:.62rem;background:var(--track);border-radius:.31rem}
.gauge i{position:absolute;left:0;top:0;bottom:0;border-radius:.31rem;background:var(--tone)}
.gauge b{position:absolute;top:50%;height:1.5px;margin-top:-.75px;background:var(--ink);opacity:.75}
.gauge u{position:absolute;top:-2px;bottom:-2px;width:1px;background:var(--soft);opacity:.55}
.F,.L{--tone:var(--good);--dot:var(--good)}.P{--tone:var(--fair);--dot:var(--fair)}.N{--tone:var(--bad);--dot:var(--bad)}.I,.NA{--tone:var(--none);--dot:var(--none)}
.grade{color:var(--tone)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.5rem 0}
th{font-weight:500;color:var(--soft);text-align:left}
th,td{padding:.34rem .9rem .34rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td.num,th.num{padding-right:1.1rem;white-space:nowrap}
tr:last-child td{border-bottom:0}
.meets{color:var(--good)}.misses{color:var(--bad)}
.c4{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:1rem 1.6rem}
.c4 strong{font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums}
code{font:.86em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:1rem;color:var(--soft);font-size:.86rem}
@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--line:#ccc;--panel:#f4f4f4;--track:#e8e8e8}html{font-size:11px}body{max-width:none;padding:0}
details.row,tr,li{break-inside:avoid}h2,h3{break-after:avoid}a{color:inherit}}
`.replaceAll("\n", "");
