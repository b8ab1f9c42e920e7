/** What phones tell of a situation in the office, and what the office's books are to say. */
export type Situation = {
  readonly name: string;
  /** Events in the words of notation.ts. */
  readonly told: string;
  /** Calls and entries in the words of notation.ts, oldest first. */
  readonly calls: readonly string[];
  /** Internal calls are journalled. */
  readonly internal?: true;
  /** The time-outs have passed. */
  readonly closed?: true;
  /**
   * Every single event may be lost. What then differs, by the lost event's line and phone (`2A`);
   * what is not named here stays as it is.
   */
  readonly lost?: Readonly<Record<string, readonly string[]>>;
};
