import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { performance } from 'node:perf_hooks';
import type { Exchange, GetOptions, GetRequest } from './http-request.ts';
import { REQUEST_TIMEOUT_MS, toRequest } from './http-request.ts';
import { rawExchange } from './raw-exchange.ts';

/** What a GET brought; status 0 and `error` when no answer came. */
export type PhoneAnswer = {
  readonly url: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly milliseconds: number;
  readonly error?: string;
};

/**
 * Sends one GET and never throws: a phone carries on whatever the server does.
 *
 * The address goes out byte for byte; blanks and raw bytes need a bare socket, because Node refuses
 * to send them. Redirects are not followed.
 */
export async function httpGet(url: string, options: GetOptions = {}): Promise<PhoneAnswer> {
  const started = performance.now();
  const answer = { url, status: 0, contentType: '', body: '' };
  try {
    const request = toRequest(url, options);
    const exchange = await (/[^\u0021-\u007e]/.test(request.target) ? rawExchange : nodeExchange)(
      request,
    );
    const body = exchange.body.toString('utf8');
    return { ...answer, ...exchange, body, milliseconds: performance.now() - started };
  } catch (error) {
    return { ...answer, milliseconds: performance.now() - started, error: reasonOf(error) };
  }
}

function nodeExchange({ secure, endpoint, target, headers, tls }: GetRequest): Promise<Exchange> {
  const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  return new Promise((resolve, reject) => {
    const send = secure ? requestSecure : requestPlain;
    const request = send({ ...endpoint, ...tls, path: target, headers, signal, agent: false });
    request.on('error', reject);
    request.on('response', async (response) => {
      try {
        const body = Buffer.concat(await response.toArray());
        const contentType = response.headers['content-type'] ?? '';
        resolve({ status: response.statusCode ?? 0, contentType, body });
      } catch (error) {
        reject(error);
      }
    });
    request.end();
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'no answer in time';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return error.message || code || error.name;
}
