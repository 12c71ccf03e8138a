/**
 * ICC(2,1): agreement of single ratings when both the subjects and the raters are samples. `ratings[i]` holds the k ratings of subject i.
 * Source: Shrout and Fleiss 1979, Psychological Bulletin 86, 420-428.
 */
export function icc21(ratings) {
    const subjects = ratings.length;
    const raters = ratings[0].length;
    const grand = mean(ratings.flat());
    const bySubject = ratings.map(mean);
    const byRater = Array.from({ length: raters }, (_, j) => mean(ratings.map((row) => row[j])));
    const squares = (values) => values.reduce((sum, value) => sum + (value - grand) ** 2, 0);
    const total = squares(ratings.flat());
    const between = raters * squares(bySubject);
    const ofRaters = subjects * squares(byRater);
    const msSubjects = between / (subjects - 1);
    const msRaters = ofRaters / (raters - 1);
    const msError = (total - between - ofRaters) / ((subjects - 1) * (raters - 1));
    return (msSubjects - msError) / (msSubjects + (raters - 1) * msError + (raters * (msRaters - msError)) / subjects);
}
/**
 * Standard error of measurement of single ratings, from two ratings of each subject: SD of the differences over sqrt(2), with what the second differs
 * from the first on average left in.
 */
export function standardError(pairs) {
    return Math.sqrt(mean(pairs.map(([one, other]) => (one - other) ** 2)) / 2);
}
export function mean(values) {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
}
