import { lookup as resolve } from "node:dns";
import { BlockList, isIP } from "node:net";
/** Cloud metadata services: whoever can make us ask them gets the machine's credentials. Never allowed. */
const METADATA = new BlockList();
METADATA.addSubnet("169.254.0.0", 16, "ipv4");
METADATA.addSubnet("fe80::", 10, "ipv6");
METADATA.addSubnet("fd00:ec2::", 32, "ipv6");
METADATA.addAddress("fd20:ce::254", "ipv6");
METADATA.addAddress("100.100.100.200", "ipv4");
METADATA.addAddress("192.0.0.192", "ipv4");
METADATA.addAddress("168.63.129.16", "ipv4");
const PRIVATE = new BlockList();
for (const [net, bits] of [
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.0.2.0", 24],
    ["192.88.99.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 3],
]) {
    PRIVATE.addSubnet(net, bits, "ipv4");
}
PRIVATE.addAddress("::", "ipv6");
PRIVATE.addAddress("::1", "ipv6");
for (const [net, bits] of [
    ["64:ff9b:1::", 48],
    ["100::", 64],
    ["2001:db8::", 32],
    ["5f00::", 16],
    ["fc00::", 7],
    ["fec0::", 10],
    ["ff00::", 8],
]) {
    PRIVATE.addSubnet(net, bits, "ipv6");
}
/** IPv4 inside IPv6 (mapped, translated, NAT64, 6to4, Teredo, ISATAP) is judged as the IPv4 it reaches. Throws for a network in `allow` that is none. */
export function createAddressGuard(policy) {
    const exceptions = new BlockList();
    if (typeof policy === "object") {
        for (const network of policy.allow) {
            const [net = "", bits = isIP(net) === 4 ? "32" : "128"] = network.split("/");
            exceptions.addSubnet(net, Number(bits), isIP(net) === 4 ? "ipv4" : "ipv6");
        }
    }
    const isAllowed = (address) => {
        const bare = address.replace(/^\[|\]$/g, "").split("%")[0];
        const family = isIP(bare);
        if (family === 0)
            return false;
        const kind = family === 4 ? "ipv4" : "ipv6";
        if (METADATA.check(bare, kind))
            return false;
        const embedded = family === 6 ? embeddedIpv4(bare) : null;
        if (embedded !== null)
            return isAllowed(embedded);
        return policy === "private" || !PRIVATE.check(bare, kind) || exceptions.check(bare, kind);
    };
    return isAllowed;
}
function embeddedIpv4(address) {
    // The URL parser writes any IPv6 form out the same way: lower case, shortest, the last 32 bits as two groups of hex.
    const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split("::");
    const [head = [], tail = []] = groups.map((side) => (side === "" ? [] : side.split(":")));
    const words = [...head, ...Array.from({ length: groups.length === 1 ? 0 : 8 - head.length - tail.length }, () => "0"), ...tail];
    const numbers = words.map((word) => Number.parseInt(word, 16));
    const dotted = (at) => `${numbers[at] >> 8}.${numbers[at] & 255}.${numbers[at + 1] >> 8}.${numbers[at + 1] & 255}`;
    const leadingZeros = (count) => numbers.slice(0, count).every((word) => word === 0);
    if (leadingZeros(5) && numbers[5] === 0xffff)
        return dotted(6);
    if (leadingZeros(4) && numbers[4] === 0xffff && numbers[5] === 0)
        return dotted(6);
    if (numbers[0] === 0x64 && numbers[1] === 0xff9b && numbers.slice(2, 6).every((word) => word === 0))
        return dotted(6);
    if (numbers[0] === 0x2002)
        return dotted(1);
    // Teredo hides the client's address behind an exclusive or.
    if (numbers[0] === 0x2001 && numbers[1] === 0) {
        numbers[6] ^= 0xffff;
        numbers[7] ^= 0xffff;
        return dotted(6);
    }
    if ((numbers[4] & 0xfdff) === 0 && numbers[5] === 0x5efe)
        return dotted(6);
    if (leadingZeros(6) && (numbers[6] !== 0 || numbers[7] > 1))
        return dotted(6);
    return null;
}
/** Raised inside a connection attempt; the client turns it into a problem of code `blocked-address`. */
export class BlockedAddressError extends Error {
    name = "BlockedAddressError";
}
const systemResolver = (hostname, callback) => resolve(hostname, { all: true }, callback);
/**
 * A `lookup` for `node:http` that refuses a host when any of its addresses is forbidden. The check and the connection use the same
 * answer, so that a name cannot point elsewhere in between (DNS rebinding).
 */
export function guardedLookup(isAllowed, resolver = systemResolver) {
    return (hostname, options, callback) => {
        resolver(hostname, (error, addresses) => {
            if (error !== null)
                return callback(error, []);
            if (addresses.length === 0 || addresses.some(({ address }) => !isAllowed(address))) {
                return callback(new BlockedAddressError("address not allowed"), []);
            }
            if (options.all === true)
                return callback(null, addresses);
            callback(null, addresses[0].address, addresses[0].family);
        });
    };
}
