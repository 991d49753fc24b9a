/** What both standards share: how numbers and times are written, and what the player asks of either. */

import type { Answer, Report } from "./messages";

/** A data model that a package fills: what it says until now. */
export interface Told {
  readonly api: object;
  report(): Report;
  answers(): Answer[];
}

/** A number as an element holds it; "" for none. */
export function amount(value: number | null): string {
  return value === null ? "" : String(value);
}

/** The number of an element; null where it holds none. */
export function fixed(value: string): number | null {
  const found = Number(value);
  return value === "" || !Number.isFinite(found) || Math.abs(found) > 1e9 ? null : found;
}

/** A time as SCORM 1.2 writes it (CMITimespan). */
export function hms(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  const whole = Math.min(Math.floor(seconds), 9999 * 3600);
  return `${String(Math.floor(whole / 3600)).padStart(4, "0")}:${two((whole % 3600) / 60)}:${two(whole % 60)}.00`;
}

export function seconds12(value: string): number | null {
  const found = /^(\d{2,4}):(\d{2}):(\d{2}(?:\.\d{1,2})?)$/.exec(value);
  return found ? bounded(Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3])) : null;
}

/** A time as SCORM 2004 writes it (ISO 8601). */
export const DURATION =
  /^P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,2})?)S)?)?$/;

export function iso(seconds: number): string {
  return `PT${Math.floor(seconds)}S`;
}

export function seconds2004(value: string): number | null {
  const found = DURATION.exec(value);
  if (!found) return null;
  const [years, months, days, hours, minutes, rest] = found.slice(1).map((one) => Number(one ?? 0));
  const whole = ((years ?? 0) * 365 + (months ?? 0) * 30 + (days ?? 0)) * 86_400;
  return bounded(whole + (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (rest ?? 0));
}

function bounded(seconds: number): number {
  return Math.min(seconds, 360_000);
}
