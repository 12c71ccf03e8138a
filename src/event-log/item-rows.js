import { connectionOf } from "../model/work-item.ts";
import { WORK_TYPE } from "./columns.ts";
import { fill, pick } from "./columns-from.ts";
import { compareTexts, projectName } from "./text-table.ts";
/** Work items as they come in, one row an item, with the codes of a text table for everything that repeats. */
export class ItemRows {
    #strings;
    /** Row of an item by the code of its id. */
    #rowOf = new Map();
    id = [];
    #key = [];
    #url = [];
    #title = [];
    #description = [];
    status = [];
    #typeRaw = [];
    project = [];
    creator = [];
    #type = [];
    createdAt = [];
    #updatedAt = [];
    #resolvedAt = [];
    #deletedAt = [];
    #structuredIntake = [];
    #historyComplete = [];
    constructor(strings) {
        this.#strings = strings;
    }
    /** Answers the code of the item's id. A record replaces one with the same id unless it is older. */
    add(record, deletedAt) {
        const strings = this.#strings;
        const code = strings.code(record.id);
        let row = this.#rowOf.get(code);
        if (row === undefined) {
            row = this.id.length;
            this.#rowOf.set(code, row);
        }
        else if (record.updatedAt < this.#updatedAt[row]) {
            return code;
        }
        this.id[row] = record.id;
        this.#key[row] = record.key;
        this.#url[row] = record.url;
        this.#title[row] = record.title;
        this.#description[row] = record.description;
        this.status[row] = strings.code(record.status);
        this.#typeRaw[row] = strings.code(record.typeRaw);
        this.project[row] = strings.code(projectName(connectionOf(record.id), record.projectKey));
        this.creator[row] = strings.code(record.creator);
        this.#type[row] = WORK_TYPE[record.type];
        this.createdAt[row] = record.createdAt;
        this.#updatedAt[row] = record.updatedAt;
        this.#resolvedAt[row] = record.resolvedAt ?? NaN;
        this.#deletedAt[row] = deletedAt ?? NaN;
        this.#structuredIntake[row] = record.structuredIntake === null ? -1 : record.structuredIntake ? 1 : 0;
        this.#historyComplete[row] = record.historyComplete ? 1 : 0;
        return code;
    }
    /** Rows by the code of their item's id. */
    byCode() {
        return this.#rowOf.entries();
    }
    /** Rows in the order they have in a log. */
    inOrder() {
        return fill(new Uint32Array(this.id.length), (row) => row).sort((a, b) => compareTexts(this.id[a], this.id[b]));
    }
    /** Indexes in the log of the items with each key, in upper case. */
    byKey(rows) {
        const found = new Map();
        rows.forEach((row, index) => {
            const key = this.#key[row].toUpperCase();
            const known = found.get(key);
            if (known === undefined)
                found.set(key, [index]);
            else
                known.push(index);
        });
        return found;
    }
    /** Columns that joining items looks at. */
    forJoining(rows) {
        return {
            id: pick(rows, this.id),
            url: pick(rows, this.#url),
            createdAt: fill(new Float64Array(rows.length), (i) => this.createdAt[rows[i]]),
        };
    }
    /** Index in the log by code: of the item's id and of `<connection>/key:<KEY>`; -1 for every other text. */
    indexOfCode(rows) {
        const indexOf = new Int32Array(this.#strings.texts.length).fill(-1);
        rows.forEach((row, index) => {
            const id = this.id[row];
            const byKey = this.#strings.find(`${id.slice(0, id.indexOf("/"))}/key:${this.#key[row]}`);
            if (byKey >= 0)
                indexOf[byKey] = index;
        });
        rows.forEach((row, index) => (indexOf[this.#strings.find(this.id[row])] = index));
        return indexOf;
    }
    /** Teams are not known here: they come from the events. */
    columns(rows, firstEvent, projectOf, actorOf, sameWork) {
        const count = rows.length;
        return {
            count,
            id: pick(rows, this.id),
            key: pick(rows, this.#key),
            url: pick(rows, this.#url),
            title: pick(rows, this.#title),
            createdAt: fill(new Float64Array(count), (i) => this.createdAt[rows[i]]),
            type: fill(new Uint8Array(count), (i) => this.#type[rows[i]]),
            typeRaw: fill(new Int32Array(count), (i) => this.#typeRaw[rows[i]]),
            team: new Int32Array(count).fill(-1),
            project: fill(new Int32Array(count), (i) => projectOf[this.project[rows[i]]]),
            creator: fill(new Int32Array(count), (i) => actorOf[this.creator[rows[i]]] ?? -1),
            resolvedAt: fill(new Float64Array(count), (i) => this.#resolvedAt[rows[i]]),
            deletedAt: fill(new Float64Array(count), (i) => this.#deletedAt[rows[i]]),
            description: pick(rows, this.#description),
            structuredIntake: fill(new Int8Array(count), (i) => this.#structuredIntake[rows[i]]),
            historyComplete: fill(new Uint8Array(count), (i) => this.#historyComplete[rows[i]]),
            sameWork,
            firstEvent,
        };
    }
}
