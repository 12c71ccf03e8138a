import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { STYLE } from "./style.ts";

/** The one style that the page may apply: its policy names it by hash, so that nothing in foreign text can bring another. */
const STYLE_HASH = btoa(
  String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(STYLE)))),
);
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'`;
/** A small staircase; also keeps browsers from asking a server for one. */
const ICON = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 5 5"><path fill="#1a8088" d="M0 5V4h1V3h1V2h1V1h1V0h1v5z"/></svg>')}`;

export interface HtmlPage {
  readonly title: string;
  /** Name and version of what made it. */
  readonly product: string;
  readonly body: VNode;
  /** Id of the element that holds the data. */
  readonly dataId: string;
  /** The same as JSON in which nothing can end a script element. */
  readonly data: string;
}

/** A whole page in one file. `title` and `product` may be foreign text. */
export function htmlPage({ title, product, body, dataId, data }: HtmlPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${escapeMarkup(product)}">
<title>${escapeMarkup(title)}</title>
<link rel="icon" href="${ICON}">
<style>${STYLE}</style>
</head>
<body>
${keepPercents(renderToString(body))}
<script type="application/json" id="${dataId}">${data}</script>
</body>
</html>
`;
}

function escapeMarkup(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** No line ends between a number and its percent sign. Text only: nothing inside of a tag changes. */
function keepPercents(markup: string): string {
  return markup.replaceAll(/>[^<>]+</g, (between) => between.replaceAll(/(\d) %/g, "$1\u00A0%"));
}
