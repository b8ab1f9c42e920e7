import type { SandboxActivity } from './activity.ts';
import { appendBounded, MAX_RECORDS } from './bounded-list.ts';
import { type CallReport, parse3cxCall, parsePhoneCall } from './call-report.ts';
import { phoneTexts, type SandboxContact } from './contact.ts';
import type { SandboxData } from './crm.ts';
import { createNumberTest } from './phone-match.ts';
import { createJson, type Reply } from './reply.ts';
import type { Route } from './route.ts';

const CLOCK = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  hour: '2-digit',
  minute: '2-digit',
});

/**
 * The endpoints for telephone systems. Both answer the same whether a contact was found or not;
 * a repeated report is booked again, since the real CRM documents no rule against it.
 */
export function createCallRoutes(crm: SandboxData, now: () => number): Route[] {
  function book(report: CallReport): Reply {
    const at = new Date(now());
    const contact = findContact(crm, report);
    const activity = contact ? toActivity(crm, report, { contact, at }) : undefined;
    if (contact && activity) {
      contact.last_contact_at = at.toISOString();
      appendBounded(crm.activities, activity, MAX_RECORDS);
    }
    const received = {
      ...report,
      at: at.toISOString(),
      contact_id: contact?.id ?? null,
      activity_id: activity?.id ?? null,
    };
    appendBounded(crm.receivedCalls, received, MAX_RECORDS);
    return createJson(200, { ok: true });
  }

  const right = 'calls_write';
  return [
    { method: 'POST', path: '/calls/3cx', right, answer: (request) => book(parse3cxCall(request)) },
    {
      method: 'GET',
      path: '/calls/phone',
      right,
      answer: (request) => book(parsePhoneCall(request)),
    },
  ];
}

/** The active contact with the smallest id whose number is the other party's. */
function findContact(crm: SandboxData, report: CallReport): SandboxContact | undefined {
  const isWanted = createNumberTest(report.direction === 'in' ? report.from : report.to);
  return [...crm.contacts.values()]
    .filter((contact) => !contact.archived && phoneTexts(contact).some(isWanted))
    .sort((left, right) => left.id - right.id)[0];
}

function findBrokerId(crm: SandboxData, report: CallReport): number | null {
  const isWanted = createNumberTest(report.direction === 'in' ? report.to : report.from);
  const broker = crm.brokers.find(({ phone_system_number, phone_system_numbers }) =>
    [phone_system_number ?? '', ...(phone_system_numbers ?? [])].some(isWanted),
  );
  return broker?.id ?? null;
}

function toActivity(
  crm: SandboxData,
  report: CallReport,
  found: { readonly contact: SandboxContact; readonly at: Date },
): SandboxActivity {
  const time = found.at.toISOString();
  const kind = report.direction === 'in' ? 'Eingehender' : 'Ausgehender';
  const duration = report.duration ?? 'unbekannt';
  return {
    id: crm.nextId(),
    conversation_type: 'note',
    title: `${kind} Anruf um ${CLOCK.format(found.at)}`,
    body: report.answered ? `Angenommen, Dauer ${duration}` : 'Nicht angenommen',
    broker_id: findBrokerId(crm, report),
    client_ids: [found.contact.id],
    property_ids: [],
    project_ids: [],
    state: 'neutral',
    outgoing: report.direction === 'out',
    category_id: null,
    created_at: time,
    updated_at: time,
    task_id: null,
    sandbox_duration: report.duration,
    sandbox_answered: report.answered,
  };
}
