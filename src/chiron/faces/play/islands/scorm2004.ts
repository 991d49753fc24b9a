/** `window.API_1484_11` of SCORM 2004 4th Edition (Run-Time Environment 1.1, 3.1 and 4; IEEE 1484.11.1 and .2).
 *
 * What an interaction's answer must look like is not looked at beyond its length. Of navigation, a wish to go on or back
 * is heard (`adl.nav.request`); `adl.data` is not here. */

import type { Answer, Begin, Report } from "./messages";
import { type Codes, type Element, Model, Refusal, type Schema, length, matching, number, words } from "./model";
import { DURATION, type Told, amount, fixed, iso, seconds2004 } from "./telling";

const CODES: Codes = {
  unknown: 401,
  noChildren: 301,
  noCount: 301,
  readOnly: 404,
  writeOnly: 405,
  keyword: 404,
  outOfList: 351,
  unset: 403,
};
const SAID: Record<number, string> = {
  0: "No Error",
  101: "General Exception",
  102: "General Initialization Failure",
  103: "Already Initialized",
  104: "Content Instance Terminated",
  111: "General Termination Failure",
  112: "Termination Before Initialization",
  113: "Termination After Termination",
  122: "Retrieve Data Before Initialization",
  123: "Retrieve Data After Termination",
  132: "Store Data Before Initialization",
  133: "Store Data After Termination",
  142: "Commit Before Initialization",
  143: "Commit After Termination",
  201: "General Argument Error",
  301: "General Get Failure",
  351: "General Set Failure",
  391: "General Commit Failure",
  401: "Undefined Data Model Element",
  402: "Unimplemented Data Model Element",
  403: "Data Model Element Value Not Initialized",
  404: "Data Model Element Is Read Only",
  405: "Data Model Element Is Write Only",
  406: "Data Model Element Type Mismatch",
  407: "Data Model Element Value Out Of Range",
  408: "Data Model Dependency Not Established",
};
const TYPE = 406;
const RANGE = 407;
const text = (most: number, initial?: string): Element =>
  initial === undefined
    ? { use: "rw", check: length(most, TYPE) }
    : { use: "rw", check: length(most, TYPE), initial };
const real = (least = -Infinity, most = Infinity): Element => ({ use: "rw", check: number(TYPE, RANGE, least, most) });
const fixedAs = (initial?: string): Element => (initial === undefined ? { use: "r" } : { use: "r", initial });
const one = (initial: string | undefined, ...known: string[]): Element =>
  initial === undefined
    ? { use: "rw", check: words(TYPE, ...known) }
    : { use: "rw", check: words(TYPE, ...known), initial };
const COMPLETIONS = ["completed", "incomplete", "not attempted", "unknown"];
const SUCCESSES = ["passed", "failed", "unknown"];
const WHEN = /^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2}(\.\d{1,2})?)?)?(Z|[+-]\d{2}(:\d{2})?)?)?)?)?$/;

const SCHEMA: Schema = {
  "cmi._version": fixedAs("1.0"),
  "cmi.comments_from_learner.n.comment": text(4_000),
  "cmi.comments_from_learner.n.location": text(250),
  "cmi.comments_from_learner.n.timestamp": { use: "rw", check: matching(WHEN, TYPE) },
  "cmi.comments_from_lms.n.comment": fixedAs(),
  "cmi.comments_from_lms.n.location": fixedAs(),
  "cmi.comments_from_lms.n.timestamp": fixedAs(),
  "cmi.completion_status": one("unknown", ...COMPLETIONS),
  "cmi.completion_threshold": fixedAs(),
  "cmi.credit": fixedAs("credit"),
  "cmi.entry": fixedAs(""),
  "cmi.exit": { use: "w", check: words(TYPE, "time-out", "suspend", "logout", "normal", ""), initial: "" },
  "cmi.interactions.n.id": text(4_000),
  "cmi.interactions.n.type": one(
    undefined,
    "true-false",
    "choice",
    "fill-in",
    "long-fill-in",
    "likert",
    "matching",
    "performance",
    "sequencing",
    "numeric",
    "other",
  ),
  "cmi.interactions.n.objectives.n.id": text(4_000),
  "cmi.interactions.n.timestamp": { use: "rw", check: matching(WHEN, TYPE) },
  "cmi.interactions.n.correct_responses.n.pattern": text(4_000),
  "cmi.interactions.n.weighting": real(),
  "cmi.interactions.n.learner_response": text(4_000),
  "cmi.interactions.n.result": {
    use: "rw",
    check: (value) =>
      ["correct", "incorrect", "unanticipated", "neutral"].includes(value) ? 0 : number(TYPE, RANGE)(value),
  },
  "cmi.interactions.n.latency": { use: "rw", check: matching(DURATION, TYPE) },
  "cmi.interactions.n.description": text(250),
  "cmi.launch_data": fixedAs(),
  "cmi.learner_id": fixedAs("learner"),
  "cmi.learner_name": fixedAs("Learner"),
  "cmi.learner_preference.audio_level": { use: "rw", check: number(TYPE, RANGE, 0), initial: "1" },
  "cmi.learner_preference.language": text(250, ""),
  "cmi.learner_preference.delivery_speed": { use: "rw", check: number(TYPE, RANGE, 0), initial: "1" },
  "cmi.learner_preference.audio_captioning": one("0", "-1", "0", "1"),
  "cmi.location": text(1_000),
  "cmi.max_time_allowed": fixedAs(),
  "cmi.mode": fixedAs("normal"),
  "cmi.objectives.n.id": text(4_000),
  "cmi.objectives.n.score.scaled": real(-1, 1),
  "cmi.objectives.n.score.raw": real(),
  "cmi.objectives.n.score.min": real(),
  "cmi.objectives.n.score.max": real(),
  "cmi.objectives.n.success_status": one("unknown", ...SUCCESSES),
  "cmi.objectives.n.completion_status": one("unknown", ...COMPLETIONS),
  "cmi.objectives.n.progress_measure": real(0, 1),
  "cmi.objectives.n.description": text(250),
  "cmi.progress_measure": real(0, 1),
  "cmi.scaled_passing_score": fixedAs(),
  "cmi.score.scaled": real(-1, 1),
  "cmi.score.raw": real(),
  "cmi.score.min": real(),
  "cmi.score.max": real(),
  "cmi.session_time": { use: "w", check: matching(DURATION, TYPE), initial: "" },
  "cmi.success_status": one("unknown", ...SUCCESSES),
  "cmi.suspend_data": text(64_000),
  "cmi.time_limit_action": fixedAs("continue,no message"),
  "cmi.total_time": fixedAs("PT0S"),
  "adl.nav.request": {
    use: "rw",
    check: (value) =>
      /^(continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_|\{target=[^{}]{1,1000}\}(choice|jump))$/.test(
        value,
      )
        ? 0
        : TYPE,
    initial: "_none_",
  },
  "adl.nav.request_valid.continue": fixedAs("false"),
  "adl.nav.request_valid.previous": fixedAs("false"),
};
/** What is set first in an entry of a list, by the list's pattern. */
const FIRST: [RegExp, string][] = [
  [/^(cmi\.interactions\.\d+)\.(?!id$)/, "id"],
  [/^(cmi\.objectives\.\d+)\.(?!id$)/, "id"],
  [/^(cmi\.interactions\.\d+)\.(learner_response$|correct_responses\.)/, "type"],
];

export class Scorm2004 implements Told {
  private readonly model: Model;
  private code = 0;
  private state: "before" | "running" | "ended" = "before";
  private readonly began = performance.now();

  constructor(
    private readonly begin: Begin,
    private readonly tell: (now: boolean) => void,
  ) {
    const known: Record<string, string> = {
      "cmi.completion_status": begin.completion.replace("-", " ").replace("browsed", "incomplete"),
      "cmi.success_status": begin.success,
      "cmi.entry": begin.entry,
      "cmi.total_time": iso(begin.before),
      "cmi.learner_preference.language": begin.language,
      "adl.nav.request_valid.continue": String(begin.next),
      "adl.nav.request_valid.previous": String(begin.previous),
    };
    const perhaps: Record<string, string> = {
      "cmi.location": begin.place,
      "cmi.suspend_data": begin.state,
      "cmi.launch_data": begin.data,
      "cmi.max_time_allowed": begin.limit,
      "cmi.progress_measure": amount(begin.progress),
      "cmi.completion_threshold": amount(begin.threshold),
      "cmi.scaled_passing_score": amount(begin.mastery),
      "cmi.score.raw": amount(begin.score.raw),
      "cmi.score.min": amount(begin.score.least),
      "cmi.score.max": amount(begin.score.most),
      "cmi.score.scaled": amount(begin.score.scaled),
    };
    for (const [name, value] of Object.entries(perhaps)) if (value !== "") known[name] = value;
    this.model = new Model(SCHEMA, CODES, known);
  }

  /** The object that packages look for. */
  readonly api = {
    version: "1.0",
    Initialize: (given: unknown = ""): string => this.call(() => this.initialize(given)),
    Terminate: (given: unknown = ""): string => this.call(() => this.terminate(given)),
    GetValue: (name: unknown): string => this.call(() => this.get(String(name)), ""),
    SetValue: (name: unknown, value: unknown): string => this.call(() => this.set(String(name), String(value))),
    Commit: (given: unknown = ""): string => this.call(() => this.commit(given)),
    GetLastError: (): string => String(this.code),
    GetErrorString: (code: unknown): string => SAID[Number(code)] ?? "",
    GetDiagnostic: (code: unknown): string => SAID[Number(code === "" ? this.code : code)] ?? "",
  };

  private call(act: () => string, failed = "false"): string {
    try {
      const answer = act();
      this.code = 0;
      return answer;
    } catch (error) {
      this.code = error instanceof Refusal ? error.code : 101;
      return failed;
    }
  }

  private running(before: number, after: number): void {
    if (this.state === "before") throw new Refusal(before);
    if (this.state === "ended") throw new Refusal(after);
  }

  private initialize(given: unknown): string {
    if (given !== "") throw new Refusal(201);
    if (this.state === "running") throw new Refusal(103);
    if (this.state === "ended") throw new Refusal(104);
    this.state = "running";
    this.tell(false);
    return "true";
  }

  private terminate(given: unknown): string {
    this.running(112, 113);
    if (given !== "") throw new Refusal(201);
    this.state = "ended";
    this.tell(true);
    return "true";
  }

  private commit(given: unknown): string {
    this.running(142, 143);
    if (given !== "") throw new Refusal(201);
    this.tell(false);
    return "true";
  }

  private get(name: string): string {
    this.running(122, 123);
    if (name === "") throw new Refusal(301);
    if (name === "cmi.completion_status") return this.completion();
    if (name === "cmi.success_status") return this.success();
    const wanted = /^adl\.nav\.request_valid\.(choice|jump)\.\{target=[^{}]+\}$/;
    return wanted.test(name) ? "false" : this.model.get(name);
  }

  private set(name: string, value: string): string {
    this.running(132, 133);
    if (name === "") throw new Refusal(351);
    for (const [form, first] of FIRST) {
      const found = form.exec(name);
      if (found && this.model.peek(`${found[1]}.${first}`) === "") throw new Refusal(408);
    }
    if (/^cmi\.objectives\.\d+\.id$/.test(name)) this.alone(name, value);
    this.model.set(name, value);
    this.tell(false);
    return "true";
  }

  /** Objectives have names of their own (RTE 4.2.17.1). */
  private alone(name: string, value: string): void {
    if (value.trim() === "") throw new Refusal(TYPE);
    for (let at = 0; at < this.model.count("cmi.objectives"); at += 1) {
      const other = `cmi.objectives.${at}.id`;
      if (other !== name && this.model.peek(other) === value) throw new Refusal(351);
    }
  }

  /** The author's threshold decides where there is one (RTE 4.2.4.1). */
  private completion(): string {
    const progress = fixed(this.model.peek("cmi.progress_measure"));
    if (this.begin.threshold !== null && progress !== null) {
      return progress >= this.begin.threshold ? "completed" : "incomplete";
    }
    return this.model.peek("cmi.completion_status");
  }

  /** The author's pass mark decides where there is one (RTE 4.2.22.1). */
  private success(): string {
    const scaled = fixed(this.model.peek("cmi.score.scaled"));
    if (this.begin.mastery === null) return this.model.peek("cmi.success_status");
    if (scaled === null) return "unknown";
    return scaled >= this.begin.mastery ? "passed" : "failed";
  }

  report(): Report {
    const score = (name: string): number | null => fixed(this.model.peek(`cmi.score.${name}`));
    return {
      completion: this.completion().replace(" ", "-") as Report["completion"],
      success: this.success() as Report["success"],
      score: { raw: score("raw"), least: score("min"), most: score("max"), scaled: score("scaled") },
      progress: fixed(this.model.peek("cmi.progress_measure")),
      place: this.model.peek("cmi.location"),
      state: this.model.peek("cmi.suspend_data"),
      seconds: seconds2004(this.model.peek("cmi.session_time")) ?? (performance.now() - this.began) / 1000,
      answers: [],
      suspended: this.model.peek("cmi.exit") === "suspend" || this.model.peek("adl.nav.request") === "suspendAll",
      ended: this.state === "ended",
    };
  }

  answers(): Answer[] {
    return Array.from({ length: this.model.count("cmi.interactions") }, (_, at) => {
      const of = (name: string): string => this.model.peek(`cmi.interactions.${at}.${name}`);
      return {
        id: of("id"),
        kind: of("type"),
        response: of("learner_response"),
        result: of("result"),
        seconds: seconds2004(of("latency")),
      };
    });
  }
}
