import { FACETS } from "../../src/model/facet.ts";
export function connectorsPage(connectors) {
    const parts = [
        "# Connectors\n",
        "<!-- Printed from the metadata beside the code by `npm run docs`. Do not edit. -->\n",
        "What each tool lets wmmm see. What a tool cannot show makes signals `not-supported`, never a low rating.\n",
    ];
    for (const connector of connectors) {
        parts.push(`## ${connector.title}\n`, `\`${connector.id}\`\n`, "| facet | support | what that means |", "|---|---|---|", ...FACETS.map((facet) => `| ${facet} | ${connector.provides[facet].level} | ${connector.provides[facet].sentence} |`), "", ...(connector.needsSecret === false
            ? ["It has no token.\n"]
            : [
                "Least rights of its token:\n",
                ...connector.permissions.map((permission) => `- \`${permission.scope}\`: ${permission.why}`),
            ]), "");
    }
    return `${parts.join("\n").trimEnd()}\n`;
}
