/** What a site costs once: who we are, projects, fields, statuses, types, links, workflows, the count. */
const ONCE = 10;
/** Boards cost two requests each and are not counted before; people that Jira has not described come 90 a look-up. */
const ONCE_AT_MOST = 40;
/** Searches bring 100 issues, `changelog/bulkfetch` 10,000 entries for up to 1,000 issues; 40 entries an issue is already a lot. */
export function firstRead(items) {
    const searches = Math.ceil(items / 100);
    const thousands = Math.ceil(items / 1000);
    return {
        requests: [ONCE + searches + thousands, ONCE_AT_MOST + searches + 4 * thousands],
        basis: "100 issues a request, their histories up to 1,000 issues at once, and two requests for each board.",
    };
}
