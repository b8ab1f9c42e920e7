import type { Judged, Verdict } from './judge.ts';
import { KINDS } from './truth.ts';

/** The columns, in order; the first four after `right` should be 0. */
export const COLUMNS = [
  'right',
  'missing',
  'doubled',
  'wrong duration',
  'wrong outcome',
  'undecided',
  'not told',
] as const satisfies readonly Verdict[];

/** Verdicts that must not occur. */
export const WRONG: readonly Verdict[] = ['missing', 'doubled', 'wrong duration', 'wrong outcome'];

/** How often each verdict was given for one kind of call. */
export type Row = { readonly kind: string } & Readonly<Record<Verdict, number>>;

/** Counts the verdicts by kind of call, with a total below; kinds that did not occur are left out. */
export function countVerdicts(calls: readonly Judged[]): readonly Row[] {
  const rows = KINDS.map((kind) => {
    const own = calls.filter(({ call }) => call.kind === kind);
    return countRow(kind, own);
  });
  return [...rows.filter((row) => sumOf(row) > 0), countRow('total', calls)];
}

/** The table as text. */
export function formatTable(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ kind }) => kind.length));
  const head = ['calls', ...COLUMNS];
  const lines = rows.map((row) => [sumOf(row), ...COLUMNS.map((column) => row[column])]);
  const format = (kind: string, cells: readonly (string | number)[]) =>
    [kind.padEnd(width), ...cells.map((it, at) => `${it}`.padStart(head[at]?.length ?? 0))].join(
      '  ',
    );
  const body = rows.map(({ kind }, at) => format(kind, lines[at] ?? []));
  const rule = '-'.repeat(format('', head).length);
  return [format('', head), rule, ...body.slice(0, -1), rule, ...body.slice(-1)].join('\n');
}

function countRow(kind: string, calls: readonly Judged[]): Row {
  const count = (verdict: Verdict) => calls.filter((it) => it.verdict === verdict).length;
  return {
    kind,
    right: count('right'),
    missing: count('missing'),
    doubled: count('doubled'),
    'wrong duration': count('wrong duration'),
    'wrong outcome': count('wrong outcome'),
    undecided: count('undecided'),
    'not told': count('not told'),
  };
}

function sumOf(row: Row): number {
  return COLUMNS.reduce((sum, column) => sum + row[column], 0);
}
