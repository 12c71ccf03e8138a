import { expect, test } from "vitest";
import { isWithoutResult } from "../../src/event-log/resolution.ts";
const names = (...lists) => lists.flatMap((list) => list.split(", "));
test.each(names("Duplicate, DUPLICATED, Won't Do, Won’t Fix, WONTFIX, Will not fix, Cannot Reproduce, Not a Bug, Invalid, Declined, Rejected", "Obsolete, Abandoned, Not planned, Works as designed, Works for Me, Incomplete, Cancelled, Canceled, Withdrawn, Out of Date", "Duplikat, Wird nicht erledigt, Wird nicht behoben, Nicht reproduzierbar, Abgelehnt, Verworfen, Ungültig", "Doublon, Ne sera pas corrigé, Annulé, Rejeté, Non reproductible", "Duplicado, No se hará, No reproducible, Rechazada, Não será feito, Cancelado, Rejeitado", "Duplicato, Non verrà corretto, Annullato, Duplicaat, Wordt niet opgelost, Geannuleerd", "Nie zostanie zrobione, Odrzucone, Dubblett, Дубликат, Не будет исправлено, Отклонено", "重複, 修正しない, 再現できない, 重复, 不予修复, 无法重现, 중복, 재현 불가"))("%s closes without a result", (name) => {
    expect(isWithoutResult(name)).toBe(true);
});
test.each(names("Done, Fixed, Resolved, Complete, Completed, Implemented, Delivered, Released, Information provided, Workaround provided", "Erledigt, Behoben, Fertig, Umgesetzt, Terminé, Corrigé, Fait, Resuelto, Hecho, Feito, Concluído, Risolto, Opgelost, Gereed", "Gotowe, Naprawione, Klart, Færdig, Решено, Готово, 完了, 修正済み, 已完成, 已解决, 완료, 해결됨"))("%s is a result", (name) => {
    expect(isWithoutResult(name)).toBe(false);
});
