import { type ReadonlySignal, signal } from "@preact/signals";

/** An immutable value that changes: the same object until something does. */
type Store<Value> = { snapshot(): Value; subscribe(changed: () => void): () => void };

/** A signal that follows one of the SDK's stores until it is stopped. */
export function followStore<Value>(store: Store<Value>): {
  value: ReadonlySignal<Value>;
  stop: () => void;
} {
  const value = signal(store.snapshot());
  const stop = store.subscribe(() => {
    value.value = store.snapshot();
  });
  return { value, stop };
}
