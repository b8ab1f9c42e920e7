import type { Activity, LookAnswer } from '../domain/delivery.ts';
import { isHtml, parseJson, readErrorLine, readList } from './answers.ts';
import type { CrmClient } from './client.ts';
import type { CrmOutcome } from './exchange.ts';
import { type Fields, isFields, readId, readText, readTime, unwrap } from './fields.ts';
import { readRetryAfter } from './retry-after.ts';

/** Which activities are looked for. */
export type ActivityQuestion = {
  readonly contactId: number;
  /** Epoch milliseconds by the CRM's clock. */
  readonly createdFrom: number;
  readonly kind: 'note' | 'reminder';
  readonly now: () => number;
};

/** The CRM's time filters are not exact to the second, so it is asked for more than is wanted. */
const MARGIN_MS = 24 * 60 * 60_000;

/**
 * The contact's activities of a kind, created since then, in the CRM's order; never rejects.
 *
 * `refused`: the key may not look, or there is nothing to look at. `unreachable`: look again later.
 */
export async function lookForActivities(
  client: CrmClient,
  question: ActivityQuestion,
): Promise<LookAnswer> {
  const outcome = await client.request({
    method: 'GET',
    path: '/activities',
    query: {
      client_id: String(question.contactId),
      item_type: question.kind,
      created_at_from: new Date(question.createdFrom - MARGIN_MS).toISOString(),
      per: '100',
    },
  });
  const head = outcome.kind === 'answer' ? outcome : undefined;
  return {
    ...(head && { status: head.status }),
    ...(head?.crmTime !== undefined && { crmTime: head.crmTime }),
    ...readLook(outcome, question),
  };
}

function readLook(outcome: CrmOutcome, question: ActivityQuestion): LookAnswer {
  if (outcome.kind !== 'answer') {
    return { kind: 'unreachable', message: `No look at the CRM's activities: ${outcome.message}` };
  }
  const { status, headers, body } = outcome;
  const contentType = headers['content-type'] ?? '';
  const line = readErrorLine(body, contentType);
  const message = `CRM answered ${status} for activities`;
  if (status === 401 || status === 403 || status === 404) return { kind: 'refused', message };
  const list = status < 300 && !isHtml(contentType, body) ? readActivities(body) : undefined;
  if (list) {
    const activities = list.flatMap((it) => toActivity(it, question) ?? []);
    return { kind: 'activities', message, activities };
  }
  const retryAfterMs = readRetryAfter(outcome, question.now());
  return {
    kind: 'unreachable',
    message: `${message}${status < 300 ? ' with no list' : line && `: ${line}`}`,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function readActivities(body: string): readonly unknown[] | undefined {
  const json = parseJson(body);
  return json && readList(json.value, 'activities');
}

function toActivity(value: unknown, question: ActivityQuestion): Activity | undefined {
  if (!isFields(value)) return undefined;
  const id = readId(value['id']);
  const createdAt = readTime(value['created_at']);
  if (id === undefined || createdAt === undefined || createdAt < question.createdFrom) {
    return undefined;
  }
  if (!isOfKind(value, question.kind) || !isOfContact(value, question.contactId)) return undefined;
  const outgoing = unwrap(value['outgoing']);
  return { id, createdAt, ...(typeof outgoing === 'boolean' && { isOutgoing: outgoing }) };
}

/** The filter's `item_type` comes back as `conversation_type`; what is not said is believed. */
function isOfKind(fields: Fields, kind: string): boolean {
  const stated = readText(fields['conversation_type']) ?? readText(fields['item_type']);
  return stated === undefined || stated.toLowerCase() === kind;
}

function isOfContact(fields: Fields, contactId: number): boolean {
  const ids = fields['client_ids'];
  return !Array.isArray(ids) || ids.length === 0 || ids.some((id) => readId(id) === contactId);
}
