/** One line of the doctor's report. */
export type Finding = {
  readonly verdict: 'ok' | 'note' | 'problem';
  readonly subject: string;
  readonly text: string;
};

const SIGNS = { ok: 'ok       ', note: 'note     ', problem: 'PROBLEM  ' } as const;

/** The report as people read it. */
export function formatFindings(findings: readonly Finding[]): string {
  const lines = findings.map((it) => `${SIGNS[it.verdict]}${it.subject}: ${it.text}`);
  const problems = findings.filter((it) => it.verdict === 'problem').length;
  const verdict =
    problems === 0
      ? 'Everything needed is in order.'
      : `${problems} ${problems === 1 ? 'problem needs' : 'problems need'} to be solved.`;
  return `${[...lines, '', verdict].join('\n')}\n`;
}
