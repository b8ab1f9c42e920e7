import type { ReceivedCall } from './crm.ts';
import { readText } from './query.ts';
import { Refusal } from './reply.ts';
import { type ApiRequest, readJsonObject } from './route.ts';

/** A call as the telephone system describes it, checked. */
export type CallReport = Omit<ReceivedCall, 'at' | 'contact_id' | 'activity_id'>;

const FIELDS_3CX = ['duration', 'direction', 'from', 'to', 'hangup_cause'];
const LONGEST_TEXT = 255;
/** Placetel's word for a call that somebody took; a missing type means the same. */
const ANSWERED_TYPE = 'accepted';

/** Reads the body of `POST /v1/calls/3cx`; refuses whatever 3CX would not send. */
export function parse3cxCall(request: ApiRequest): CallReport {
  const body = readJsonObject(request);
  const errors = [
    ...Object.keys(body)
      .filter((name) => !FIELDS_3CX.includes(name))
      .map((name) => `unknown attribute '${name}' for Call.`),
    ...checkParties(body),
    ...check(isText(body['duration'], /^\d\d:[0-5]\d:[0-5]\d$/), 'duration muss hh:mm:ss sein.'),
    ...check(
      !('hangup_cause' in body) || body['hangup_cause'] === 'notAnswered',
      'hangup_cause darf nur notAnswered sein.',
    ),
  ];
  if (errors.length > 0) throw new Refusal(400, errors);
  const isMissed = body['hangup_cause'] === 'notAnswered';
  return {
    via: '3cx',
    ...toParties(body),
    duration: String(body['duration']),
    answered: !isMissed,
    hangup_cause: isMissed ? 'notAnswered' : null,
    type: null,
    event: null,
  };
}

/** Reads the query of `GET /v1/calls/phone`; refuses missing and misspelt parameters. */
export function parsePhoneCall({ query }: ApiRequest): CallReport {
  const fields = Object.fromEntries(query);
  const duration = readText(query, 'duration') ?? null;
  const type = readText(query, 'type') ?? null;
  const errors = [
    ...checkParties(fields),
    ...check(isText(fields['event'], /\S/), 'event fehlt.'),
    ...check(duration === null || /^\d{2,4}:[0-5]\d$/.test(duration), 'duration muss mm:ss sein.'),
    ...check(type === null || type.length <= LONGEST_TEXT, 'type ist zu lang.'),
  ];
  if (errors.length > 0) throw new Refusal(400, errors);
  return {
    via: 'phone',
    ...toParties(fields),
    duration,
    answered: type === null || type === ANSWERED_TYPE,
    hangup_cause: null,
    type,
    event: fields['event'] ?? null,
  };
}

function checkParties(fields: Record<string, unknown>): string[] {
  return [
    ...check(isText(fields['direction'], /^(in|out)$/), 'direction muss in oder out sein.'),
    ...check(isText(fields['from'], /\S/), 'from fehlt oder ist kein Text.'),
    ...check(isText(fields['to'], /\S/), 'to fehlt oder ist kein Text.'),
  ];
}

function toParties(fields: Record<string, unknown>): Pick<CallReport, 'direction' | 'from' | 'to'> {
  return {
    direction: fields['direction'] === 'in' ? 'in' : 'out',
    from: String(fields['from']),
    to: String(fields['to']),
  };
}

function isText(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && value.length <= LONGEST_TEXT && form.test(value);
}

function check(isFine: boolean, complaint: string): string[] {
  return isFine ? [] : [complaint];
}
