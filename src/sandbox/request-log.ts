import { appendBounded } from './bounded-list.ts';
import type { Outcome } from './fault-answer.ts';

/** A request to the CRM as it arrived, and what became of it. */
export type RequestRecord = {
  readonly method: string;
  readonly path: string;
  /** The query as sent, without the question mark and still encoded. */
  readonly rawQuery: string;
  /** The decoded parameters; of a repeated one the last value. */
  readonly query: Readonly<Record<string, string>>;
  /** Headers by lower-case name; the key is among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning of the body, at most 4096 characters. */
  readonly body: string;
  /** Epoch ms of arrival. */
  readonly at: number;
  /** The status, `reset`, `hang` or `close`; `open` while the sandbox is still at it. */
  readonly status: Outcome | 'open';
};

/** Keeps the last requests, oldest first. */
export type RequestLog = {
  readonly records: readonly RequestRecord[];
  /** Appends a request; the returned function notes what became of it. */
  begin(record: Omit<RequestRecord, 'status'>): (outcome: Outcome) => void;
};

const MAX_REQUESTS = 5_000;
const MAX_KEPT_CHARACTERS = 4_096;

/** Returns an empty log. */
export function createRequestLog(): RequestLog {
  const records: RequestRecord[] = [];

  function begin(record: Omit<RequestRecord, 'status'>): (outcome: Outcome) => void {
    const kept: { -readonly [Name in keyof RequestRecord]: RequestRecord[Name] } = {
      ...record,
      body: record.body.slice(0, MAX_KEPT_CHARACTERS),
      status: 'open',
    };
    appendBounded(records, kept, MAX_REQUESTS);
    return (outcome) => {
      kept.status = outcome;
    };
  }

  return { records, begin };
}
