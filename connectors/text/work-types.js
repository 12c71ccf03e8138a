const NAMES = [
    ["bug", /\b(?:bug|defect|fehler|incident|error|fault|regression|problem|anomalie|hotfix)|バグ|缺陷/i],
    ["container", /\b(?:epic|initiative|theme|milestone|legend|umbrella|programme?|epos)\b/i],
    ["request", /\b(?:request|service|support|question|inquiry|access|help|anfrage|wish|ticket)\b/i],
    [
        "improvement",
        /\b(?:improvement|enhancement|refactor|tech(?:nical)? debt|kaizen|optimi[sz]ation|verbesserung|amélioration|mejora)/i,
    ],
    ["story", /\b(?:story|feature|user story|requirement|historia|récit)\b|ストーリー|故事/i],
    ["task", /\b(?:task|chore|spike|to-?do|aufgabe|tâche|tarea|taak|documentation|test)\b|タスク|任务/i],
];
/** A hierarchy says what is a container and what is a part; the name tells the rest. */
export function workTypeOf({ name, subtask, hierarchyLevel }) {
    if (subtask === true || hierarchyLevel === -1)
        return "sub-task";
    if (typeof hierarchyLevel === "number" && hierarchyLevel >= 1)
        return "container";
    return NAMES.find(([, pattern]) => pattern.test(name.slice(0, 100)))?.[0] ?? "other";
}
