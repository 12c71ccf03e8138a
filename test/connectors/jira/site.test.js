import { expect, test } from "vitest";
import { browseUrl } from "../../../connectors/jira/site.ts";
import { count } from "../../../connectors/jira/schema.ts";
test("a key that is no whole text still has an address", () => {
    expect(browseUrl({ url: "https://acme.example" }, "ACME-1")).toBe("https://acme.example/browse/ACME-1");
    expect(browseUrl({ url: "https://acme.example" }, "A\ud800/1")).toBe("https://acme.example/browse/A%EF%BF%BD%2F1");
});
test.each([1.5, -1, 1e308, 2 ** 53, "7", null])("%s is no count of issues", (value) => {
    expect(count.safeParse({ count: value }).success).toBe(false);
});
