import { createContact, type SandboxContact } from './contact.ts';

const DAY_MS = 86_400_000;

/*
 * The fixed contacts. Their ids and numbers never change: tests, the demo and the handbook use them.
 *
 * id    who                                   number                          stands for
 * 1001  Anna Berger, Berger Immobilien GmbH   home_cell 0170 1234567          an ordinary contact, broker 501
 * 1002  Max Müller                            home_phone 030/23125-100        a couple, two separate contacts
 * 1003  Erika Müller                          home_phone 030/23125-100          that share one landline
 * 1004  Hausverwaltung Süd GmbH               office_phone +49 (0) 89 99998-0 a company with a switchboard
 * 1005  Rolf Streit                           home_phone 0049 221 4710 555    a warning notice
 * 1006  </Text><fetch …>                      home_phone 030 23125-106        XML in a name
 * 1007  $(set:http_pass), <&"> & Söhne        office_phone 069 90009-107      a phone's variable in a name
 * 1008  Franz Huber, Wien                     home_phone +43 1 234567890      Austria
 * 1009  Łukasz Żółć                           home_cell 0176 04069009         letters beyond Latin-1
 * 1010  Nils Möglich                          home_phone +49 1111 1234567     right length, no such area code
 * 1011  Tom Berger                            home_cell 0171-3920011          a sub-contact of 1001
 * 1012  Archibald Altmann                     home_phone (030) 23125-112      archived
 */

/** Returns the hand-written contacts 1001 to 1012; their dates count back from `now` (epoch ms). */
export function createSampleContacts(now: number): SandboxContact[] {
  return SAMPLES.map((sample, index) =>
    createContact(
      {
        client_status_id: 1,
        client_source_id: 1,
        last_contact_at: new Date(now - (index + 2) * DAY_MS).toISOString(),
        created_at: new Date(now - (1000 + index) * DAY_MS).toISOString(),
        updated_at: new Date(now - (index + 1) * DAY_MS).toISOString(),
        ...sample,
      },
      new Date(now).toISOString(),
    ),
  );
}

const SAMPLES: readonly (Partial<SandboxContact> & { readonly id: number })[] = [
  {
    id: 1001,
    salutation: 'ms',
    first_name: 'Anna',
    last_name: 'Berger',
    company: 'Berger Immobilien GmbH',
    position: 'Geschäftsführerin',
    home_cell: '0170 1234567',
    email: 'anna.berger@example.com',
    office_street: 'Lindenallee',
    office_house_number: '12',
    office_zip_code: '10115',
    office_city: 'Berlin',
    office_country: 'DE',
    broker_id: 501,
    client_status_id: 2,
    rating: 3,
    description: 'Verkauft zwei Wohnungen.',
  },
  couple(1002, 'mr', 'Max'),
  couple(1003, 'ms', 'Erika'),
  {
    id: 1004,
    is_company: true,
    company: 'Hausverwaltung Süd GmbH',
    office_phone: '+49 (0) 89 99998-0',
    email: 'info@hv-sued.example.com',
    office_city: 'München',
    broker_id: 503,
    client_status_id: 3,
  },
  {
    id: 1005,
    salutation: 'mr',
    first_name: 'Rolf',
    last_name: 'Streit',
    home_phone: '0049 221 4710 555',
    home_city: 'Köln',
    broker_id: 504,
    warning_notice: 'Nur schriftlich, Anwalt eingeschaltet',
  },
  {
    id: 1006,
    last_name: '</Text><fetch mil="1">http://evil</fetch>',
    home_phone: '030 23125-106',
  },
  {
    id: 1007,
    last_name: '$(set:http_pass)',
    company: '<&"> & Söhne',
    office_phone: '069 90009-107',
  },
  {
    id: 1008,
    salutation: 'mr',
    first_name: 'Franz',
    last_name: 'Huber',
    home_phone: '+43 1 234567890',
    home_city: 'Wien',
    home_country: 'AT',
    broker_id: 505,
  },
  {
    id: 1009,
    salutation: 'mr',
    first_name: 'Łukasz',
    last_name: 'Żółć',
    home_cell: '0176 04069009',
    home_city: 'Görlitz',
    broker_id: 504,
  },
  {
    id: 1010,
    salutation: 'mr',
    first_name: 'Nils',
    last_name: 'Möglich',
    home_phone: '+49 1111 1234567',
  },
  {
    id: 1011,
    parent_id: 1001,
    salutation: 'mr',
    first_name: 'Tom',
    last_name: 'Berger',
    home_cell: '0171-3920011',
    email: 'tom.berger@example.com',
  },
  {
    id: 1012,
    salutation: 'mr',
    first_name: 'Archibald',
    last_name: 'Altmann',
    home_phone: '(030) 23125-112',
    broker_id: 502,
    archived: true,
  },
];

function couple(
  id: number,
  salutation: 'mr' | 'ms',
  first_name: string,
): Partial<SandboxContact> & { id: number } {
  return {
    id,
    salutation,
    first_name,
    last_name: 'Müller',
    home_phone: '030/23125-100',
    home_street: 'Ahornweg',
    home_house_number: '7',
    home_zip_code: '12555',
    home_city: 'Berlin',
    home_country: 'DE',
    broker_id: 502,
  };
}
