import type { ComponentType, RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { styleSheet } from "../dom.ts";

/**
 * A component whose code comes when it is first shown; until then there is nothing. What could not be loaded is tried
 * again the next time it is shown.
 */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const [, redraw] = useState(loaded !== undefined);
    useEffect(() => {
      // It may have come between the drawing and now, asked for by another one that is gone.
      if (loaded) return redraw(true);
      let isGone = false;
      load().then(
        (component) => {
          loaded = component;
          if (!isGone) redraw(true);
        },
        () => {},
      );
      return () => {
        isGone = true;
      };
    }, []);
    const Loaded = loaded;
    return Loaded ? <Loaded {...props} /> : null;
  };
}

/** The looks of a part that came later, for the shadow root that it stands in. There before it is painted. */
export function useLooks(part: RefObject<Element | null>, css: string): void {
  useLayoutEffect(() => {
    const root = part.current?.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    const sheet = sheets.get(css) ?? styleSheet(css);
    sheets.set(css, sheet);
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }, [part, css]);
}

/** One for all roots: booting again must not leave another behind. */
const sheets = new Map<string, CSSStyleSheet>();
