/**
 * Jira knows three categories; names tell the rest. The first rule that matches wins. Words of the languages Jira ships in that
 * teams keep when they rename statuses; no word here is short enough to hide in another one without a boundary.
 */
const CANCELLED = /\b(?:won['’]?t (?:do|fix)|wont|cancell?ed|rejected|declined|abandoned|obsolete|duplicated?|invalid|discarded|withdrawn|not (?:doing|needed|planned)|abgelehnt|abgebrochen|verworfen|annulé|rejeté|cancelado|rechazado|annullato|geannuleerd)/i;
const IN_PROGRESS = [
    {
        category: "blocked",
        pattern: /\b(?:blocked|blocker|impede|on[- ]?hold|stuck|suspended|paused|parked|blockiert|angehalten|bloqu[éeé]|bloccat|geblokkeerd)|ブロック|保留|阻塞/i,
    },
    {
        category: "wait",
        pattern: /\b(?:wait|await|pending|queue|hand(?:ed)?[- ]?over|ready (?:for|to)|to be (?:review|test|deploy|releas|verif|merg)|needs? (?:info|feedback|input)|wartet|warten|bereit (?:für|zu)|en attente|en espera|pendiente|in attesa|wacht)|待ち|等待/i,
    },
    {
        category: "review",
        pattern: /\b(?:review|qa\b|quality|test|verif|validat|uat\b|accept|approv|code ?freeze|staging|demo\b|inspect|prüfung|überprüf|abnahme|freigabe|revue|relecture|recette|revisi[óo]n|prueba|revisione|collaudo|controle)|レビュー|検証|テスト|审核|测试/i,
    },
];
const NOT_STARTED = [
    {
        category: "blocked",
        pattern: /\b(?:blocked|on[- ]?hold|blockiert|bloqu)/i,
    },
    {
        category: "backlog",
        pattern: /\b(?:backlog|triage|icebox|inbox|ideas?\b|funnel|draft|new\b|open(?:ed)?\b|not ready|later|someday|neu\b|offen|ideen|nouveau|ouvert|nuevo|abierto)|新規/i,
    },
    {
        category: "ready",
        pattern: /\b(?:ready|selected|to[- ]?do|planned|refined|groomed|next\b|committed|accepted|scheduled|approved|re-?opened|sprint|zu erledigen|bereit|à faire|por hacer|tareas|da fare|te doen)/i,
    },
];
const WITHOUT_CATEGORY = [
    {
        category: "done",
        pattern: /\b(?:done|closed|resolved|complete|released|finished|deployed|live\b|erledigt|fertig|geschlossen|terminé|fermé|hecho|cerrado|fatto|chiuso|klaar)|完了|已完成/i,
    },
    ...IN_PROGRESS,
    {
        category: "active",
        pattern: /\b(?:in progress|progress|doing|develop|implement|build|coding|working|active|started|in arbeit|en cours|en curso|in corso)|進行中/i,
    },
    ...NOT_STARTED,
];
function matching(rules, name) {
    return rules.find(({ pattern }) => pattern.test(name));
}
/** Maps a status by its own name and by Jira's category key (`new`, `indeterminate`, `done`); null where Jira sent none. */
export function categorise(statusName, categoryKey) {
    const name = statusName.slice(0, 100);
    const known = categoryKey !== null && ["new", "indeterminate", "done"].includes(categoryKey);
    const said = known ? `statusCategory=${categoryKey}` : "no statusCategory";
    const byName = (rule) => ({ category: rule.category, basis: `${said}, name reads as ${rule.category}` });
    if ((categoryKey === "done" || !known) && CANCELLED.test(name))
        return { category: "cancelled", basis: `${said}, name reads as cancelled` };
    if (categoryKey === "done")
        return { category: "done", basis: said };
    if (categoryKey === "indeterminate") {
        const rule = matching(IN_PROGRESS, name);
        return rule === undefined ? { category: "active", basis: said } : byName(rule);
    }
    if (categoryKey === "new") {
        const rule = matching(NOT_STARTED, name);
        return rule === undefined ? { category: "backlog", basis: said } : byName(rule);
    }
    const rule = matching(WITHOUT_CATEGORY, name);
    return rule === undefined
        ? { category: "backlog", basis: `${said} and no known word in the name: taken as not started` }
        : byName(rule);
}
