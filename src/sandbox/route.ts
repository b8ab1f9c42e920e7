import type { Right } from './crm.ts';
import { Refusal, type Reply } from './reply.ts';

/** A request whose body has arrived. */
export type ApiRequest = {
  readonly method: string;
  /** The path as sent, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: string;
};

/** One endpoint below `/v1`; `:id` in the path stands for one segment, handed over as `id`. */
export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly right: Right;
  answer(request: ApiRequest, id: string): Reply;
};

/** The JSON object in a body; refuses another content type, broken JSON and anything but an object. */
export function readJsonObject(request: ApiRequest): Record<string, unknown> {
  if (!/^application\/json\s*(;|$)/i.test(request.contentType)) {
    throw new Refusal(400, ['Content-Type muss application/json sein.']);
  }
  const value = parseJson(request.body);
  if (!isRecord(value)) throw new Refusal(400, ['Es wird ein JSON-Objekt erwartet.']);
  return value;
}

/** The value of a JSON text; refuses a text that is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, ['Der Text ist kein gültiges JSON.']);
  }
}

/** Tells whether a value is an object with named fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
