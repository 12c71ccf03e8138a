/** Something that ought to be so in histories that nobody here made, written down before anybody looked. */
export interface Hypothesis {
  readonly id: string;
  /** What is expected, so that it can turn out wrong. */
  readonly says: string;
  /** What makes one expect it. */
  readonly because: string;
}

/**
 * Written before the first run over these histories, and not changed after it: what did not hold stays and is reported. `MAPREDUCE` is an Apache project
 * from 2006 to January 2022 (issues, transitions and links; no names of who acted, no fields but those); "in year Y" means as of 1 January of the
 * year after. Busy years: 2009 to 2013. Quiet years: 2016 to 2020. `tidev` is four projects without any history of changes; `DevLake` is 33 issues.
 */
export const HYPOTHESES: readonly Hypothesis[] = [
  {
    id: "H01",
    says: "MAPREDUCE is judged level 1, level 2 or not at all in each year from 2009 to 2020, never higher.",
    because: "An open source project coordinates by mail and patches; half of what the model asks cannot be seen or is not done.",
  },
  {
    id: "H02",
    says: "MAPREDUCE is never confirmed at level 2 or above.",
    because: "Without actors and fields too little can be seen to be sure.",
  },
  {
    id: "H03",
    says: "5.2 (AI in execution) is never rated L or F in MAPREDUCE.",
    because: "There were no agents in its trackers before 2022.",
  },
  {
    id: "H04",
    says: "5.3 (partial automation) is never rated L or F in MAPREDUCE.",
    because: "Its history does not say who acted; automation that cannot be seen must not be found.",
  },
  {
    id: "H05",
    says: "4.4 and 5.1 are never rated F in MAPREDUCE.",
    because: "What leaders do with the system does not stand in a tracker; both are capped.",
  },
  {
    id: "H06",
    says: "2.2 (roles and ownership) is not rated in MAPREDUCE.",
    because: "There is no history of assignees.",
  },
  {
    id: "H07",
    says: "The tail ratio (S09) is above 3.5 in MAPREDUCE in most of the busy years.",
    because: "Volunteers take patches up when they have time: the slow ones are far slower than the usual ones.",
  },
  {
    id: "H08",
    says: "Throughput (S16) is over-dispersed in MAPREDUCE, above 1.8, in most of the busy years.",
    because: "Releases and bug days close many issues in some weeks and few in others.",
  },
  {
    id: "H09",
    says: "Backflow (S21) is above 18 % in MAPREDUCE in most of the busy years.",
    because: "A patch that fails review is cancelled: `Patch Available` back to `Open`, 3,182 times in the data.",
  },
  {
    id: "H10",
    says: "The reopen rate (S17) is between 2 and 20 % in MAPREDUCE in every busy year in which it is measured.",
    because: "Open source projects reopen some issues, and not every third one.",
  },
  {
    id: "H11",
    says: "The five most frequent variants (S30) cover more than 55 % of MAPREDUCE in every year in which it is measured.",
    because: "Its workflow has six statuses and one usual path.",
  },
  {
    id: "H12",
    says: "Retro-logging (S02) is below 30 % in MAPREDUCE in every busy year in which it is measured.",
    because: "Apache projects ask for an issue before a patch.",
  },
  {
    id: "H13",
    says: "Old work in progress (S11) is above 23 % in MAPREDUCE in most of the years in which it is measured.",
    because: "Patches wait for a committer; a stable process with usual spread would have 23 %.",
  },
  {
    id: "H14",
    says: "Zombie work in progress (S12), where measured, is higher on average in the quiet years than in the busy years of MAPREDUCE.",
    because: "When the project lost its people their patches stayed open.",
  },
  {
    id: "H15",
    says: "Fewer signals are measured on average in the quiet years than in the busy years of MAPREDUCE.",
    because: "Fewer items are finished, and below the minimum sample it must say so.",
  },
  {
    id: "H16",
    says: "The share of forgotten commitments or the SLE shortfall (S13, S10), where either is measured, is worse than the rung of level 3 in most of these years of MAPREDUCE.",
    because: "Nobody promises anything to anybody.",
  },
  {
    id: "H17",
    says: "The workflow conformance (S29) of MAPREDUCE is not measured or below 80 % in most years.",
    because: "Two fifths of what is resolved never was `Patch Available`, and no workflow is declared.",
  },
  {
    id: "H18",
    says: "tidev, all of whose history of changes is gone, is given no level.",
    because: "Without history nothing about how work goes can be said.",
  },
  {
    id: "H19",
    says: "No sentence of level 3 or above is rated L or F in tidev.",
    because: "Present values alone must not look like coordinated work.",
  },
  {
    id: "H20",
    says: "DevLake's 33 issues are given no level, and none of their teams is shown.",
    because: "They are too few, of too few people.",
  },
];
