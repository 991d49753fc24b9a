/** What the page around a package and the shim say to each other: by postMessage, between two origins, each with the
 * secret of this page. A package shares the shim's origin and could say all of it too: what it says is hearsay. */

export interface Score {
  raw: number | null;
  least: number | null;
  most: number | null;
  scaled: number | null;
}

export interface Answer {
  id: string;
  kind: string;
  response: string;
  result: string;
  seconds: number | null;
}

/** core/learning/packages.Report, without its number. */
export interface Report {
  completion: "unknown" | "not-attempted" | "browsed" | "incomplete" | "completed";
  success: "unknown" | "failed" | "passed";
  score: Score;
  progress: number | null;
  place: string;
  state: string | null;
  seconds: number;
  answers: Answer[];
  suspended: boolean;
  ended: boolean;
}

/** Where a part goes on, and what its manifest says of it. */
export interface Begin {
  standard: "scorm-1.2" | "scorm-2004";
  title: string;
  start: string;
  data: string;
  mastery: number | null;
  threshold: number | null;
  limit: string;
  language: string;
  completion: Report["completion"];
  success: Report["success"];
  score: Score;
  progress: number | null;
  place: string;
  state: string;
  before: number;
  entry: "ab-initio" | "resume" | "";
  next: boolean;
  previous: boolean;
}

export type FromPage = { chiron: "begin"; secret: string; begin: Begin } | { chiron: "leave"; secret: string };

export type FromShim =
  | { chiron: "ready"; secret: string }
  | { chiron: "report"; secret: string; report: Report; now: boolean }
  | { chiron: "left"; secret: string };
