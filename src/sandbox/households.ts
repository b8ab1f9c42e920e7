import { BRANCHES, LAST_NAMES, PLACES, POSITIONS, WARNINGS } from './name-lists.ts';
import { createCouple, createPerson, type Fields } from './people.ts';
import { createPhonePool } from './phone-pool.ts';
import { spellAbroad, spellLandline, spellMobile, spellTwo } from './phone-spelling.ts';
import type { Random } from './random.ts';

const KINDS = [
  'mobile',
  'landline',
  'company',
  'subContactCouple',
  'mobile',
  'landline',
  'separateCouple',
  'both',
  'mobile',
  'abroad',
  'landline',
  'warned',
  'both',
  'twoNumbers',
  'mobile',
  'archived',
  'company',
  'numberless',
] as const;

type Kind = (typeof KINDS)[number];

/** Where numbers come from, spelled in one habit after the other. */
type Numbers = {
  landline(): string;
  mobile(): string;
  two(): string;
  abroad(): { country: string; city: string; number: string };
  /** A switchboard: its number for the end `0`, the direct ones for other ends. */
  switchboard(): (end: string) => string;
};

/** Returns a function that makes one household or company after the other, one to three contacts each. */
export function createHouseholds(random: Random): () => Fields[] {
  const numbers = createNumbers();
  let count = 0;
  return () => {
    const kind = KINDS[count % KINDS.length] ?? 'mobile';
    count += 1;
    return makeHousehold(kind, random, numbers);
  };
}

function createNumbers(): Numbers {
  const pool = createPhonePool();
  const counts = { landline: 0, mobile: 0, abroad: 0, two: 0 };
  const landline = () => spellLandline(pool.landline(), counts.landline++);
  const mobile = () => spellMobile(pool.mobile(), counts.mobile++);

  function switchboard(): (end: string) => string {
    const board = pool.switchboard();
    const habit = counts.landline++;
    return (end) => spellLandline({ ...board, end }, habit);
  }

  return {
    landline,
    mobile,
    two: () => spellTwo(landline(), mobile(), counts.two++),
    abroad: () => spellAbroad(counts.abroad++),
    switchboard,
  };
}

function makeHousehold(kind: Kind, random: Random, numbers: Numbers): Fields[] {
  const { landline, mobile, two, abroad } = numbers;
  const someone = createPerson(random);
  switch (kind) {
    case 'mobile':
      return [{ ...someone, home_cell: mobile() }];
    case 'landline':
      return [{ ...someone, home_phone: landline() }];
    case 'both':
      return [{ ...someone, office_phone: landline(), office_cell: mobile() }];
    case 'warned':
      return [{ ...someone, home_phone: landline(), warning_notice: random.pick(WARNINGS) }];
    case 'archived':
      return [{ ...someone, phone: landline(), archived: true }];
    case 'numberless':
      return [{ ...someone, home_phone: '', home_cell: 'unbekannt' }];
    case 'twoNumbers':
      return [{ ...someone, home_phone: two() }];
    case 'abroad': {
      const { country, city, number } = abroad();
      return [{ ...someone, home_cell: number, home_city: city, home_country: country }];
    }
    case 'subContactCouple':
      return createCouple(random, landline()).map((one, index) => ({ ...one, isChild: index > 0 }));
    case 'separateCouple':
      return createCouple(random, landline());
    case 'company':
      return makeCompany(random, numbers);
  }
}

function makeCompany(random: Random, numbers: Numbers): Fields[] {
  const numberWith = numbers.switchboard();
  const company = `${random.pick(LAST_NAMES)} ${random.pick(BRANCHES)}`;
  const shared = { company, office_city: random.pick(PLACES).city, office_country: 'DE' };
  const staff = Array.from({ length: random.integer(3) }, (_, index) => ({
    ...createPerson(random),
    ...shared,
    position: random.pick(POSITIONS),
    office_phone: numberWith(String(index + 1)),
  }));
  const house = { is_company: true, client_status_id: 3, broker_id: 503 };
  return [{ ...shared, ...house, office_phone: numberWith('0') }, ...staff];
}
