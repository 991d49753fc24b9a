/**
 * Small help for plain forms: what was typed is kept until it has arrived, a password can be shown, a dialog opened.
 *
 * A form with `data-keep="name"` keeps its text fields in this browser under that name. They come back when the page
 * does (after a new sign-in, say), and go when an answer has been taken. What is typed while an answer is on its way
 * goes over into the same form of the page that comes.
 */
const PREFIX = "chiron:";

type Field = HTMLInputElement | HTMLTextAreaElement;

function fields(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>("input[type=text], input:not([type]), textarea")].filter((field) => field.name);
}

function keep(form: HTMLFormElement): void {
  const typed = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
  try {
    if (Object.values(typed).some((value) => value)) localStorage.setItem(PREFIX + form.dataset.keep, JSON.stringify(typed));
    else localStorage.removeItem(PREFIX + form.dataset.keep);
  } catch {
    /* A browser that keeps nothing: the answer then lives in the field alone. */
  }
}

function forget(form: HTMLFormElement): void {
  try {
    localStorage.removeItem(PREFIX + form.dataset.keep);
  } catch {
    /* Nothing was kept. */
  }
}

function bringBack(form: HTMLFormElement): void {
  let typed: Record<string, string> = {};
  try {
    typed = JSON.parse(localStorage.getItem(PREFIX + form.dataset.keep) ?? "{}") as Record<string, string>;
  } catch {
    return;
  }
  let brought = false;
  for (const field of fields(form)) {
    const value = typed[field.name];
    if (value && !field.value) {
      field.value = value;
      brought = true;
    }
  }
  if (brought) document.dispatchEvent(new CustomEvent("chiron:kept"));
}

/** What each form's fields held when it was sent. */
const sent = new WeakMap<HTMLFormElement, string[]>();
/** What was typed since into the form of that name: by field's name, which of that name, and its text. */
let since: { name: string; typed: [string, number, string][] } | undefined;

function alike(form: HTMLFormElement, field: Field): Field[] {
  return fields(form).filter((other) => other.name === field.name);
}

function typedSince(form: HTMLFormElement): typeof since {
  const before = sent.get(form);
  sent.delete(form);
  const typed = fields(form)
    .filter((field, place) => before !== undefined && before[place] !== field.value)
    .map((field): [string, number, string] => [field.name, alike(form, field).indexOf(field), field.value]);
  return typed.length && form.dataset.keep ? { name: form.dataset.keep, typed } : undefined;
}

function carryOver(form: HTMLFormElement): void {
  if (since?.name !== form.dataset.keep) return;
  for (const [name, place, text] of since?.typed ?? []) {
    const field = fields(form).filter((other) => other.name === name)[place];
    if (!field || field.value !== field.defaultValue) continue;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("chiron:set"));
  }
}

function kept(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>("form[data-keep]") : null;
}

/* A box that shows its end goes on showing it when something beside it, such as the keypad, takes room. On a phone the
   talk does not scroll in itself but with the panel around it. */
const ends = new ResizeObserver((changed) => {
  for (const { target } of changed) {
    const panel = target.closest(".tutor");
    const around = panel && getComputedStyle(panel).overflowY === "auto" ? panel : target;
    around.scrollTop = around.scrollHeight;
  }
});

/* A school is mostly where the browser is; what a person chose before stays. */
function proposeZone(field: HTMLSelectElement): void {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const chosen = field.selectedOptions[0];
  const known = [...field.options].some((option) => option.value === here);
  if (known && (!chosen?.value || chosen.defaultSelected)) field.value = here;
}

function prepare(root: ParentNode): void {
  root.querySelectorAll<HTMLFormElement>("form[data-keep]").forEach((form) => {
    bringBack(form);
    carryOver(form);
  });
  root.querySelectorAll<HTMLElement>("[data-ends-in-view]").forEach((box) => ends.observe(box));
  if (root instanceof Element && root.matches(".said-actions")) root.scrollIntoView({ block: "nearest" });
  root.querySelectorAll<HTMLSelectElement>("[data-proposes-zone] select").forEach(proposeZone);
  root.querySelectorAll<HTMLElement>("[data-needs-script]").forEach((element) => (element.hidden = false));
}

document.addEventListener("input", (event) => {
  const form = kept(event.target);
  if (form) keep(form);
});

/* A page that came whole in answer to a form names what it took; htmx says so itself. */
const taken = document.documentElement.dataset.taken;
if (taken) {
  try {
    localStorage.removeItem(PREFIX + taken);
  } catch {
    /* Nothing was kept. */
  }
}
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = kept((event as CustomEvent<{ elt: Element }>).detail.elt);
  if (form) sent.set(form, fields(form).map((field) => field.value));
});
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr, elt } = (event as CustomEvent<{ xhr: XMLHttpRequest; elt: Element }>).detail;
  const form = kept(elt);
  since = form ? typedSince(form) : undefined;
  if (form && xhr.status < 400 && !xhr.responseURL.includes("/sign-in")) forget(form);
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-shows], [data-opens]") : null;
  if (!button) return;
  if (button.dataset.opens) {
    const dialog = document.getElementById(button.dataset.opens);
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
    }
    return;
  }
  const field = document.getElementById(button.dataset.shows ?? "");
  if (!(field instanceof HTMLInputElement)) return;
  const shown = field.type === "password";
  field.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  const words = button.querySelector("[data-words]");
  if (words) words.textContent = (shown ? button.dataset.hide : button.dataset.show) ?? "";
});

/* An error summary takes focus, so that it is heard first. */
function meetProblem(root: ParentNode): void {
  root.querySelector<HTMLElement>(".problem-summary")?.focus();
}

prepare(document);
meetProblem(document);
document.addEventListener("htmx:load", (event) => {
  prepare(event.target as HTMLElement);
  meetProblem(event.target as HTMLElement);
});

export {};
