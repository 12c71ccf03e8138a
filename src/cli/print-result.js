export async function printResult(result, json, ports) {
    if (json) {
        const { renderJson } = await import("../report/json.ts");
        ports.out(renderJson(result));
        return;
    }
    const [{ renderTerminal }, { paintFor }] = await Promise.all([import("../report/terminal/result.ts"), import("./paint.ts")]);
    ports.out(renderTerminal(result, { columns: ports.columns, paint: paintFor(ports.colour) }));
}
