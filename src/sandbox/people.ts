import type { SandboxContact } from './contact.ts';
import { FEMALE_NAMES, LAST_NAMES, MALE_NAMES, PLACES, STREETS, TITLES } from './name-lists.ts';
import type { Random } from './random.ts';
import { CLIENT_STATUSES, GROUPS } from './sample-office.ts';

/** What is known of a contact before it has an id; `isChild` marks a sub-contact of the first. */
export type Fields = Partial<SandboxContact> & { readonly isChild?: boolean };

const BROKER_IDS = [501, 502, 503, 504, 505];

/** Somebody with a name and an address, without a number. */
export function createPerson(random: Random): Fields {
  const isFemale = random.integer(2) === 0;
  const first_name = random.pick(isFemale ? FEMALE_NAMES : MALE_NAMES);
  const last_name = random.pick(LAST_NAMES);
  const place = random.pick(PLACES);
  return {
    salutation: isFemale ? 'ms' : 'mr',
    academic_title: random.integer(7) === 0 ? random.pick(TITLES) : null,
    first_name,
    last_name,
    email:
      random.integer(4) === 0 ? null : `${toAscii(first_name)}.${toAscii(last_name)}@example.com`,
    home_street: random.pick(STREETS),
    home_house_number: String(1 + random.integer(140)),
    home_zip_code: place.zip,
    home_city: place.city,
    home_country: 'DE',
    broker_id: random.integer(6) === 0 ? null : random.pick(BROKER_IDS),
    client_status_id: random.pick(CLIENT_STATUSES).id,
    client_source_id: 1 + random.integer(3),
    group_ids: GROUPS.filter(() => random.integer(4) === 0).map(({ id }) => id),
    rating: random.integer(4),
  };
}

/** Two people of one family name, address and landline, without titles. */
export function createCouple(random: Random, home_phone: string): Fields[] {
  const home = { ...createPerson(random), academic_title: null, home_phone };
  const first_name = random.pick(home.salutation === 'ms' ? MALE_NAMES : FEMALE_NAMES);
  const salutation = home.salutation === 'ms' ? 'mr' : 'ms';
  const email = `${toAscii(first_name)}.${toAscii(home.last_name ?? '')}@example.com`;
  return [home, { ...home, salutation, first_name, email }];
}

const SPELLED_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

function toAscii(name: string): string {
  return name
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => SPELLED_OUT[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^a-z]+/g, '');
}
