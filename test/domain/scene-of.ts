import { type Call, endedAtOf, isOver, type Leg, remoteKey } from '../../src/domain/call.ts';
import { ECHO_WINDOW_MS } from '../../src/domain/engine/scene.ts';
import type { PhoneEvent } from '../../src/domain/phone-event.ts';

/** Calls as text, as a database keeps them, found as the store finds them. */
export type Archive = {
  all(): readonly Call[];
  put(calls: readonly Call[]): void;
  /** The calls that the store would load for the event. */
  sceneOf(event: PhoneEvent): readonly Call[];
};

export function createArchive(): Archive {
  const texts = new Map<string, string>();
  const calls = new Map<string, Call>();
  return {
    all: () => [...texts.values()].map((text) => JSON.parse(text) as Call),
    put(changed) {
      for (const call of changed) {
        const text = JSON.stringify(call);
        texts.set(call.id, text);
        calls.set(call.id, JSON.parse(text));
      }
    },
    sceneOf: (event) => selectScene([...calls.values()], event),
  };
}

function selectScene(calls: readonly Call[], event: PhoneEvent): readonly Call[] {
  const recent = event.at - ECHO_WINDOW_MS;
  const isNear = (leg: Leg) => (leg.endedAt ?? event.at) >= recent;
  const first = calls.filter(
    (call) =>
      (call.transferAt ?? 0) >= recent ||
      call.legs.some(
        (leg) =>
          (leg.phone === event.phone && isNear(leg)) ||
          (event.callId !== undefined && leg.callId === event.callId),
      ),
  );
  const own = event.local ?? event.user;
  const keys = new Set([event.remote, ...first.map((call) => call.remote)].map(remoteKey));
  if (own !== undefined) keys.add(`internal:${own}`);
  keys.delete('withheld');
  const origins = new Set(first.map((call) => call.transferredFrom));
  const extensions = extensionsOf(first, event);
  const others = calls.filter(
    (call) =>
      origins.has(call.id) ||
      (keys.has(remoteKey(call.remote)) && (endedAtOf(call) ?? event.at) >= recent) ||
      call.legs.some((leg) => leg.endedAt === undefined && extensions.has(leg.local ?? '')),
  );
  const last = [...keys].flatMap((key) => findLast(calls, key));
  return [...new Set([...first, ...others, ...last])];
}

function extensionsOf(calls: readonly Call[], event: PhoneEvent): ReadonlySet<string> {
  const internal = calls.filter((call) => call.remote.kind === 'internal');
  const remotes = [event.remote, ...internal.map((call) => call.remote)];
  return new Set([
    ...remotes.flatMap((remote) => (remote.kind === 'internal' ? remote.extension : [])),
    ...internal.flatMap((call) => call.legs.flatMap((leg) => leg.local ?? [])),
  ]);
}

function findLast(calls: readonly Call[], key: string): readonly Call[] {
  return calls
    .filter((call) => remoteKey(call.remote) === key && isOver(call))
    .sort((one, other) => (endedAtOf(other) ?? 0) - (endedAtOf(one) ?? 0))
    .slice(0, 2);
}
