import { expect, test } from "vitest";
import { createAddressGuard } from "../../../connectors/transport/address-guard.ts";
test.each([
    ["8.8.8.8", true, true],
    ["2606:4700::1111", true, true],
    ["10.1.2.3", true, false],
    ["127.0.0.1", true, false],
    ["::1", true, false],
    ["fec0::1", true, false],
    ["169.254.169.254", false, false],
    ["fd00:ec2::23", false, false],
    // The same IPv4 address in the ways in which IPv6 carries one: mapped, translated, NAT64, 6to4, Teredo (RFC 4380, inverted), ISATAP.
    ["::ffff:10.1.2.3", true, false],
    ["::ffff:0:10.1.2.3", true, false],
    ["64:ff9b::10.1.2.3", true, false],
    ["2002:0a01:0203::1", true, false],
    ["2001:0:4136:e378:8000:63bf:f5fe:fdfc", true, false],
    ["2001:4860::5efe:10.1.2.3", true, false],
    ["64:ff9b::169.254.169.254", false, false],
    ["2001:0:4136:e378:8000:63bf:5601:5601", false, false],
    ["64:ff9b::8.8.8.8", true, true],
    ["not an address", false, false],
])("%s: beside a self-hosted tracker %s, for URLs of strangers %s", (address, isPrivateFine, isPublicFine) => {
    expect(createAddressGuard("private")(address)).toBe(isPrivateFine);
    expect(createAddressGuard("public")(address)).toBe(isPublicFine);
});
test("networks can be allowed one by one, and never the metadata services in them", () => {
    const isAllowed = createAddressGuard({ allow: ["10.1.0.0/16", "fd12::/32", "192.168.7.7", "169.254.0.0/16"] });
    expect(isAllowed("10.1.255.1")).toBe(true);
    expect(isAllowed("::ffff:10.1.255.1")).toBe(true);
    expect(isAllowed("fd12::1")).toBe(true);
    expect(isAllowed("192.168.7.7")).toBe(true);
    expect(isAllowed("192.168.7.8")).toBe(false);
    expect(isAllowed("10.2.0.1")).toBe(false);
    expect(isAllowed("169.254.169.254")).toBe(false);
    expect(() => createAddressGuard({ allow: ["10.1.0.0/77"] })).toThrow(/prefix/);
});
