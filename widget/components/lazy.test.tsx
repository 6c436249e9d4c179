import { type ComponentType, render } from "preact";
import { expect, it, vi } from "vitest";
import { lazy } from "./lazy.tsx";

it("what comes while one that asked for it gives way to another is shown there", async () => {
  let arrive: (component: ComponentType<object>) => void = () => {};
  const load = vi.fn(
    () =>
      new Promise<ComponentType<object>>((resolve) => {
        arrive = resolve;
      }),
  );
  const Part = lazy(load);
  const place = document.createElement("div");
  render(<Part key="sent" />, place);
  await vi.waitFor(() => expect(load).toHaveBeenCalled());
  render(<Part key="committed" />, place);
  // Before the second one has had its effects.
  arrive(() => <p>It is here</p>);
  await vi.waitFor(() => expect(place.textContent).toBe("It is here"));
  render(null, place);
});
