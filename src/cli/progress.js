const OFF_TERMINAL_EVERY_MS = 10_000;
export function progressLine(ports, quiet) {
    if (quiet)
        return { update: () => undefined, finish: () => undefined };
    if (!ports.errIsTerminal) {
        let lastAt = ports.now();
        return {
            update(text, urgent = false) {
                if (!urgent && ports.now() - lastAt < OFF_TERMINAL_EVERY_MS)
                    return;
                lastAt = ports.now();
                ports.err(`${text}\n`);
            },
            finish(text) {
                if (text !== undefined)
                    ports.err(`${text}\n`);
            },
        };
    }
    return {
        update(text) {
            ports.err(`\r\u001B[2K${text.slice(0, Math.max(20, ports.columns - 1))}`);
        },
        finish(text) {
            ports.err(`\r\u001B[2K${text === undefined ? "" : `${text}\n`}`);
        },
    };
}
