export const DEFINITION_KINDS = ["status", "workflow", "team", "project", "sprint", "board"];
