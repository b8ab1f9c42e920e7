/** Holds up whoever comes while it is closed. */
export type Gate = { open(): void; close(): void; pass(): Promise<void> };

/** Creates a closed gate. */
export function createGate(): Gate {
  let isOpen = false;
  let waiting: (() => void)[] = [];
  return {
    open() {
      isOpen = true;
      for (const go of waiting) go();
      waiting = [];
    },
    close() {
      isOpen = false;
    },
    async pass() {
      while (!isOpen) await new Promise<void>((go) => waiting.push(go));
    },
  };
}
