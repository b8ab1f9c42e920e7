const WRITTEN_OUT: readonly (readonly [umlaut: string, letters: string])[] = [
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['ß', 'ss'],
];

/**
 * A search text as typed, and with its umlauts written out or put in: a phone's keys have no
 * umlauts, and the CRM takes `Müller` and `Mueller` for two names.
 */
export function searchVariantsOf(text: string): readonly string[] {
  const inserted = WRITTEN_OUT.reduce(
    (result, [umlaut, letters]) => replaceLike(result, letters, umlaut),
    text,
  );
  const writtenOut = WRITTEN_OUT.reduce(
    (result, [umlaut, letters]) => replaceLike(result, umlaut, letters),
    text,
  );
  return [...new Set([text, inserted, writtenOut])];
}

/** Replaces in either case; a capital at the start stays one. */
function replaceLike(text: string, from: string, to: string): string {
  return text.replaceAll(new RegExp(from, 'giu'), (match) => {
    const isCapital = match[0] !== match[0]?.toLowerCase();
    return isCapital && to !== 'ß' ? `${to[0]?.toUpperCase()}${to.slice(1)}` : to;
  });
}
