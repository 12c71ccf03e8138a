export const POSITIONS = ["first page", "middle page", "last page", "nested history"];
export const record = (json) => Object(json);
