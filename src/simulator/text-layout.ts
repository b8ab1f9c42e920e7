const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const WIDE =
  /^(?:\p{Emoji_Presentation}|.*\uFE0F|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}])/su;
const INVISIBLE = /^[\p{Mark}\p{Control}\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF]+$/u;

/** Columns the text takes in a terminal: wide signs two, combining and control signs none. */
export function textWidth(text: string): number {
  return graphemesOf(text).reduce((width, sign) => width + signWidth(sign), 0);
}

/** The text in exactly so many columns: cut with `…` or filled with blanks. */
export function fitText(text: string, columns: number): string {
  const fitted = textWidth(text) > columns ? `${headOf(text, columns - 1)}…` : text;
  return fitted + ' '.repeat(Math.max(columns - textWidth(fitted), 0));
}

/** The text in lines of at most so many columns, broken at blanks where there are any. */
export function wrapText(text: string, columns: number): string[] {
  if (textWidth(text) <= columns) return [text];
  const lines = [''];
  for (const word of text.split(' ').flatMap((long) => piecesOf(long, columns))) {
    const line = lines.at(-1) ?? '';
    const joined = line === '' ? word : `${line} ${word}`;
    if (textWidth(joined) <= columns) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

function piecesOf(word: string, columns: number): string[] {
  if (textWidth(word) <= columns) return [word];
  const head = headOf(word, columns) || (graphemesOf(word)[0] ?? '');
  return [head, ...piecesOf(word.slice(head.length), columns)];
}

function headOf(text: string, columns: number): string {
  let head = '';
  for (const sign of graphemesOf(text)) {
    if (textWidth(head + sign) > columns) break;
    head += sign;
  }
  return head;
}

function graphemesOf(text: string): string[] {
  return Array.from(GRAPHEMES.segment(text), ({ segment }) => segment);
}

function signWidth(sign: string): number {
  if (INVISIBLE.test(sign)) return 0;
  return WIDE.test(sign) ? 2 : 1;
}
