import type { Broker } from '../domain/contact.ts';
import type { PhoneEvent } from '../domain/phone-event.ts';
import type { BrokerDirectory, StoredCall } from '../domain/ports.ts';
import type { Addresses } from '../snom/addresses.ts';
import { type CardFacts, toCallerCard, toExitPage } from '../snom/caller-card.ts';
import type { PageContext } from '../snom/directory-pages.ts';
import type { Page } from '../snom/page.ts';
import type { LookUp } from '../use-cases/look-up-caller.ts';
import type { RecordPhoneEvent } from '../use-cases/record-phone-event.ts';
import type { CardView } from '../use-cases/show-card.ts';
import { within } from '../use-cases/within.ts';
import type { PhoneReply } from './reply.ts';

/** The answers to phones about a call. */
export type CallerPages = {
  answerEvent(event: PhoneEvent): Promise<PhoneReply>;
  answerCard(legId: string): Promise<PhoneReply>;
};

/** Creates the answers to events and to cards that look whether they are still wanted. */
export function createCallerPages(ports: {
  readonly recordPhoneEvent: RecordPhoneEvent;
  readonly showCard: (legId: string) => Promise<CardView | undefined>;
  readonly brokers: BrokerDirectory;
  readonly context: Pick<PageContext, 'messages' | 'plan'>;
  readonly addresses: Addresses;
  readonly budgetMs: number;
  readonly cardMs: number;
}): CallerPages {
  const { addresses, context, cardMs } = ports;
  const exit = toExitPage(context.messages);

  function toCard(
    begin: Pick<CardFacts, 'direction' | 'remote' | 'displayName'>,
    lookUp: LookUp | undefined,
    brokers: readonly Broker[],
    timing: { readonly legId?: string | undefined; readonly remainingMs: number },
  ): Page | undefined {
    const url = timing.legId === undefined ? undefined : addresses.card(timing.legId);
    return toCallerCard(
      { ...begin, contacts: lookUp?.contacts ?? [], brokers, state: stateOf(lookUp) },
      { url, remainingMs: timing.remainingMs },
      context,
    );
  }

  return {
    async answerEvent(event) {
      const begins = event.type === 'incoming' || event.type === 'outgoing';
      const [{ recorded, lookUp }, brokers] = await Promise.all([
        ports.recordPhoneEvent(event),
        begins ? within(ports.brokers.list(), ports.budgetMs) : undefined,
      ]);
      const status = recorded ? 200 : 503;
      if (!begins) return { status };
      const direction = event.type === 'incoming' ? 'in' : 'out';
      const begin = { direction, remote: event.remote, displayName: event.name } as const;
      const legId = recorded?.legId;
      // A late report of a call that is over or answered must not open a card.
      if (recorded?.call && !isRinging(recorded.call, legId)) return { status };
      return { status, page: toCard(begin, lookUp, brokers ?? [], { legId, remainingMs: cardMs }) };
    },

    async answerCard(legId) {
      const view = await ports.showCard(legId);
      if (!view) return { status: 200, page: exit };
      const page = toCard(view.call, view.lookUp, view.brokers, {
        legId,
        remainingMs: view.remainingMs,
      });
      return { status: 200, page: page ?? exit };
    },
  };
}

function isRinging(call: StoredCall, legId: string | undefined): boolean {
  const leg = call.legs.find((it) => it.id === legId);
  return leg !== undefined && leg.endedAt === undefined && leg.connectedAt === undefined;
}

function stateOf(lookUp: LookUp | undefined): CardFacts['state'] {
  if (!lookUp) return 'known';
  if (lookUp.later) return 'pending';
  if (lookUp.contacts.length > 0) return 'known';
  return lookUp.source === 'none' ? 'unreachable' : 'nobody';
}
