/**
 * MathLive, set up for an answer: no menu, no keyboard and no sounds of its own, nothing fetched, and only shortcuts that
 * our reader knows. This part is large; it is asked for when a formula's field is first focused.
 */
import { MathfieldElement } from "mathlive";

/* Its faces stand in our style sheet (styles/formula.css), and are fetched one by one as they are needed. */
MathfieldElement.fontsDirectory = null;
MathfieldElement.soundsDirectory = null;
MathfieldElement.keypressSound = null;
MathfieldElement.plonkSound = null;
MathfieldElement.computeEngine = null;

const FUNCTIONS = ["sin", "cos", "tan", "ln", "log", "exp"];
const SHORTCUTS: Record<string, string> = {
  sqrt: "\\sqrt{#?}",
  pi: "\\pi",
  infty: "\\infty",
  abs: "\\left|#?\\right|",
  "*": "\\cdot",
  "<=": "\\le",
  ">=": "\\ge",
  "!=": "\\ne",
  "+-": "\\pm",
  "...": "\\ldots",
  ...Object.fromEntries(FUNCTIONS.map((name) => [name, `\\${name}`])),
};

export interface Setting {
  decimal: string;
  /** The words "or" and "and" of the course's language. */
  or: string;
  and: string;
}

/** A formula's field, not yet in the page. */
export function formula(setting: Setting): MathfieldElement {
  MathfieldElement.decimalSeparator = setting.decimal === "," ? "," : ".";
  MathfieldElement.locale = document.documentElement.lang || "en";
  const field = new MathfieldElement();
  field.mathVirtualKeyboardPolicy = "manual";
  field.popoverPolicy = "off";
  field.environmentPopoverPolicy = "off";
  field.smartFence = true;
  field.smartMode = false;
  return field;
}

/** A word between statements: one sign, so that the caret stays in mathematics. */
function word(text: string): { def: string; args: number; captureSelection: boolean } {
  return { def: `\\;\\mathrm{${text}}\\;`, args: 0, captureSelection: true };
}

/** What the field holds, as LaTeX that our reader knows. */
export function written(field: MathfieldElement): string {
  return field.getValue("latex").replaceAll("\\either", "\\lor ").replaceAll("\\both", "\\land ").trim();
}

/** A space: out of the fraction, root or power that the caret is in; after a figure it tells 1 1/2 from 11/2. */
export function space(field: MathfieldElement): void {
  const before = field.getElementInfo(field.position);
  if ((before?.depth ?? 0) > 0) field.executeCommand("moveAfterParent");
  else if (/^\d$/.test(before?.latex ?? "")) field.insert("\\,", { feedback: false });
}

/** Fill the field with LaTeX, or with what somebody typed plainly. */
export function fill(field: MathfieldElement, text: string): void {
  const latex = text.includes("\\");
  const known = latex ? text.replaceAll("\\lor", "\\either").replaceAll("\\land", "\\both") : text;
  field.setValue(known, { format: latex ? "latex" : "ascii-math", silenceNotifications: true, selectionMode: "after" });
}

const SIGNS: [RegExp, string][] = [
  [/\\left\\lbrace|\\lbrace/g, "{"],
  [/\\right\\rbrace|\\rbrace/g, "}"],
  [/\\(?:left|right)?\\?(?:lbrack)/g, "["],
  [/\\(?:left|right)?\\?(?:rbrack)/g, "]"],
  [/\\(?:left|right)(?=[()|[\]])/g, ""],
  [/\\le(?![a-z])/g, "<="],
  [/\\ge(?![a-z])/g, ">="],
  [/\\ne(?![a-z])/g, "!="],
  [/\\lor(?![a-z])/g, " or "],
  [/\\land(?![a-z])/g, " and "],
  [/\\cdot(?![a-z])|\\times(?![a-z])/g, "*"],
  [/\\pm(?![a-z])/g, "±"],
  [/\\pi(?![a-z])/g, "π"],
  [/\\infty(?![a-z])/g, "∞"],
  [/\\,|\\;|\\ /g, " "],
  [/\{,\}/g, ","],
];
const INSIDE = /\\sqrt\{([^{}]*)\}|\\sqrt(\d)|\\frac\{([^{}]*)\}\{([^{}]*)\}|\\frac(\w)(\w)|\\frac(\w)\{([^{}]*)\}|\^\{([^{}]*)\}/;

/** What the field wrote, as one would type it; LaTeX that this does not know stays as it is, and our reader reads it. */
export function plain(latex: string): string {
  let text = latex;
  for (const [sign, typed] of SIGNS.slice(2)) text = text.replace(sign, typed);
  for (let found = INSIDE.exec(text); found; found = INSIDE.exec(text)) text = text.replace(found[0], typedPart(found));
  for (const [sign, typed] of SIGNS.slice(0, 2)) text = text.replace(sign, typed);
  return text.replace(/ {2,}/g, " ").trim();
}

function typedPart(found: RegExpExecArray): string {
  const [, root, digit, top, below, short, under, one, long, power] = found;
  if (root !== undefined || digit !== undefined) return `sqrt(${root ?? digit})`;
  if (power !== undefined) return /^\w+$/.test(power) ? `^${power}` : `^(${power})`;
  const [upper, lower] = [top ?? short ?? one ?? "", below ?? under ?? long ?? ""].map((part) => (/^\w*$/.test(part) ? part : `(${part})`));
  return `${upper}/${lower}`;
}

/** What can only be said of a field that stands in the page. */
export function prepare(field: MathfieldElement, setting: Setting): void {
  field.menuItems = [];
  /* A space tells 1 1/2 from 11/2. */
  field.mathModeSpace = "\\,";
  field.inlineShortcuts = { ...SHORTCUTS, or: "\\either", and: "\\both" };
  field.macros = { ...field.macros, either: word(setting.or), both: word(setting.and) };
  /* Tab leaves the field, Escape and the backslash mean nothing of their own. */
  field.keybindings = field.keybindings.filter(({ key }) => !/\[Tab\]|\[Escape\]|\[Backslash\]|^\\$/.test(key));
}

export type { MathfieldElement };
