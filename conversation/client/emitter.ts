export type Unsubscribe = () => void;

/** Typed events. A listener that throws keeps nobody else from hearing. */
export type Emitter<Events> = {
  /** Calls `listener` at each event, until the returned function is called. */
  on<Name extends keyof Events>(name: Name, listener: (detail: Events[Name]) => void): Unsubscribe;
  emit<Name extends keyof Events>(name: Name, detail: Events[Name]): void;
};

export function createEmitter<Events>(): Emitter<Events> {
  const listeners: { [Name in keyof Events]?: Set<(detail: Events[Name]) => void> } = {};
  return {
    on(name, listener) {
      // A listener of its own for each call, so that the same function can be added twice and removed once.
      const own: typeof listener = (detail) => listener(detail);
      listeners[name] ??= new Set();
      listeners[name].add(own);
      return () => listeners[name]?.delete(own);
    },
    emit(name, detail) {
      for (const listener of [...(listeners[name] ?? [])]) {
        try {
          listener(detail);
        } catch (error) {
          // The fault is the listener's, and is reported as any uncaught error is.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}
