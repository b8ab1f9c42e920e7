import type { CrmClient } from '../propstack/client.ts';
import type { CrmOutcome } from '../propstack/exchange.ts';
import type { Finding } from './finding.ts';

type Right = {
  readonly subject: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly without: string;
};

/** What the key has to be allowed, and what does not work without it. */
const RIGHTS: readonly Right[] = [
  {
    subject: 'CRM contacts',
    path: '/contacts',
    query: { per: '1', with_meta: '1' },
    without: 'no names on the phones',
  },
  {
    subject: 'CRM users',
    path: '/brokers',
    query: {},
    without: 'calls are not assigned to the agent by telephone number',
  },
  {
    subject: 'CRM activities',
    path: '/activities',
    query: { per: '1' },
    without: 'after a lost answer an entry is sent again without looking first',
  },
];

const CLOCK_TOLERANCE_MS = 60_000;

/** Tries the key on everything that can be tried without writing. */
export async function checkCrm(client: CrmClient, now: () => number): Promise<readonly Finding[]> {
  const outcomes: { readonly right: Right; readonly outcome: CrmOutcome }[] = [];
  for (const right of RIGHTS) {
    const { path, query } = right;
    const outcome = await client.request({ method: 'GET', path, query });
    outcomes.push({ right, outcome });
    // Without a connection the others would only say the same again.
    if (outcome.kind === 'not-connected') break;
  }
  return [
    ...outcomes.map(({ right, outcome }) => describe(right, outcome)),
    ...checkClock(outcomes[0]?.outcome, now()),
    {
      verdict: 'note',
      subject: 'CRM journal',
      text: 'whether the key may write calls shows only with the first call: see its entry',
    },
  ];
}

function describe({ subject, without }: Right, outcome: CrmOutcome): Finding {
  if (outcome.kind !== 'answer') {
    return { verdict: 'problem', subject, text: `no answer (${outcome.message})` };
  }
  const { status } = outcome;
  if (status >= 200 && status < 300) {
    const count = /"total_count"\s*:\s*(\d+)/.exec(outcome.body)?.[1];
    return { verdict: 'ok', subject, text: count ? `readable, ${count} in all` : 'readable' };
  }
  const why =
    status === 401 || status === 403
      ? 'the key is wrong or lacks this right: see Verwaltung → API-Schlüssel in Propstack'
      : `the CRM answered ${status}: is PROPSTACK_API_URL right?`;
  return { verdict: 'problem', subject, text: `${why}. Without it: ${without}` };
}

function checkClock(outcome: CrmOutcome | undefined, now: number): readonly Finding[] {
  if (outcome?.kind !== 'answer' || outcome.crmTime === undefined) return [];
  const offset = Math.round((now - outcome.crmTime) / 1000);
  const subject = 'Clock';
  return Math.abs(offset) * 1000 <= CLOCK_TOLERANCE_MS
    ? [{ verdict: 'ok', subject, text: 'agrees with the CRM' }]
    : [
        {
          verdict: 'problem',
          subject,
          text: `${Math.abs(offset)} s ${offset > 0 ? 'ahead of' : 'behind'} the CRM: set this computer's time`,
        },
      ];
}
