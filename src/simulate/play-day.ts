import { setTimeout as delay } from 'node:timers/promises';
import { fetchPhoneSettings } from '../simulator/phone-settings.ts';
import { SnomPhone } from '../simulator/snom-phone.ts';
import type { OfficeDay } from './office-day.ts';
import { extensionOf, PBX } from './script.ts';
import type { Played, Report, Step } from './truth.ts';

/** The MAC address of a phone. */
export function macOf(phone: number): string {
  return `000413${(0xa0_00_00 + phone).toString(16).toUpperCase()}`;
}

/** Sets phones up from the settings that the server hands out. */
export async function setUpPhones(
  count: number,
  settingsUrl: (mac: string) => string,
): Promise<readonly SnomPhone[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, phone) => {
      const mac = macOf(phone);
      const settings = await fetchPhoneSettings(settingsUrl(mac));
      const identity = `${extensionOf(phone)}@${PBX}`;
      // Nobody looks at these displays, so that no time passes on them.
      return new SnomPhone({ mac, settings, identity, wait: async () => {} });
    }),
  );
}

/** So long a phone waits at most for an answer before it tells the next event. */
const ANSWER_WAIT_MS = 50;

/**
 * Plays a day in real time. Each phone tells its events in their order; what is not answered is
 * lost, since phones do not try again.
 */
export async function playDay(
  day: OfficeDay,
  phones: readonly SnomPhone[],
  signal: AbortSignal,
): Promise<readonly Played[]> {
  const played = day.appointments.map(({ startMs, conversation }) => {
    const reports = new Map<Step, Report>();
    return { startMs, conversation, reports };
  });
  const due = played
    .flatMap(({ startMs, conversation, reports }) =>
      conversation.steps.map((step) => ({ atMs: startMs + step.atMs, step, reports })),
    )
    .toSorted((one, other) => one.atMs - other.atMs);
  const answers: Promise<void>[] = [];
  const busy = new Map<number, Promise<unknown>>();
  const startedAt = Date.now();
  for (const { atMs, step, reports } of due) {
    const waitMs = startedAt + atMs - Date.now();
    if (waitMs > 0) await delay(waitMs, undefined, { signal });
    signal.throwIfAborted();
    const { phone: index } = step.leg;
    const phone = phones[index];
    if (!phone) throw new RangeError(`there is no phone ${index}`);
    const telling = (busy.get(index) ?? Promise.resolve()).then(() => {
      const answer = tell(phone, step).then((report) => {
        reports.set(step, report);
      });
      answers.push(answer);
      return Promise.race([answer, delay(ANSWER_WAIT_MS)]);
    });
    busy.set(index, telling);
  }
  await Promise.all(busy.values());
  await Promise.all(answers);
  return played;
}

async function tell(phone: SnomPhone, { event, leg, reason }: Step): Promise<Report> {
  const sentAt = Date.now();
  const { status } = await phone.send(event, leg.call, reason ?? '');
  return { status, sentAt, answeredAt: Date.now() };
}
