/** Plain requests to a fixture server, signed in unless told otherwise. */
export function clientOf(server, token = server.token) {
    const authorization = `Basic ${Buffer.from(`${server.email}:${token}`).toString("base64")}`;
    const send = async (path, init) => {
        const response = await fetch(server.url + path, {
            redirect: "manual",
            ...init,
            headers: { authorization, ...init.headers },
        });
        const text = await response.text();
        let json;
        try {
            json = JSON.parse(text);
        }
        catch {
            json = undefined;
        }
        return { status: response.status, headers: response.headers, text, json: json };
    };
    return {
        get: (path, init = {}) => send(path, init),
        post: (path, body, init = {}) => send(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" }, ...init }),
    };
}
