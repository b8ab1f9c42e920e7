import fc from 'fast-check';
import { KINDS, type Plan, type Story } from './story.ts';
import { tellStory } from './tell-story.ts';

/**
 * Longer than any report is late plus the time in which a phone that talks with the customer, no
 * `incoming` told, counts as the target of his transfer.
 */
const APART_MS = 35_000;

const anyPlan: fc.Arbitrary<Plan> = fc.record({
  kind: fc.constantFrom(...KINDS),
  startAt: fc.integer({ min: 1_000_000, max: 1_120_000 }),
  customer: fc.integer({ min: 1, max: 5 }),
  phones: fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 6, maxLength: 6 }),
  size: fc.integer({ min: 2, max: 5 }),
  ringMs: fc.integer({ min: 500, max: 20_000 }),
  talkMs: fc.integer({ min: 500, max: 90_000 }),
  stepMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300 })),
  ids: fc.constantFrom('own', 'own', 'shared'),
  isAnswered: fc.boolean(),
  hasReason: fc.boolean(),
  isMasked: fc.boolean(),
  isOut: fc.boolean(),
  receipt: fc.constantFrom('none', 'same-id', 'new-id'),
});

/** An office day: stories that overlap as chance has it, on phones of one firmware. */
export const anyDay: fc.Arbitrary<readonly Story[]> = fc
  .tuple(
    fc.array(anyPlan, { minLength: 1, maxLength: 8 }),
    fc.constantFrom(true, true, true, false),
  )
  .map(([plans, hasCallIds]) =>
    spread(plans.map((plan) => tidy(hasCallIds ? plan : { ...plan, ids: 'none' }))),
  );

/** A proxy gives one Call-ID to phones that ring together, not to those that follow each other. */
function tidy(plan: Plan): Plan {
  const canShare = plan.kind === 'single' || plan.kind === 'held' || plan.kind === 'group';
  return plan.ids === 'shared' && !canShare ? { ...plan, ids: 'own' } : plan;
}

/**
 * Moves stories apart that nobody could tell apart: a customer calls again after a while, and an
 * agent has one conversation with colleagues at a time.
 */
function spread(plans: readonly Plan[]): readonly Story[] {
  const stories: Story[] = [];
  for (const [index, plan] of plans.entries()) {
    const busy = stories.filter((story) => isInTheWay(story.plan, plan));
    const freeAt = Math.max(0, ...busy.map((story) => story.endAt + APART_MS));
    const startAt = Math.max(plan.startAt, freeAt);
    stories.push(tellStory({ ...plan, startAt }, index));
  }
  return stories;
}

function isInTheWay(one: Plan, other: Plan): boolean {
  if (one.customer === other.customer) return true;
  const isShared = one.phones.some((phone) => other.phones.includes(phone));
  // Without Call-IDs a phone's second call is told from the first by its number alone.
  if (isShared && (one.ids === 'none' || other.ids === 'none')) return true;
  return isShared && isAmongColleagues(one) && isAmongColleagues(other);
}

function isAmongColleagues({ kind }: Plan): boolean {
  return kind !== 'single' && kind !== 'group' && kind !== 'hunting';
}
