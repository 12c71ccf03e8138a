/** Why we think that a figure misses its target, by figure. Printed in docs/validation.md beside what was missed. */
export const BECAUSE: Readonly<Record<string, string>> = {
  recovery:
    "levels 1 to 3 are found nearly always. What is missed of levels 4 and 5 is missed by one: teams in which too few items grew too old (S33) and no queue " +
    "could be followed to its end (S34) have three sentences of level 4 left and no gap to spare; at level 5 it is 5.4, which rests on slopes that are hardly " +
    "to be told in a year. The rungs are priors, and moving them to fit would only have fitted this simulation.",
  characteristics:
    "several sentences are rated only where they are practised: below level 3 a tracker shows no stages, no links and no named reviewers, and " +
    "2.5, 3.1, 3.2 and 3.3 are then not rated, which is meant. What remains hardly varies, and kappa of what hardly varies is low whatever the " +
    "agreement. 3.3 does not apply to one team, and cannot be seen in most small ones; 4.5 is permissive and says nothing where it is not seen; " +
    "5.5 needs three shocks of demand in a year. Real misses: where nothing is done for 3.5 and it is rated, four in five are rated L or F, since " +
    "the work of organisations of level 2 is steadier than they plan it; 5.5 is rated L in nearly half of those that do nothing for it, where " +
    "limits keep a shock out of what is in progress; 5.4 is rated P in nearly half of those that practise it, since S34 never answers where work " +
    "is limited and the slopes of S38 are noise where nothing changes.",
  calibration:
    "of what was said to be all but impossible one or two in a hundred was so, and of the few chances between 10 and 50 % nine in ten were: " +
    "levels 4 and 5 are judged too strictly where in doubt. Most often 4.4 or 5.4 stands in the way: 4.4 rests on the number of changes of the " +
    "workflow (S36), and one in a year does not tell a habit from an occasion. A level asks all but one of its sentences at once, and the draws of " +
    "signals are independent, so that five sentences that are each likely are called unlikely together. Of what was said to be all but sure and was " +
    "not so nearly all are organisations half way between levels, which count by the rule on their habits. Of eleven of these that are judged below " +
    "both levels six are half way from 2 to 3, and of five half way to 5 three say themselves that level 4 could not be judged. A slope rests on such extremes.",
  groups:
    "chance alone moves such a correlation by 0.1, and by 0.2 where one level has twenty organisations. Service desks stood at 0.33 over 113 organisations and " +
    "at 0.16 over 103 others: the first was mostly chance.",
  coverage:
    "where the set of sentences that can be rated differs from life to life, the index moves by steps, which its interval knows of as far as they " +
    "belong to the next level. Too many are held rather than too few: what could not be judged of the next level may be absent or perfect, and " +
    "seldom is either.",
  reliability:
    "two kinds. Where a level can just be judged at one time and not at the other (half of the items, or a quarter later), the index has two thirds of the " +
    "way at most instead of all: most of the small organisations of level 5 that lose one or two points do so in this way, and they make the " +
    "minimal detectable change, which is a spread of differences, as large as it is. Such changes are called none, because dates are compared on what " +
    "both can show. What was called a rise or a fall are sentences of level 4 that move together: they share signals (S33 counts a few dozen items), " +
    "and draws of single teams do not know that weeks are good or bad for all of them.",
  connectors:
    "Linear and GitHub declare no workflow and show no flags, so that fewer sentences can be rated there; of a level of which fewer than three " +
    "sentences can be rated the index shows a third for each at most, so that it is lower where less can be seen, whatever the level.",
  sensitivity:
    "where few signals carry a sentence, leaving one out leaves the sentence unrated; where that was the third of a level that was attained, the " +
    "level below is left, with two thirds of the way at most.",
  outlier:
    "the clause that no team may be more than a level below is meant to show such a team; it can be switched off. In two of six organisations so little is logged in the " +
    "team of level 1 that fewer than five of its six people are seen to work on three items, and groups that small are never shown: breadth then knows only the others. " +
    "In one the other nine teams fell too, by 0.1 to 0.4, since they take from the whole what they are too small to show by themselves.",
  attacks:
    "whoever splits items has more of them, so that one more sentence can be judged, 3.5 or 4.2 in all but two of the cases; where the next level as a whole cannot be " +
    "judged such a sentence is worth up to a third of the way. Flagged though nobody attacks: stages that are passed in seconds where rules close what is merged, and people who catch up with a board that they left alone, look like what is done " +
    "for show; the flag says that somebody should look, not that somebody cheats.",
  controls: "what rests on several kinds of evidence keeps those that the shuffle leaves alone.",
  placebos:
    "two weeks of nothing leave less work in the window: in each of the organisations whose index moved, a sentence that was rated without them " +
    "no longer is (3.5 or one of level 4 in four of six), and a sentence that cannot be rated shows no part of the way to its level.",
  responsiveness:
    "habits hang together: who logs work also has owners, fresh statuses and dates to be seen, so that several sentences rise with one habit. The " +
    "index does not rise where what was taken up closes a gap that the rule tolerated, or belongs to a level of which fewer than three sentences " +
    "can be rated and whose part of the way those that are rated show already; and who lets fewer items grow too old can have too few of them " +
    "left to be rated by.",
  face: "what did not hold stays as it was written.",
};
