/** What reading a site took, from the server's own log. */
export function countRequests({ requests }, issueCount) {
    const byPath = Map.groupBy(requests, ({ path }) => path.replace(/\/(issue|board)\/\d+\//, "/$1/*/"));
    const of = (path) => byPath.get(path)?.length ?? 0;
    const issues = of("/rest/api/3/search/jql");
    const history = of("/rest/api/3/changelog/bulkfetch") + of("/rest/api/3/issue/*/changelog");
    const all = requests.length;
    return {
        issues,
        history,
        all,
        perThousand: ((issues + history) * 1000) / issueCount,
        allPerThousand: (all * 1000) / issueCount,
        byPath: Array.from(byPath, ([path, { length }]) => [path, length]).toSorted((a, b) => b[1] - a[1]),
    };
}
