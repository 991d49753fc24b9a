/** Letters that no database holds: halves of surrogate pairs and U+0000, which packages that press their state write.
 * They travel as two letters, an escape (U+FDD0, which is no character) and a private one, and come back as they were.
 * core/learning/packages counts such two as one. */

const ESCAPE = "\uFDD0";
const NUL = 0xe800;
const SELF = 0xe801;
const ODD = /[\uD800-\uDFFF\0\uFDD0]/gu;
const ESCAPED = /\uFDD0([\uE000-\uE801])/g;

/** A text as it can be kept. */
export function kept(text: string): string {
  return text.replace(ODD, (letter) => {
    const code = letter.charCodeAt(0);
    return ESCAPE + String.fromCharCode(code === 0 ? NUL : letter === ESCAPE ? SELF : code - 0xd800 + 0xe000);
  });
}

/** A kept text as it was. */
export function given(text: string): string {
  return text.replace(ESCAPED, (_, letter: string) => {
    const code = letter.charCodeAt(0);
    return code === NUL ? "\0" : code === SELF ? ESCAPE : String.fromCharCode(code - 0xe000 + 0xd800);
  });
}

/** A text to be shown alone: what cannot be kept is marked. */
export function shown(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDFFF\0]/gu, "\uFFFD");
}
