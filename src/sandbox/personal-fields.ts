/**
 * What no connector may ever keep: each value of `personalFields` contains one of these texts.
 *
 * A test that finds one of them in a database, a log or a page has found a leak.
 */
export const PERSONAL_MARKERS: readonly string[] = ['GEHEIM', '1901-02-03', '98765432.1'];

/** The personal fields of a contact's long form, all of them planted; made from the id alone. */
export function personalFields(id: number): Record<string, string | number> {
  return {
    dob: '1901-02-03',
    birth_name: `GEHEIM-Geburtsname-${id}`,
    birth_place: `GEHEIM-Geburtsort-${id}`,
    birth_country: `GEHEIM-Geburtsland-${id}`,
    identity_number: `GEHEIM-Ausweis-${id}`,
    issuing_authority: `GEHEIM-Behoerde-${id}`,
    tax_identification_number: `GEHEIM-Steuernummer-${id}`,
    income: 98765432.1,
  };
}
