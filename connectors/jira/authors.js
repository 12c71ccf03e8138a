/** Who acted in `histories`, and whom they name as assignees. */
export function meetAuthors(directory, histories) {
    for (const { author, items } of histories) {
        directory.see(author);
        for (const item of items) {
            if (item.fieldId !== "assignee" && item.field.toLowerCase() !== "assignee")
                continue;
            directory.mention(item.from);
            directory.mention(item.to);
        }
    }
}
