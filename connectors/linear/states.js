import { categorise } from "../text/status-categories.ts";
import { recordId } from "./site.ts";
/**
 * Linear's type says where a state stands; the name tells kinds of started work apart. Types that Linear adds later are told by the name
 * alone.
 */
export function stateCategory({ type, name }) {
    const said = `linear type=${type.slice(0, 40)}`;
    switch (type) {
        case "triage":
        case "backlog":
            return { category: "backlog", basis: said };
        case "unstarted":
            return { category: "ready", basis: said };
        case "started": {
            const { category } = categorise(name, "indeterminate");
            return { category, basis: category === "active" ? said : `${said}, name reads as ${category}` };
        }
        case "completed":
            return { category: "done", basis: said };
        case "canceled":
        case "duplicate":
            return { category: "cancelled", basis: said };
        default: {
            const { category } = categorise(name, null);
            return { category, basis: `${said} is not known, name reads as ${category}` };
        }
    }
}
export function stateRecord(site, state) {
    const { category, basis } = stateCategory(state);
    return {
        id: recordId(site, state.id),
        name: state.name,
        categoryRaw: state.type,
        category,
        categoryBasis: basis,
    };
}
