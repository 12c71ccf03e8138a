/**
 * Names of resolutions that close an item without the result it asked for: duplicate, won't do, rejected, not reproducible, obsolete...
 * English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Swedish/Danish/Norwegian, Russian, Japanese, Chinese, Korean.
 * Matched on lower-case text without accents.
 */
const DUPLICATE: readonly RegExp[] = [
  /\bdup(e|s|es|licates?|licated|likate?|lic[ao]d[ao]s?|licat[oi]?|licaat|likat|lique|lisert|lerad)?\b/,
  /\bdoublon|\bdoppelt|\bdubbel|\bdubb?lett?\b|дубликат|重複|重复|중복/,
];
const WITHOUT_RESULT: readonly RegExp[] = [
  ...DUPLICATE,
  /\b(won'?t|will not|do not|not going to) ?(be )?(do|fix|implement|resolve|happen)/,
  /\bwontfix\b|\bnot planned\b|\bno action\b|\bnot needed\b|\bno longer\b|\bnot required\b/,
  /\b(cancel|abandon|reject|declin|withdraw|obsolet|invalid|supersed|out ?of ?(date|scope))/,
  /\bnot (a bug|an issue|reproducible|applicable|a defect)\b|\b(cannot|can't|could not|unable to) (be )?(reproduce|replicate)/,
  /\bworks? (as|for)\b|\bas designed\b|\bincomplete\b|\bnot enough info/,
  /\bwird nicht\b|\bnicht (reproduzierbar|umgesetzt|erledigt|geplant|notwendig|behoben)|\b(abgelehnt|verworfen|abgebrochen|storniert|hinfallig|ungultig|zuruckgezogen)/,
  /\bne sera pas\b|\bnon (reproductible|planifie|applicable)|\b(annule|rejete|refuse|abandonne)/,
  /\bno se (hara|va a|corregira|realizara|resolvera)|\bno reproducible\b|\b(rechazad|descartad|cancelad)/,
  /\bnao (sera|vai|reproduz|planejad)|\b(rejeitad|recusad|descartad)/,
  /\bnon (verra|sara|riproducibile|previsto)|\b(annullat|rifiutat|scartat)/,
  /\b(wordt|zal) niet\b|\bniet (reproduceerbaar|gepland|nodig)|\b(geannuleerd|afgewezen|vervallen)/,
  /\bnie (zostanie|bedzie|mozna)|\b(anulowan|odrzucon|nieaktualn)/,
  /\b(avvist|avvisad|avbrutt|avbrut|annullert|afvist|annulleret|atgardas inte|gores inte)/,
  /не будет|отмен|отклон|не воспроизвод|неактуальн/,
  /対応しない|修正しない|却下|再現しない|再現でき|再現不|キャンセル|中止|対応不要/,
  /不修复|不予|不解决|无法重现|不能重现|取消|拒绝|驳回|无效/,
  /하지 않|안 함|재현 불가|재현할 수 없|취소|거부|반려/,
];

/** True when an item closed with this resolution is no completion (E5). */
export function isWithoutResult(resolution: string): boolean {
  const text = plainOf(resolution);
  return WITHOUT_RESULT.some((pattern) => pattern.test(text));
}

/** True when an item closed with this resolution was filed before. */
export function isDuplicateWord(resolution: string): boolean {
  const text = plainOf(resolution);
  return DUPLICATE.some((pattern) => pattern.test(text));
}

function plainOf(resolution: string): string {
  const plain = resolution
    .toLowerCase()
    .replaceAll("’", "'")
    .normalize("NFD")
    .replaceAll(/\p{Script=Latin}\p{M}+/gu, (letter) => letter[0]!);
  return plain.normalize("NFC").replaceAll("ł", "l");
}
