import { AppError, type ErrorCode } from '../domain/errors.ts';
import { isHtml, parseJson, readErrorLine } from './answers.ts';
import type { CrmOutcome } from './exchange.ts';

/** What a key needs the right for, as the CRM's key page names it. */
export type Resource = 'contacts' | 'brokers';

/**
 * The JSON value of an answer to a question.
 *
 * Throws AppError `crm_unavailable` when asking again may help (no answer, 408, 429, 5xx),
 * `crm_refused` for a key that is wrong or lacks the right, which the CRM does not tell apart, and
 * `crm_rejected` otherwise (other 4xx, redirects, pages, unreadable JSON).
 */
export function readAnswer(outcome: CrmOutcome, resource: Resource): unknown {
  if (outcome.kind !== 'answer') {
    throw new AppError('crm_unavailable', `CRM did not answer for ${resource}: ${outcome.message}`);
  }
  const { status, headers, body } = outcome;
  const contentType = headers['content-type'] ?? '';
  if (status === 401 || status === 403) {
    const reason = `key refused or right missing for ${resource}`;
    throw new AppError('crm_refused', `CRM answered ${status}: ${reason}`);
  }
  if (status < 200 || status >= 300) {
    const line = readErrorLine(body, contentType);
    // Its words go no further than the cause: they may name people, and messages are logged.
    const message = `CRM answered ${status} for ${resource}`;
    throw new AppError(codeFor(status), message, { cause: line });
  }
  const json = isHtml(contentType, body) ? undefined : parseJson(body);
  if (!json) throw unreadable(resource, 'no JSON');
  return json.value;
}

/** The failure for a 2xx answer that does not hold what was asked for. */
export function unreadable(resource: Resource, what: string): AppError {
  return new AppError('crm_rejected', `CRM answer for ${resource} is unreadable: ${what}`);
}

function codeFor(status: number): ErrorCode {
  const isWorthAsking = status === 408 || status === 429 || status >= 500;
  return isWorthAsking ? 'crm_unavailable' : 'crm_rejected';
}
