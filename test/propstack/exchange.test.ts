import dns from 'node:dns';
import { once } from 'node:events';
import { Agent, type Dispatcher } from 'undici';
import { afterEach, expect, it, vi } from 'vitest';
import { exchange } from '../../src/propstack/exchange.ts';
import { openRawServer } from './servers.ts';

const OPTIONS = { origin: 'http://crm.test', path: '/', method: 'POST' } as const;

/** A dispatcher that does with a request what it is told. */
function createDispatcher(dispatch: (handler: Dispatcher.DispatchHandler) => void): Dispatcher {
  return {
    dispatch: (_options: unknown, handler: Dispatcher.DispatchHandler) => {
      dispatch(handler);
      return true;
    },
  } as unknown as Dispatcher;
}

function createController(): Dispatcher.DispatchController & { readonly reasons: string[] } {
  const reasons: string[] = [];
  const abort = (reason: Error) => reasons.push(reason.message);
  return { reasons, abort } as unknown as ReturnType<typeof createController>;
}

afterEach(() => {
  vi.restoreAllMocks();
});

it('writes nothing when the connection comes after the deadline', async () => {
  let received = '';
  const crm = await openRawServer((socket) => socket.on('data', (chunk) => (received += chunk)));
  let connect = () => {};
  vi.spyOn(dns, 'lookup').mockImplementation(((...call: unknown[]) => {
    const done = call.at(-1) as (error: null, list: object[]) => void;
    connect = () => done(null, [{ address: '127.0.0.1', family: 4 }]);
  }) as never);
  const agent = new Agent();
  const options = { ...OPTIONS, origin: `http://crm.test:${crm.port}`, body: '{}' };
  expect(await exchange(agent, options, 50)).toMatchObject({ kind: 'not-connected' });
  connect();
  await vi.waitFor(() => expect(crm.sockets).toHaveLength(1));
  if (!crm.sockets[0]?.closed) await once(crm.sockets[0]!, 'close');
  expect(received).toBe('');
  await agent.destroy();
});

it('stops a request that the library is about to write a second time', async () => {
  const [first, second] = [createController(), createController()];
  const dispatcher = createDispatcher((handler) => {
    handler.onRequestStart?.(first, undefined);
    handler.onRequestStart?.(second, undefined);
    handler.onResponseError?.(second, new Error('aborted'));
  });
  expect(await exchange(dispatcher, OPTIONS, 1_000)).toMatchObject({ kind: 'lost' });
  expect([first.reasons, second.reasons]).toEqual([[], ['not to be sent']]);
});

it('stops a request whose deadline has passed before it is written', async () => {
  const late = createController();
  let start = () => {};
  const dispatcher = createDispatcher((handler) => {
    start = () => handler.onRequestStart?.(late, undefined);
  });
  expect(await exchange(dispatcher, OPTIONS, 1)).toMatchObject({ kind: 'not-connected' });
  start();
  expect(late.reasons).toEqual(['not to be sent']);
});

it('tells an error by its code, never by its message', async () => {
  const dispatcher = createDispatcher((handler) => {
    const error = Object.assign(new Error('X-API-KEY: secret'), { code: 'CERT_HAS_EXPIRED' });
    handler.onResponseError?.(createController(), error);
  });
  const outcome = await exchange(dispatcher, OPTIONS, 1_000);
  expect(outcome).toEqual({ kind: 'not-connected', message: 'CERT_HAS_EXPIRED' });
});
