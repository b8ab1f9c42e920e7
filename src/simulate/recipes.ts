import type { Random } from '../sandbox/random.ts';
import { againLater, knockMissed, knockTaken } from './double-calls.ts';
import {
  groupAnswered,
  groupElsewhere,
  groupMissed,
  huntAnswered,
  huntMissed,
} from './group-calls.ts';
import { internal } from './internal-calls.ts';
import type { Ingredients } from './script.ts';
import {
  answered,
  held,
  missed,
  reached,
  rejected,
  rejectedSilently,
  unreached,
} from './single-calls.ts';
import { attendedTransfer, blindTransfer } from './transfers.ts';
import type { Conversation, ExpectedCall, Kind, Step } from './truth.ts';

/** A kind of conversation: how often it happens, on how many phones, and what happens then. */
export type Recipe = {
  readonly weight: number;
  readonly phones: (random: Random, phonesOfOffice: number) => number;
  readonly build: (ingredients: Ingredients) => Conversation;
  /** The caller is somebody the CRM does not know. */
  readonly isStranger?: true;
};

const one = () => 1;
const two = () => 2;
const group = upTo(8);
const few = upTo(4);

const COMMON: readonly Recipe[] = [
  { weight: 16, phones: one, build: (it) => answered(it) },
  { weight: 8, phones: one, build: (it) => missed(it) },
  { weight: 4, phones: one, build: rejected },
  { weight: 3, phones: one, build: rejectedSilently },
  { weight: 5, phones: one, build: held },
  { weight: 10, phones: one, build: reached },
  { weight: 6, phones: one, build: unreached },
  { weight: 5, phones: group, build: groupAnswered },
  { weight: 4, phones: group, build: groupMissed },
  { weight: 3, phones: group, build: groupElsewhere },
  { weight: 4, phones: few, build: huntAnswered },
  { weight: 3, phones: few, build: huntMissed },
  { weight: 3, phones: one, build: knockTaken },
  { weight: 3, phones: one, build: knockMissed },
  { weight: 5, phones: two, build: blindTransfer },
  { weight: 4, phones: two, build: attendedTransfer },
  { weight: 4, phones: two, build: internal },
  { weight: 3, phones: two, build: againLater },
];

/** All kinds of conversations of an office day. */
export const RECIPES: readonly Recipe[] = [
  ...COMMON,
  { weight: 2, phones: one, build: (it) => answered(it, 'withheld caller', 'withheld') },
  { weight: 2, phones: one, build: (it) => missed(it, 'withheld caller', 'withheld') },
  { weight: 4, phones: one, isStranger: true, build: (it) => answered(it, 'unknown caller') },
  { weight: 2, phones: one, isStranger: true, build: (it) => missed(it, 'unknown caller') },
  ...COMMON.map((recipe) => ({
    ...recipe,
    weight: recipe.weight / 12,
    build: (it: Ingredients) => repeatEvents(recipe.build(it), it),
  })),
];

/** From two phones to so many, and in a small office to a third of them. */
function upTo(most: number): Recipe['phones'] {
  return (random, phones) => 2 + random.integer(Math.min(most, Math.max(2, phones / 3)) - 1);
}

/** One of the kinds, as often as its weight says. */
export function pickRecipe(random: Random): Recipe {
  const total = RECIPES.reduce((sum, { weight }) => sum + weight, 0);
  let left = random.fraction() * total;
  for (const recipe of RECIPES) {
    left -= recipe.weight;
    if (left < 0) return recipe;
  }
  return random.pick(RECIPES);
}

/** Each event is told twice. */
function repeatEvents(conversation: Conversation, { pace }: Ingredients): Conversation {
  const kind: Kind = 'events repeated';
  const echo = (step: Step): Step => ({ ...step, atMs: step.atMs + pace.moment() });
  const steps = conversation.steps.flatMap((step) => [step, echo(step)]);
  const renamed = new Map<ExpectedCall, ExpectedCall>();
  for (const { after, ...call } of conversation.expected) {
    const former = after && renamed.get(after);
    const original = conversation.expected[renamed.size];
    if (original) renamed.set(original, { ...call, kind, ...(former && { after: former }) });
  }
  return {
    steps: steps.toSorted((first, second) => first.atMs - second.atMs),
    expected: [...renamed.values()],
  };
}
