const VARIABLE = String.raw`\$(?<name>[A-Za-z][\w-]*(?:\[\d+\]|\([^)]*\))?)`;
const IN_QUERY = new RegExp(VARIABLE, 'g');
const IN_PATH = new RegExp(`${VARIABLE}&`, 'g');

/** The value of a variable, or undefined when the firmware doesn't know the name. */
export type Resolve = (name: string) => string | undefined;

/**
 * The address with its `$variables` filled in as the phone does it.
 *
 * A name ends at the first character that can't belong to one; hyphens can (`$call-id`). In the path
 * it has to be closed with `&`, which vanishes. Unknown variables stay as they are, password-like
 * ones become empty, and values are not searched for further variables.
 * See http://wiki.snom.com/Features/Action_URL
 */
export function substituteVariables(address: string, resolve: Resolve): string {
  const pathEnd = address.search(/[?#]|$/);
  const fill = (match: string, name: string) =>
    /pass/i.test(name) ? '' : (resolve(name) ?? match);
  const path = address.slice(0, pathEnd).replace(IN_PATH, fill);
  return path + address.slice(pathEnd).replace(IN_QUERY, fill);
}
