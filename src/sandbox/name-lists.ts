/** Given names of women, as found in an office's contact list. */
export const FEMALE_NAMES: readonly string[] = [
  'Anna-Lena',
  'Birgit',
  'Çiğdem',
  'Doris',
  'Elif',
  'Françoise',
  'Gisela',
  'Heike',
  'Inés',
  'Jördis',
  'Käthe',
  'Lieselotte',
  'Małgorzata',
  'Nadja',
  'Özlem',
  'Petra',
  'Renée',
  'Sünje',
  'Theresa',
  'Ute',
  'Veronika',
  'Wiebke',
  'Yvonne',
  'Zoë',
];

/** Given names of men, as found in an office's contact list. */
export const MALE_NAMES: readonly string[] = [
  'André',
  'Björn',
  'Christoph',
  'Détlef',
  'Emre',
  'Friedrich',
  'Günther',
  'Hans-Jürgen',
  'Igor',
  'Jörn',
  'Karl-Heinz',
  'Lars',
  'Matthias',
  'Niklas',
  'Ömer',
  'Paweł',
  'Rüdiger',
  'Søren',
  'Thorsten',
  'Uwe',
  'Volker',
  'Wolfgang',
  'Yannick',
  'Želimir',
];

/** Family names with umlauts, ß, particles and double names. */
export const LAST_NAMES: readonly string[] = [
  'Albrecht',
  'Bäcker',
  'Böhm',
  'Brandt',
  'Çelik',
  'Dvořák',
  'Engelhardt',
  'Förster',
  'Fuß',
  'Gärtner',
  'Großmann',
  'Grünewald',
  'Hägele',
  'Heß',
  'Hüttenrauch',
  'Jäger',
  'Kießling',
  'Köhler',
  'König',
  'Kowalski',
  'Krüger',
  'Lüdenscheidt',
  'Maaß',
  'Möller',
  'Nußbaum',
  'Öztürk',
  'Pfäffle',
  'Preuß',
  'Quandt',
  'Rößler',
  'Schäfer',
  'Schröder',
  'Schüßler',
  'Strauß',
  'Thürmann',
  'Überall',
  'Vögele',
  'Weiß',
  'Wünsche',
  'Yıldız',
  'Zöllner',
  'von der Heyde',
  'zu Löwenstein',
  'van den Bosch',
  'Müller-Lüdenscheidt',
  'Groß-Bölting',
  'Schmidt-Weißenfels',
  "O'Neill",
];

/** Academic titles; most people have none. */
export const TITLES: readonly string[] = ['Dr.', 'Prof. Dr.', 'Dr.-Ing.', 'Dipl.-Ing.', 'Dr. med.'];

/** Lines of business, used after a family name. */
export const BRANCHES: readonly string[] = [
  'Bauträger GmbH',
  'Grundbesitz GmbH & Co. KG',
  'Hausverwaltung GmbH',
  'Notare PartG mbB',
  'Gebäudereinigung',
  'Immobilien AG',
  'Finanzierungsvermittlung UG (haftungsbeschränkt)',
  'Architekturbüro',
  'Küchenstudio',
  '& Söhne Dachdecker KG',
  'Steuerberatung',
  'Wohnungsbau eG',
];

/** What people are called on their cards. */
export const POSITIONS: readonly string[] = [
  'Geschäftsführer/in',
  'Prokurist/in',
  'Assistenz',
  'Bauleitung',
  'Buchhaltung',
  'Hausmeister/in',
];

/** Streets without house numbers. */
export const STREETS: readonly string[] = [
  'Bahnhofstraße',
  'Königsallee',
  'Am Mühlgraben',
  'Schloßplatz',
  'Goethestr.',
  'Lerchenweg',
  'Straße des 17. Juni',
  'Große Bleichen',
  'An der Weiß',
  'Rosengäßchen',
];

/** Places with a postcode, one for each reserved area code and some without. */
export const PLACES: readonly { readonly zip: string; readonly city: string }[] = [
  { zip: '10115', city: 'Berlin' },
  { zip: '60311', city: 'Frankfurt am Main' },
  { zip: '20095', city: 'Hamburg' },
  { zip: '50667', city: 'Köln' },
  { zip: '80331', city: 'München' },
  { zip: '73728', city: 'Esslingen am Neckar' },
  { zip: '99423', city: 'Weimar' },
  { zip: '02826', city: 'Görlitz' },
];

/** Warnings that an office notes prominently. */
export const WARNINGS: readonly string[] = [
  'Zahlt nicht',
  'Vorsicht: nimmt Gespräche auf',
  'Kein Rückruf vor 10 Uhr, sonst Beschwerde',
  'Hausverbot seit Besichtigung am 3. März',
];
