import { createContact, type SandboxContact } from './contact.ts';
import { createHouseholds } from './households.ts';
import type { Fields } from './people.ts';
import { createRandom, type Random } from './random.ts';

/** Ids of generated contacts count up from here. */
export const FIRST_GENERATED_ID = 2001;

const DAY_MS = 86_400_000;
const EIGHT_YEARS_DAYS = 2900;
const THREE_YEARS_DAYS = 1100;

/**
 * Returns `count` made-up contacts, the same for the same seed; dates count back from `now`.
 *
 * What kinds there are, and which spellings of numbers, does not depend on the seed: both go round
 * in a circle, so that 300 contacts hold every habit.
 */
export function generateContacts(options: {
  readonly count: number;
  readonly seed: number;
  readonly now: number;
}): SandboxContact[] {
  const random = createRandom(options.seed);
  const nextHousehold = createHouseholds(random);
  const contacts: SandboxContact[] = [];
  while (contacts.length < options.count) {
    for (const contact of settle(nextHousehold(), FIRST_GENERATED_ID + contacts.length)) {
      contacts.push(createContact({ ...contact, ...dates(random, options.now) }, ''));
    }
  }
  return contacts.slice(0, options.count);
}

/** Gives ids to the members of a household; those marked as sub-contacts belong to the first. */
function settle(members: readonly Fields[], firstId: number): (Fields & { id: number })[] {
  return members.map(({ isChild, ...fields }, index) => ({
    ...fields,
    id: firstId + index,
    ...(isChild ? { parent_id: firstId } : {}),
  }));
}

function dates(random: Random, now: number): Partial<SandboxContact> {
  const created = now - (1 + random.fraction() * EIGHT_YEARS_DAYS) * DAY_MS;
  const contacted = now - random.fraction() ** 2 * THREE_YEARS_DAYS * DAY_MS;
  const updated = created + random.fraction() * (now - created);
  return {
    created_at: toIso(created),
    updated_at: toIso(updated),
    last_contact_at: random.integer(8) === 0 ? null : toIso(Math.max(contacted, created)),
  };
}

function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
