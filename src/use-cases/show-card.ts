import type { Broker } from '../domain/contact.ts';
import type { BrokerDirectory, CallStore } from '../domain/ports.ts';
import { contactNumber } from '../domain/remote-party.ts';
import type { LookUp, LookUpCaller } from './look-up-caller.ts';
import { within } from './within.ts';

/** What a card that is on a display shows next; undefined: it has done its duty. */
export type CardView = {
  readonly direction: 'in' | 'out';
  readonly call: Awaited<ReturnType<CallStore['findCallOfLeg']>> & object;
  readonly lookUp?: LookUp;
  readonly brokers: readonly Broker[];
  readonly remainingMs: number;
};

/**
 * Creates the look at a ringing leg's card: undefined once the leg is answered or ended, unknown,
 * or the card's longest time is over.
 */
export function createShowCard(ports: {
  readonly store: Pick<CallStore, 'findCallOfLeg'>;
  readonly lookUpCaller: LookUpCaller;
  readonly brokers: BrokerDirectory;
  readonly budgetMs: number;
  readonly cardMs: number;
  readonly now: () => number;
}): (legId: string) => Promise<CardView | undefined> {
  return async (legId) => {
    const call = await ports.store.findCallOfLeg(legId);
    const leg = call?.legs.find((it) => it.id === legId);
    if (!call || !leg || leg.connectedAt !== undefined || leg.endedAt !== undefined) return;
    const remainingMs = leg.startedAt + ports.cardMs - ports.now();
    if (remainingMs <= 0) return;
    const number = contactNumber(call.remote);
    const [lookUp, brokers] = await Promise.all([
      number && ports.lookUpCaller(number, ports.budgetMs),
      within(ports.brokers.list(), ports.budgetMs),
    ]);
    return {
      direction: call.direction,
      call,
      ...(lookUp && { lookUp }),
      brokers: brokers ?? [],
      remainingMs,
    };
  };
}
