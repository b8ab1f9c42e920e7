import { createRandom, type Random } from '../sandbox/random.ts';
import { type CallerContact, createCallers } from './callers.ts';
import { pickRecipe } from './recipes.ts';
import { createPace, type Pace } from './timing.ts';
import { type Conversation, callerOf } from './truth.ts';

/** A conversation and when it begins, in milliseconds from the start of the day. */
export type Appointment = { readonly startMs: number; readonly conversation: Conversation };

/** Everything that is going to happen. */
export type OfficeDay = {
  readonly appointments: readonly Appointment[];
  /** The contacts that the CRM is to have. */
  readonly contacts: readonly CallerContact[];
  /** How long the day takes. */
  readonly lengthMs: number;
};

/** How a day is to be. */
export type DayPlan = {
  readonly phones: number;
  /** Counted as the office counts: both parts of a transfer are calls. */
  readonly calls: number;
  readonly seed: number;
  readonly minutesPerSecond: number;
};

const STAGGER_MS = 3000;

/** Plans a day; the same plan gives the same day. */
export function planDay({ phones, calls, seed, minutesPerSecond }: DayPlan): OfficeDay {
  const random = createRandom(seed);
  const pace = createPace(random, minutesPerSecond);
  const callers = createCallers(random);
  const freeAt = Array.from({ length: phones }, () => random.integer(STAGGER_MS));
  const appointments: Appointment[] = [];
  for (let planned = 0; planned < calls; ) {
    const recipe = pickRecipe(random);
    const team = pickTeam(freeAt, recipe.phones(random, phones), random);
    const newCaller = () => (recipe.isStranger ? callers.unknown() : callers.known());
    const ingredients = { random, pace, phones: team.phones, caller: newCaller(), newCaller };
    const conversation = recipe.build(ingredients);
    if (planned + conversation.expected.length > calls) continue;
    occupy(freeAt, { startMs: team.startMs, conversation, pace });
    appointments.push({ startMs: team.startMs, conversation });
    planned += conversation.expected.length;
  }
  const expected = appointments.flatMap(({ conversation }) => conversation.expected);
  return {
    appointments,
    contacts: [...new Set(expected.flatMap((call) => callerOf(call)?.contact ?? []))],
    lengthMs: Math.max(...freeAt),
  };
}

/** Phones that are free as early as can be, in any order, and when all of them are. */
function pickTeam(
  freeAt: readonly number[],
  count: number,
  random: Random,
): { readonly phones: readonly number[]; readonly startMs: number } {
  const byTime = freeAt.map((at, phone) => ({ at, phone })).toSorted((a, b) => a.at - b.at);
  const phones = byTime.slice(0, count).map(({ phone }) => phone);
  return { phones: random.shuffle(phones), startMs: byTime[count - 1]?.at ?? 0 };
}

/** Keeps the phones from anything else until their part is over and they have rested. */
function occupy(
  freeAt: number[],
  { startMs, conversation, pace }: Appointment & { readonly pace: Pace },
): void {
  const steps = conversation.steps.toSorted((one, other) => one.atMs - other.atMs);
  for (const { leg, atMs } of steps) freeAt[leg.phone] = startMs + atMs;
  for (const phone of new Set(steps.map(({ leg }) => leg.phone))) {
    freeAt[phone] = (freeAt[phone] ?? 0) + pace.rest();
  }
}
