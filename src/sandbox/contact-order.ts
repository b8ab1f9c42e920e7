import type { SandboxContact } from './contact.ts';
import type { Random } from './random.ts';

const SORT_FIELDS = [
  'id',
  'first_name',
  'last_name',
  'created_at',
  'updated_at',
  'last_contact_at',
] as const;

/**
 * Returns the contacts in the asked order, empty values last, equal ones by id.
 *
 * Without a known `sort_by` the order is another one each time, as pages of the real CRM may
 * overlap and leave gaps then.
 */
export function orderContacts(
  contacts: readonly SandboxContact[],
  query: URLSearchParams,
  random: Random,
): SandboxContact[] {
  const field = SORT_FIELDS.find((name) => name === query.get('sort_by'));
  if (field === undefined) return random.shuffle(contacts);
  const sign = query.get('order') === 'desc' ? -1 : 1;
  return [...contacts].sort(
    (left, right) => compareValues(left[field], right[field], sign) || left.id - right.id,
  );
}

function compareValues(
  left: string | number | null,
  right: string | number | null,
  sign: number,
): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -sign : sign;
}
