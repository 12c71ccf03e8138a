import fc from "fast-check";
import { expect, test } from "vitest";
import { createBodyRoom } from "../../../connectors/transport/body-room.ts";
test("bodies that are received at the same time, one after the other and over each other's old room stay whole", () => {
    const piece = fc.oneof(fc.nat(5_000), fc.integer({ min: 100_000, max: 400_000 }));
    const step = fc.record({
        body: fc.nat(3),
        size: piece,
        closes: fc.boolean(),
        announced: fc.constantFrom(undefined, 0, 10, 100_000, 2_000_000),
    });
    fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const room = createBodyRoom();
        const open = new Map();
        let letter = 0;
        for (const { body, size, closes, announced } of steps) {
            const one = open.get(body) ?? { read: room.open(announced), pieces: [] };
            open.set(body, one);
            const bytes = Buffer.alloc(size, letter++ % 256);
            one.pieces.push(bytes);
            one.read.add(bytes);
            for (const { read, pieces } of open.values()) {
                if (read.length !== pieces.reduce((sum, { length }) => sum + length, 0))
                    return false;
                if (!read.bytes().equals(Buffer.concat(pieces)))
                    return false;
            }
            if (!closes)
                continue;
            one.read.close();
            open.delete(body);
        }
        return true;
    }), { numRuns: 60 });
    const room = createBodyRoom();
    const first = room.open();
    first.add(Buffer.from("first"));
    first.close();
    // Twice is once: the same room must not go to two bodies.
    first.close();
    const [second, third] = [room.open(), room.open()];
    second.add(Buffer.from("second"));
    third.add(Buffer.from("third"));
    expect([second, third].map((body) => body.bytes().toString())).toEqual(["second", "third"]);
});
