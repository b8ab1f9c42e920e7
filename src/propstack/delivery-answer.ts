import type { DeliveryAnswer } from '../domain/delivery.ts';
import { isHtml, isMeantAsJson, parseJson, readErrorLine } from './answers.ts';
import type { AnswerHead, CrmOutcome } from './exchange.ts';
import { isFields, readId } from './fields.ts';
import { readRetryAfter } from './retry-after.ts';

/** Statuses by which the CRM says that it did nothing and may be asked again. */
const NOT_WRITTEN = new Set([401, 403, 408, 429, 503]);

/**
 * What an outcome says about whether the call is in the CRM now. An answer that broke off after
 * its headers counts by its status, which is all that matters unless it claims success.
 *
 * `now` in epoch milliseconds.
 */
export function toDeliveryAnswer(outcome: CrmOutcome, now: number): DeliveryAnswer {
  if (outcome.kind === 'not-connected') {
    const message = `CRM not reached: ${outcome.message}`;
    return { kind: 'not-written', message, keyRefused: false };
  }
  if (outcome.kind === 'answer') return answerFrom(outcome, outcome.body, now);
  if (outcome.head) return answerFrom(outcome.head, undefined, now);
  return { kind: 'unclear', message: `Sent, but no answer: ${outcome.message}` };
}

function answerFrom(head: AnswerHead, body: string | undefined, now: number): DeliveryAnswer {
  const { status, crmTime } = head;
  return { status, ...(crmTime !== undefined && { crmTime }), ...classify(head, body, now) };
}

function classify(head: AnswerHead, body: string | undefined, now: number): DeliveryAnswer {
  const { status } = head;
  if (status < 300) return readSuccess(head, body);
  if (status < 400 || NOT_WRITTEN.has(status)) return notWritten(head, body, now);
  const message = describe(head, body);
  return status < 500 ? { kind: 'rejected', message } : { kind: 'unclear', message };
}

/** A success is only believed as far as it can be read: a login page also answers 200. */
function readSuccess({ status, headers }: AnswerHead, body: string | undefined): DeliveryAnswer {
  const contentType = headers['content-type'] ?? '';
  if (body === undefined) {
    return { kind: 'unclear', message: `CRM answered ${status}, but the answer broke off` };
  }
  if (body.trim() === '') return { kind: 'delivered', message: `CRM answered ${status}` };
  if (isHtml(contentType, body)) {
    return { kind: 'unclear', message: `CRM answered ${status} with a web page` };
  }
  const json = parseJson(body);
  if (!json && isMeantAsJson(contentType, body)) {
    return { kind: 'unclear', message: `CRM answered ${status} with unreadable JSON` };
  }
  const activityId = json && isFields(json.value) ? readId(json.value['activity_id']) : undefined;
  return {
    kind: 'delivered',
    message: `CRM answered ${status}`,
    ...(activityId !== undefined && { activityId }),
  };
}

function notWritten(head: AnswerHead, body: string | undefined, now: number): DeliveryAnswer {
  const keyRefused = head.status === 401 || head.status === 403;
  const retryAfterMs = readRetryAfter(head, now);
  return {
    kind: 'not-written',
    message: `${describe(head, body)}${keyRefused ? ' (key refused or right missing)' : ''}`,
    keyRefused,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function describe({ status, headers }: AnswerHead, body = ''): string {
  const line = readErrorLine(body, headers['content-type']);
  return `CRM answered ${status}${line && `: ${line}`}`;
}
