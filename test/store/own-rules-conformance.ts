import { describe, expect, test } from "vitest";
import type { SignedStatement } from "../../src/model/attestation.ts";
import type { WorkspaceStore } from "../../src/store/store.ts";
import { openEach } from "../support/open-each.ts";
import type { StoreUnderTest } from "./conformance.ts";

/** What every `WorkspaceStore` must do with own rules and with what people state. */
export function ownRulesConformance(engine: string, create: () => Promise<StoreUnderTest>): void {
  describe(`${engine} store: own rules and statements`, () => {
    let subject: StoreUnderTest;
    let store: WorkspaceStore;
    openEach(create, (opened) => ({ subject, store } = opened));

    test("the text of a ruleset comes back as it was given, the last one alone, until it is taken away", async () => {
      expect(await store.ownRuleset()).toBeNull();
      await store.setOwnRuleset("// first\n{}", 1);
      await store.setOwnRuleset('{ "name": "zwölf" } // second', 2);
      const again = await subject.open();
      expect(await again.ownRuleset()).toBe('{ "name": "zwölf" } // second');
      await again.close();
      await store.setOwnRuleset(null, 3);
      expect(await store.ownRuleset()).toBeNull();
    });

    test("one statement a characteristic, in their order, gone when taken back", async () => {
      const statement = (characteristic: string, more: Partial<SignedStatement> = {}): SignedStatement => ({
        ...{ kind: "attestation", characteristic, reason: "seen by all", author: "Ada", at: 1, until: 9 },
        ...more,
      });
      await store.sign(statement("3.4"));
      await store.sign(statement("2.1"));
      await store.sign(statement("3.4", { kind: "exemption", reason: "not for us", author: "Grace", at: 2, until: 8 }));
      const again = await subject.open();
      expect(await again.statements()).toEqual([
        statement("2.1"),
        statement("3.4", { kind: "exemption", reason: "not for us", author: "Grace", at: 2, until: 8 }),
      ]);
      await again.close();
      expect(await store.withdraw("3.4")).toBe(true);
      expect(await store.withdraw("3.4")).toBe(false);
      expect((await store.statements()).map(({ characteristic }) => characteristic)).toEqual(["2.1"]);
    });
  });
}
