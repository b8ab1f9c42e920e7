/** Something that goes on until it is told to end. */
export type Task = (ending: AbortSignal) => Promise<void>;

/** Tasks that go on beside the work. */
export type Background = {
  /** Resolves as the work does; rejects when the work or a task fails. */
  during<Result>(work: Promise<Result>): Promise<Result>;
  /** Tells the tasks to end; resolves when they have. */
  stop(): Promise<void>;
};

/** Starts tasks; the signal ends them too. */
export function startBackground(signal: AbortSignal, tasks: readonly Task[]): Background {
  const ending = new AbortController();
  const isEnding = AbortSignal.any([signal, ending.signal]);
  const running = Promise.all(tasks.map((task) => task(isEnding)));
  // Whoever awaits `during` or `stop` hears of it.
  running.catch(() => {});
  return {
    during: (work) => Promise.race([work, running.then(() => work)]),
    async stop() {
      ending.abort();
      await running;
    },
  };
}
