import type { Dispatcher } from 'undici';

/** Status line and headers of an answer. */
export type AnswerHead = {
  readonly status: number;
  /** Lower-case names; the first value of each. */
  readonly headers: Readonly<Record<string, string>>;
  /** The CRM's clock, epoch milliseconds, from its `Date` header. */
  readonly crmTime?: number;
};

/**
 * What became of a request.
 *
 * `not-connected`: nothing was written to a socket, and nothing will be. `lost`: it was written,
 * so it may have been carried out; `head` is set when the answer broke off after its headers.
 * Messages never hold the key.
 */
export type CrmOutcome =
  | (AnswerHead & { readonly kind: 'answer'; readonly body: string })
  | { readonly kind: 'not-connected'; readonly message: string }
  | { readonly kind: 'lost'; readonly message: string; readonly head?: AnswerHead };

const REASONS: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'address not found',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed by the other side',
  ENOTFOUND: 'address not found',
  UND_ERR_ABORTED: 'request ended',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_DESTROYED: 'client closed',
  UND_ERR_INVALID_ARG: 'key or address can not be sent',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'answer too large',
  UND_ERR_SOCKET: 'connection closed by the other side',
};

/**
 * Sends one request, once, and tells what became of it within the deadline; never rejects.
 *
 * undici calls `onRequestStart` in the same breath as it writes the request to a socket that is
 * connected. A request it has not called it for was not sent, and is refused there when its
 * deadline has passed meanwhile or when it comes round a second time.
 */
export function exchange(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  timeoutMs: number,
): Promise<CrmOutcome> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | undefined;
    let head: AnswerHead | undefined;
    let isOver = false;

    function end(outcome: CrmOutcome): void {
      isOver = true;
      clearTimeout(deadline);
      resolve(outcome);
    }

    function fail(message: string): void {
      if (isOver) return;
      if (controller) end({ kind: 'lost', message, ...(head && { head }) });
      else end({ kind: 'not-connected', message });
    }

    const deadline = setTimeout(() => {
      fail(`${controller ? 'no answer' : 'no connection'} within ${timeoutMs} ms`);
      controller?.abort(new Error('deadline'));
    }, timeoutMs);

    dispatcher.dispatch(options, {
      onRequestStart(started) {
        if (isOver || controller) started.abort(new Error('not to be sent'));
        else controller = started;
      },
      onResponseStart(_controller, status, headers) {
        if (status >= 200) head = toHead(status, headers);
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        if (isOver || !head) return;
        const body = Buffer.concat(chunks).toString('utf8');
        end({ kind: 'answer', ...head, body });
      },
      onResponseError(_controller, error) {
        fail(describe(error));
      },
    });
  });
}

function toHead(
  status: number,
  raw: Readonly<Record<string, string | string[] | undefined>>,
): AnswerHead {
  const headers = Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [name.toLowerCase(), [value].flat()[0] ?? '']),
  );
  const crmTime = Date.parse(headers['date'] ?? '');
  return { status, headers, ...(!Number.isNaN(crmTime) && { crmTime }) };
}

/** Words for an error by its code: messages of the library may quote what was sent. */
function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (/^[A-Z0-9_]{3,60}$/.test(code) ? code : 'connection failed');
}
