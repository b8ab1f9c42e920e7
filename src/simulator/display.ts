import type { MenuRow, ShownPage } from './page.ts';
import type { CallState } from './phone-call.ts';
import { fitText, wrapText } from './text-layout.ts';

/** What there is to see on a phone: its page and its call. */
export type DisplayState = {
  readonly identity: string;
  readonly page?: ShownPage;
  /** Index of the marked row of a menu. */
  readonly selected: number;
  readonly call?: {
    readonly state: CallState;
    readonly seconds: number;
    readonly name: string;
    readonly remote: string;
  };
};

const COLUMNS = 34;
const KEYS = ['F1', 'F2', 'F3', 'F4'];
const STATES: Readonly<Record<CallState, string>> = {
  ringing: 'klingelt',
  dialling: 'wählt',
  connected: 'im Gespräch',
  held: 'gehalten',
  ended: 'beendet',
};

/** The display as text in a frame, so many columns wide inside; the last line tells of the call. */
export function renderDisplay(state: DisplayState, { columns = COLUMNS } = {}): string {
  const parts = [
    [titleOf(state)],
    bodyOf(state, columns).flatMap((line) => wrapText(line, columns)),
    softKeyLine(state.page, columns),
    [callLine(state)],
  ].filter((lines) => lines.length > 0);
  const border = '─'.repeat(columns + 2);
  const framed = parts.map((lines) =>
    lines.map((line) => `│ ${fitText(printable(line), columns)} │`).join('\n'),
  );
  return `┌${border}┐\n${framed.join(`\n├${border}┤\n`)}\n└${border}┘`;
}

/** A page must not steer the terminal it is drawn on, nor turn its writing round. */
function printable(line: string): string {
  return line.replace(/[\p{Control}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '');
}

function titleOf({ page, identity }: DisplayState): string {
  return page ? page.title : identity;
}

function bodyOf({ page, selected, call }: DisplayState, columns: number): string[] {
  if (page === undefined)
    return call ? [call.name, call.remote.split('@')[0] ?? ''].filter(Boolean) : [''];
  switch (page.kind) {
    case 'text':
      return [...page.lines];
    case 'menu':
      return page.rows.flatMap((row, index) => rowLines(row, index === selected, columns));
    case 'input':
      return [`[${page.initial.padEnd(columns - 2, '_')}]`];
  }
}

function rowLines({ name, details }: MenuRow, marked: boolean, columns: number): string[] {
  const mark = marked ? '▸' : ' ';
  return [name, ...details].map((text, index) =>
    fitText(`${index === 0 ? mark : ' '} ${text}`, columns).trimEnd(),
  );
}

function softKeyLine(page: ShownPage | undefined, columns: number): string[] {
  const keys = page?.softKeys.filter(({ key }) => KEYS.includes(key)) ?? [];
  if (keys.length === 0) return [];
  const startOf = (index: number) => Math.floor((index * (columns + 1)) / KEYS.length);
  const cells = KEYS.map((name, index) => {
    const label = keys.find(({ key }) => key === name)?.label ?? '';
    return fitText(label, startOf(index + 1) - startOf(index) - 1);
  });
  return [cells.join(' ')];
}

function callLine({ call }: DisplayState): string {
  if (call === undefined) return 'bereit';
  const minutes = Math.floor(call.seconds / 60);
  return `${STATES[call.state]} ${minutes}:${String(call.seconds % 60).padStart(2, '0')}`;
}
