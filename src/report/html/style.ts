/**
 * The report's own style sheet: no network, light and dark by the reader's setting, black on white on paper, details opened on paper.
 * Colours that carry text keep WCAG AA (4.5:1) on `--paper` and `--panel`; a test computes it.
 */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fdfdfb;--ink:#1b2124;--soft:#566167;--line:#dde2df;--panel:#f2f5f2;--track:#e3e8e4;--accent:#1a6670;
--step:#a9c9cb;--good:#27713f;--fair:#8a5a00;--bad:#a93a28;--none:#7d888d}
@media (prefers-color-scheme:dark){:root{--paper:#131719;--ink:#e3e8e6;--soft:#9fabb0;--line:#2c3438;--panel:#1a2023;--track:#2a3337;--accent:#74c5cb;
--step:#2f5a60;--good:#66c18b;--fair:#dcb056;--bad:#ec8c79;--none:#77838a}}
*{box-sizing:border-box}
html{font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:66rem;padding:2.2rem 1.5rem 4rem;overflow-wrap:break-word}
h1{font-size:2.3rem;line-height:1.12;margin:0 0 .7rem;letter-spacing:-.015em;text-wrap:balance}
h2{font-size:1.2rem;line-height:1.3;margin:3.2rem 0 .9rem;padding-bottom:.4rem;border-bottom:1px solid var(--line);text-wrap:balance}
h3{font-size:.84rem;font-weight:600;color:var(--soft);margin:1.7rem 0 .4rem}
p{margin:.45rem 0;max-width:46rem}
a{color:var(--accent);text-underline-offset:.16em;text-decoration-thickness:1px}
a.whole{white-space:nowrap}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
small{font-size:.86rem}
small,.soft{color:var(--soft)}
bdi{unicode-bidi:isolate}bdi,td.soft,td>small,td>a,dd,dt{overflow-wrap:anywhere}
svg{display:block;overflow:visible}
.num{text-align:right;font-variant-numeric:tabular-nums}
.meta{display:flex;justify-content:space-between;gap:.2rem 1.5rem;flex-wrap:wrap;color:var(--soft);font-size:.9rem;padding-bottom:1rem;border-bottom:1px solid var(--line);margin-bottom:1.8rem}
.meta span{min-width:0}
.split{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,25rem);gap:1rem 3rem;align-items:start}
.lead{font-size:1.12rem}
.notice{border-left:3px solid var(--fair);background:var(--panel);padding:.6rem .9rem;margin:.8rem 0}
.facts{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:1.3rem 2.2rem;margin:2rem 0 0;padding:1.3rem 0 0;border-top:1px solid var(--line)}
.facts dt{color:var(--soft);font-size:.86rem}
.facts dd{margin:0}
.facts dd>strong{display:block;font-size:1.12rem;font-weight:600;font-variant-numeric:tabular-nums}
.facts small{display:block;line-height:1.45}
figure{margin:0}
figcaption{font-size:.86rem;color:var(--soft);margin-top:.6rem}
.steps{width:100%;height:auto}
.steps text{font:500 12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--soft);text-anchor:middle;font-variant-numeric:tabular-nums}
.steps .here{fill:var(--ink);font-weight:700}
.steps .shape{fill:var(--track)}.steps .fill{fill:var(--step)}.steps .fill.top{fill:var(--accent)}
.steps .open{fill:none;stroke:var(--none);stroke-dasharray:3 4}
.trend{width:100%;height:auto;max-width:46rem}
.trend text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--soft);text-anchor:middle;font-variant-numeric:tabular-nums}
.trend .rule{stroke:var(--line)}.trend .path{stroke:var(--accent);stroke-width:1.5}.trend .range{stroke:var(--accent);stroke-width:4;opacity:.3}
.trend circle{fill:var(--accent);stroke:var(--paper);stroke-width:1}
.trend .side{text-anchor:start}.falls{max-width:40rem;margin-bottom:1.2rem}.falls .side{fill:var(--ink)}.falls .rule{stroke:var(--none)}
.falls .up{fill:var(--good)}.falls .down{fill:var(--bad)}.falls .level{fill:var(--none)}
.drawn{width:9rem;vertical-align:middle}.drawn .gauge{overflow:visible}.drawn .between{stroke:var(--line);stroke-width:3}
.drawn .before{fill:var(--paper);stroke:var(--soft);stroke-width:1.5}.drawn .after{fill:var(--accent)}.drawn .range{stroke:var(--accent)}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.mixed{width:100%;min-width:12rem;height:14px}
.mix.person,.swatch.person{fill:var(--none);background:var(--none)}.mix.system,.swatch.system{fill:var(--step);background:var(--step)}
.mix.architecture,.swatch.architecture{fill:var(--accent);background:var(--accent)}.mix.ai,.swatch.ai{fill:var(--good);background:var(--good)}
.swatch{display:inline-block;width:.7rem;height:.7rem;border-radius:2px}
.glance{display:grid;grid-template-columns:repeat(5,minmax(0,1fr));margin:.5rem 0 0;gap:0}
.glance ol{list-style:none;display:flex;justify-content:center;gap:2px;margin:0;padding:0 2px}
.glance li{flex:0 1 1rem;min-width:0}
.cell{display:block;border-radius:2px;text-align:center;font-size:.7rem;line-height:1.25rem;font-weight:650;text-decoration:none;background:var(--tone);color:var(--paper)}
.I.cell,.NA.cell{background:none;box-shadow:inset 0 0 0 1px var(--line);color:var(--soft);font-weight:500}
nav{display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;margin:1.9rem 0 0;padding:.7rem 0;border-block:1px solid var(--line);font-size:.9rem}
.F,.L{--tone:var(--good)}.P{--tone:var(--fair)}.N{--tone:var(--bad)}.I,.NA,.soft-tone{--tone:var(--none)}
ul.plain{list-style:none;margin:.4rem 0;padding:0}
ul.plain>li{margin:.55rem 0;padding-left:1.3rem;position:relative;max-width:48rem}
ul.plain>li::before{content:"";position:absolute;left:.1rem;top:.58em;width:.55rem;height:.55rem;border-radius:50%;background:var(--tone,var(--none))}
ol.next{margin:.4rem 0;padding-left:1.5rem}
ol.next li{margin:.55rem 0;padding-left:.2rem;max-width:48rem}
ol.next li::marker{color:var(--soft);font-variant-numeric:tabular-nums}
details.row{border-bottom:1px solid var(--line)}
details.row>summary{display:grid;grid-template-columns:2.6rem minmax(0,1fr) 1.6rem 12rem 3.6rem 1rem;gap:.7rem;align-items:center;padding:.48rem .2rem;cursor:pointer;list-style:none}
details.signal>summary{grid-template-columns:2.6rem minmax(0,1fr) 12rem 7rem 5rem 1rem}
details.block>summary{grid-template-columns:minmax(0,1fr) 1rem}
details.row>summary::-webkit-details-marker{display:none}
details.row>summary::after{content:"";width:.45rem;height:.45rem;border-right:1.5px solid var(--soft);border-bottom:1.5px solid var(--soft);transform:rotate(-45deg);justify-self:end}
details.row[open]>summary::after{transform:rotate(45deg)}
details.row>summary:hover{background:var(--panel)}
details.row>summary:focus-visible{outline-offset:-2px}
details.row:has(:target)>summary{background:var(--panel)}
.anchor{display:block;height:0;scroll-margin-top:5rem}
.head{display:grid;grid-template-columns:2.6rem minmax(0,1fr) 12rem 7rem 5rem 1rem;gap:.7rem;align-items:end;padding:0 .2rem;margin:1.7rem 0 .2rem;border-bottom:1px solid var(--line)}
.head h3{margin:0 0 .3rem;grid-column:1/3}
.grade{font-weight:700;text-align:center;color:var(--tone)}
.I .grade,.NA .grade{color:var(--soft);font-weight:500}
.inside{padding:.1rem 0 1.4rem 3.5rem}
.block>.inside{padding-left:.2rem}
.gauge{width:100%;height:10px}
.gauge .track{fill:var(--track)}.gauge .fill{fill:var(--tone)}.gauge .bound{stroke:var(--paper);stroke-width:1.5}
.gauge .range{stroke:var(--ink);stroke-width:1.5}
.ladder{width:100%;height:18px}.ladder.big{height:58px;max-width:40rem;margin:.8rem 0 .4rem}
.ladder line{stroke:var(--none);stroke-width:1}.ladder .range{fill:var(--accent);opacity:.42}.ladder .value{fill:var(--accent);stroke:var(--paper);stroke-width:1.5}
.ladder text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--soft);text-anchor:middle;font-variant-numeric:tabular-nums}
.ladder .level{fill:var(--ink);font-weight:600}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.6rem 0}
caption{text-align:left;color:var(--soft);padding:.2rem 0 .4rem}
th{font-weight:500;color:var(--soft);text-align:left;vertical-align:bottom}
th,td{padding:.36rem 1.1rem .36rem 0;border-bottom:1px solid var(--line)}
td{vertical-align:top}
th:last-child,td:last-child{padding-right:0}
td.num,th.num{white-space:nowrap}
tbody tr:last-child td{border-bottom:0}
.meets{color:var(--good);white-space:nowrap}.misses{color:var(--bad);white-space:nowrap}
.key{min-width:7.5rem}
.ranks{display:flex;gap:2px;width:5.6rem;margin-top:.38rem}
.ranks i{flex:1;height:.65rem;border-radius:2px;background:var(--track)}.ranks i.on{background:var(--accent)}
.ranks i.open{background:none;box-shadow:inset 0 0 0 1px var(--none)}
.matrix td,.matrix th{padding:.18rem .16rem;border:0;text-align:center;vertical-align:middle}
.matrix th:first-child{text-align:left;padding-right:.9rem;color:var(--ink);max-width:14rem}
.matrix .cell{width:1.35rem}
.matrix .first{padding-left:.7rem}
.dated thead th{font-size:.66rem;line-height:1.3;vertical-align:bottom;text-align:center;max-width:none;padding-right:.16rem;color:var(--soft)}
.cards{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:1.2rem 2rem}
.cards.five{grid-template-columns:repeat(5,minmax(0,1fr))}
.cards strong{font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums;display:block;margin:.1rem 0 .35rem}
.cards small{display:block;margin-top:.45rem;line-height:1.45}
.cards .name{display:block;line-height:1.35}.five .name{min-height:2.7em}
.pairs{display:grid;grid-template-columns:minmax(8rem,auto) minmax(0,1fr);gap:.25rem 1.2rem;margin:.6rem 0;font-size:.92rem;max-width:46rem}
.pairs dt{color:var(--soft)}
.pairs dd{margin:0;font-variant-numeric:tabular-nums;min-width:0}
code{font:.86em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.paper{display:none}
footer{margin-top:3.5rem;border-top:1px solid var(--line);padding-top:1rem;color:var(--soft);font-size:.88rem}
@media screen and (max-width:56rem){.facts{grid-template-columns:repeat(2,minmax(0,1fr))}.cards,.cards.five{grid-template-columns:repeat(2,minmax(0,1fr))}.five .name{min-height:0}
.split{grid-template-columns:minmax(0,1fr)}.split figure{max-width:28rem}}
@media screen and (max-width:44rem){body{padding:1.3rem 1rem 3rem}h1{font-size:1.8rem}.meta{margin-bottom:1.2rem}
details.row>summary{grid-template-columns:2.1rem minmax(0,1fr) 1.2rem 3.4rem .8rem;gap:.5rem}details.row>summary .gauge{display:none}
details.signal>summary{grid-template-columns:2.1rem minmax(0,1fr) auto .8rem}details.signal>summary .ladder,details.signal>summary .sample{display:none}
details.block>summary{grid-template-columns:minmax(0,1fr) .8rem}
.head{grid-template-columns:minmax(0,1fr)}.head .ladder{display:none}.head h3{grid-column:auto}
.inside{padding-left:.2rem}
.pairs{grid-template-columns:minmax(0,1fr);gap:0}.pairs dd{margin-bottom:.45rem}
.stack thead{display:none}.stack,.stack tbody,.stack tr,.stack td{display:block;text-align:left}
.stack tr{padding:.5rem 0;border-bottom:1px solid var(--line)}.stack tr:last-child{border-bottom:0}
.stack td{border:0;padding:.08rem 0;white-space:normal}.stack td:empty{display:none}
.stack td[data-label]::before{content:attr(data-label) ": ";color:var(--soft)}
.stack .ranks{margin:.3rem 0}.falls,.trend .between{display:none}.trend text{font-size:22px}.trend .first{text-anchor:start}.trend .last{text-anchor:end}.stack .drawn{width:auto;max-width:12rem}}
@media screen and (max-width:26rem){.facts{grid-template-columns:minmax(0,1fr)}}
@page{margin:12mm}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--line:#ccc;--panel:#f4f4f4;--track:#e4e4e4;--accent:#1a6670;--step:#a9c9cb;
--good:#27713f;--fair:#8a5a00;--bad:#a93a28;--none:#7d888d}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}html{font-size:10.5px}body{max-width:none;padding:0}nav{display:none}
.facts{grid-template-columns:repeat(3,minmax(0,1fr))}.split{grid-template-columns:minmax(0,1fr) minmax(0,22rem)}
.cards{grid-template-columns:repeat(4,minmax(0,1fr))}.cards.five{grid-template-columns:repeat(5,minmax(0,1fr))}
details::details-content{content-visibility:visible;block-size:auto;display:block}details.row>summary::after{content:none}
.screen{display:none}.paper{display:block}.inside{padding:0 0 .5rem 3.3rem;font-size:.92em}.signal .inside{padding-bottom:.1rem}details.row>summary{padding-block:.3rem}
.inside p,.inside ul,.inside table{margin-block:.2rem;max-width:none}.inside h3{float:left;clear:left;font-size:1em;line-height:inherit;margin:0 .5rem 0 0}.inside ul{list-style:none;padding:0}.inside th,.inside td{padding-block:.08rem}.inside p.notice{padding:.1rem .5rem}
.told,summary,tr,li,.facts div,.cards>div,figure{break-inside:avoid}summary,h2,h3,.head{break-after:avoid}.scroll{overflow:visible}}
`.replaceAll("\n", "");
