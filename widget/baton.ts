import type { Baton, BatonMethods, Emit } from "./api.ts";
import { type Mounted, mount } from "./mount.ts";
import type { PanelModule } from "./panel-api.ts";
import type { Settings } from "./settings.ts";

/**
 * Makes `window.baton`. `scriptOrigin` is the server's origin where no `host` is set; `importPanel` fetches the
 * panel's code, and is told which try this is.
 */
export function createBaton(
  scriptOrigin: string,
  importPanel: (attempt: number) => Promise<PanelModule>,
): Baton {
  // An EventTarget goes on to the next listener when one throws, and reports the error as the page's own.
  const bus = new EventTarget();
  const emit: Emit = (name, detail) => bus.dispatchEvent(new CustomEvent(name, { detail }));
  let settings: Settings = {};
  let mounted: Mounted | undefined;

  const methods: BatonMethods = {
    boot(given) {
      const { workspace, host } = settings;
      settings = { ...settings, ...given };
      if (settings.workspace !== workspace || settings.host !== host) methods.shutdown();
      if (mounted) mounted.update(settings);
      else if (settings.workspace) {
        mounted = mount(settings.workspace, settings, scriptOrigin, emit, importPanel);
        emit("ready", undefined);
      }
    },
    shutdown() {
      mounted?.remove();
      mounted = undefined;
    },
    update(given) {
      if (mounted) methods.boot(given);
      else settings = { ...settings, ...given };
    },
    open: () => mounted?.setOpen(true),
    close: () => mounted?.setOpen(false),
    toggle: () => mounted?.toggle(),
    show: () => mounted?.setHidden(false),
    hide: () => mounted?.setHidden(true),
    identify: (identity) => methods.update({ identity }),
    logout() {
      mounted?.logout();
      methods.identify(undefined);
    },
    setLocale: (locale) => methods.update({ locale }),
    prefill: (text) => mounted?.prefill(text),
    on(name, listener) {
      const heard = (event: Event) => event instanceof CustomEvent && listener(event.detail);
      bus.addEventListener(name, heard);
      if (name === "ready" && mounted) queueMicrotask(() => heard(new CustomEvent(name)));
      return () => bus.removeEventListener(name, heard);
    },
  };

  return Object.assign(
    // A wrong name must not take the calls after it with it.
    <Name extends keyof BatonMethods>(name: Name, ...args: Parameters<BatonMethods[Name]>) =>
      name in methods ? Reflect.apply(methods[name], 0, args) : console.error("No such method", name),
    methods,
  );
}
