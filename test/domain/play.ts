import type { Call } from '../../src/domain/call.ts';
import { applyEvent } from '../../src/domain/engine/apply-event.ts';
import { type CallLimits, closeOverdue } from '../../src/domain/engine/close-overdue.ts';
import { ECHO_WINDOW_MS, type Stray } from '../../src/domain/engine/scene.ts';
import type { PhoneEvent } from '../../src/domain/phone-event.ts';
import { createArchive } from './scene-of.ts';

/** The office of the tests: legs of one caller closer than 4 s are one call. */
export const RULES = { ringGroupMs: 4000 };

/** The time-outs of the tests. */
export const LIMITS: CallLimits = { ringTimeoutMs: 300_000, callTimeoutMs: 28_800_000 };

/** An office in memory: all calls, and the hang-ups that belong to none. */
export type Office = {
  calls(): readonly Call[];
  tell(event: PhoneEvent): void;
  /** Closes what rings or talks too long at this time. */
  close(now: number): void;
};

/**
 * Plays events into the rules as the store does: an event sees no more calls than the store would
 * load, and all state is text between two events, so that every event comes after a restart.
 */
export function openOffice(): Office {
  const archive = createArchive();
  const strays = new Map<string, Stray>();
  let ids = 0;
  return {
    calls: archive.all,
    close: (now) => archive.put(closeOverdue(archive.all(), now, LIMITS).changed),
    tell(event) {
      const key = `${event.phone} ${event.callId}`;
      const known = event.callId === undefined ? undefined : strays.get(key);
      const stray = known && event.at - known.at <= ECHO_WINDOW_MS ? known : undefined;
      const scene = { calls: archive.sceneOf(event), stray };
      const step = applyEvent({ scene, event, rules: RULES, newId: () => `id${++ids}` });
      archive.put(step.changed);
      if (step.legId !== undefined) strays.delete(key);
      else if (event.type === 'disconnected') strays.set(key, event);
    },
  };
}
