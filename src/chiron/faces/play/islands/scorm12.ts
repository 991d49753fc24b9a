/** `window.API` of SCORM 1.2 (Run-Time Environment 1.2, 3.3 and 3.4). */

import type { Answer, Begin, Report } from "./messages";
import { type Codes, type Element, Model, Refusal, type Schema, length, matching, number, words } from "./model";
import { type Told, amount, fixed, hms, seconds12 } from "./telling";

const CODES: Codes = {
  unknown: 401,
  noChildren: 202,
  noCount: 203,
  readOnly: 403,
  writeOnly: 404,
  keyword: 402,
  outOfList: 201,
  unset: 0,
};
const SAID: Record<number, string> = {
  0: "No error",
  101: "General exception",
  201: "Invalid argument error",
  202: "Element cannot have children",
  203: "Element not an array. Cannot have count",
  301: "Not initialized",
  401: "Not implemented error",
  402: "Invalid set value, element is a keyword",
  403: "Element is read only",
  404: "Element is write only",
  405: "Incorrect Data Type",
};
const WRONG = 405;
const text = (most: number): Element => ({ use: "rw", check: length(most, WRONG), initial: "" });
const written = (element: Element): Element => ({ ...element, use: "w" });
const decimal = (least = -Infinity, most = Infinity): Element => ({
  use: "rw",
  check: number(WRONG, WRONG, least, most, true),
  initial: "",
});
const fixedAs = (initial: string): Element => ({ use: "r", initial });
const TIME = /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/;
const STATUSES = ["passed", "completed", "failed", "incomplete", "browsed"];

const SCHEMA: Schema = {
  "cmi.core.student_id": fixedAs("learner"),
  "cmi.core.student_name": fixedAs("Learner"),
  "cmi.core.lesson_location": text(255),
  "cmi.core.credit": fixedAs("credit"),
  "cmi.core.lesson_status": { use: "rw", check: words(WRONG, ...STATUSES), initial: "not attempted" },
  "cmi.core.entry": fixedAs(""),
  "cmi.core.score.raw": decimal(0, 100),
  "cmi.core.score.max": decimal(0, 100),
  "cmi.core.score.min": decimal(0, 100),
  "cmi.core.total_time": fixedAs("0000:00:00.00"),
  "cmi.core.lesson_mode": fixedAs("normal"),
  "cmi.core.exit": { use: "w", check: words(WRONG, "time-out", "suspend", "logout", ""), initial: "" },
  "cmi.core.session_time": { use: "w", check: matching(TIME, WRONG), initial: "" },
  "cmi.suspend_data": text(4096),
  "cmi.launch_data": fixedAs(""),
  "cmi.comments": text(4096),
  "cmi.comments_from_lms": fixedAs(""),
  "cmi.objectives.n.id": text(255),
  "cmi.objectives.n.score.raw": decimal(),
  "cmi.objectives.n.score.max": decimal(),
  "cmi.objectives.n.score.min": decimal(),
  "cmi.objectives.n.status": { use: "rw", check: words(WRONG, "not attempted", ...STATUSES), initial: "not attempted" },
  "cmi.student_data.mastery_score": fixedAs(""),
  "cmi.student_data.max_time_allowed": fixedAs(""),
  "cmi.student_data.time_limit_action": fixedAs("continue,no message"),
  "cmi.student_preference.audio": { use: "rw", check: number(WRONG, WRONG, -1, 100), initial: "0" },
  "cmi.student_preference.language": text(255),
  "cmi.student_preference.speed": { use: "rw", check: number(WRONG, WRONG, -100, 100), initial: "0" },
  "cmi.student_preference.text": { use: "rw", check: number(WRONG, WRONG, -1, 1), initial: "0" },
  "cmi.interactions.n.id": written(text(255)),
  "cmi.interactions.n.objectives.n.id": written(text(255)),
  "cmi.interactions.n.time": { use: "w", check: matching(/^\d{2}:\d{2}:\d{2}(\.\d{1,2})?$/, WRONG) },
  "cmi.interactions.n.type": {
    use: "w",
    check: words(
      WRONG,
      "true-false",
      "choice",
      "fill-in",
      "matching",
      "performance",
      "sequencing",
      "likert",
      "numeric",
    ),
  },
  "cmi.interactions.n.correct_responses.n.pattern": written(text(255)),
  "cmi.interactions.n.weighting": { use: "w", check: number(WRONG, WRONG) },
  "cmi.interactions.n.student_response": written(text(255)),
  "cmi.interactions.n.result": {
    use: "w",
    check: (value) =>
      ["correct", "wrong", "unanticipated", "neutral"].includes(value) ? 0 : number(WRONG, WRONG)(value),
  },
  "cmi.interactions.n.latency": { use: "w", check: matching(TIME, WRONG) },
};

/** How 1.2 says in one word what is kept in two. */
function statusOf(begin: Begin): string {
  if (begin.success !== "unknown") return begin.success;
  return { unknown: "not attempted", "not-attempted": "not attempted" }[begin.completion as string] ?? begin.completion;
}

export class Scorm12 implements Told {
  private readonly model: Model;
  private code = 0;
  private state: "before" | "running" | "ended" = "before";
  private readonly began = performance.now();
  private statusSet = false;

  constructor(
    private readonly begin: Begin,
    private readonly tell: (now: boolean) => void,
  ) {
    this.model = new Model(SCHEMA, CODES, {
      "cmi.core.lesson_location": begin.place,
      "cmi.core.lesson_status": statusOf(begin),
      "cmi.core.entry": begin.entry,
      "cmi.core.score.raw": amount(begin.score.raw),
      "cmi.core.score.max": amount(begin.score.most),
      "cmi.core.score.min": amount(begin.score.least),
      "cmi.core.total_time": hms(begin.before),
      "cmi.suspend_data": begin.state,
      "cmi.launch_data": begin.data,
      "cmi.student_data.mastery_score": amount(begin.mastery),
      "cmi.student_data.max_time_allowed": begin.limit,
      "cmi.student_preference.language": begin.language,
    });
  }

  /** The object that packages look for. */
  readonly api = {
    LMSInitialize: (given: unknown = ""): string => this.call(() => this.initialize(given), true),
    LMSFinish: (given: unknown = ""): string => this.call(() => this.finish(given)),
    LMSGetValue: (name: unknown): string => this.call(() => this.model.get(String(name)), false, ""),
    LMSSetValue: (name: unknown, value: unknown): string => this.call(() => this.set(String(name), String(value))),
    LMSCommit: (given: unknown = ""): string => this.call(() => this.commit(given)),
    LMSGetLastError: (): string => String(this.code),
    LMSGetErrorString: (code: unknown): string => SAID[Number(code)] ?? "",
    LMSGetDiagnostic: (code: unknown): string => SAID[Number(code === "" ? this.code : code)] ?? "",
  };

  /** One call: it answers, or says why not and leaves the code. */
  private call(act: () => string, first = false, failed = "false"): string {
    try {
      if (!first && this.state !== "running") throw new Refusal(301);
      const answer = act();
      this.code = 0;
      return answer;
    } catch (error) {
      this.code = error instanceof Refusal ? error.code : 101;
      return failed;
    }
  }

  private initialize(given: unknown): string {
    if (given !== "") throw new Refusal(201);
    if (this.state !== "before") throw new Refusal(101);
    this.state = "running";
    this.tell(false);
    return "true";
  }

  private set(name: string, value: string): string {
    this.model.set(name, value);
    this.statusSet ||= name === "cmi.core.lesson_status";
    this.tell(false);
    return "true";
  }

  private commit(given: unknown): string {
    if (given !== "") throw new Refusal(201);
    this.tell(false);
    return "true";
  }

  /** The author's pass mark decides at the end (RTE 3.4.4, mastery_score); a part that never says is completed. */
  private finish(given: unknown): string {
    if (given !== "") throw new Refusal(201);
    const raw = this.model.peek("cmi.core.score.raw");
    const status = this.model.peek("cmi.core.lesson_status");
    if (this.begin.mastery !== null && raw !== "" && status !== "browsed") {
      this.model.put("cmi.core.lesson_status", Number(raw) >= this.begin.mastery ? "passed" : "failed");
    } else if (!this.statusSet && status === "not attempted") {
      const later = this.model.peek("cmi.core.exit") === "suspend";
      this.model.put("cmi.core.lesson_status", later ? "incomplete" : "completed");
    }
    this.state = "ended";
    this.tell(true);
    return "true";
  }

  report(): Report {
    const status = this.model.peek("cmi.core.lesson_status");
    const judged = status === "passed" || status === "failed";
    const score = (name: string): number | null => fixed(this.model.peek(`cmi.core.score.${name}`));
    return {
      completion: judged ? "completed" : (status.replace(" ", "-") as Report["completion"]),
      success: judged ? status : "unknown",
      score: { raw: score("raw"), least: score("min"), most: score("max"), scaled: null },
      progress: null,
      place: this.model.peek("cmi.core.lesson_location"),
      state: this.model.peek("cmi.suspend_data"),
      seconds: seconds12(this.model.peek("cmi.core.session_time")) ?? (performance.now() - this.began) / 1000,
      answers: [],
      suspended: this.model.peek("cmi.core.exit") === "suspend",
      ended: this.state === "ended",
    };
  }

  answers(): Answer[] {
    return Array.from({ length: this.model.count("cmi.interactions") }, (_, at) => {
      const of = (name: string): string => this.model.peek(`cmi.interactions.${at}.${name}`);
      return {
        id: of("id"),
        kind: of("type"),
        response: of("student_response"),
        result: of("result"),
        seconds: seconds12(of("latency")),
      };
    });
  }
}
