import { computed, type ReadonlySignal, signal } from "@preact/signals";
import * as v from "valibot";
import type { ConfigurationJson, Desk, Refusal } from "../../desk.ts";
import { refusalOf } from "../failure.ts";
import { type Form, FormSchema, SECTION_OF, SECTIONS, type SectionId } from "./form.ts";

/** Field of the form that the server does not take, by its path, or where there is none, what it said. */
export type Problem = { path: string } | { refusal: Refusal };

/** The workspace's settings while somebody changes them: nothing holds before it is saved. */
export class Settings {
  /** Null until they have come. */
  readonly form: ReadonlySignal<Form | null>;
  readonly dirty: ReadonlySignal<boolean>;
  /** Counts what came from the server: fields begin anew with it. */
  readonly version = signal(0);
  readonly problem = signal<Problem | null>(null);
  readonly saving = signal(false);
  /** Sections that have been changed here and by somebody else, whose changes have been loaded. */
  readonly both = signal<readonly SectionId[]>([]);
  /** What waits for the answer whether changes may be lost. */
  readonly leaving = signal<(() => void) | null>(null);
  readonly #ports: Desk["configuration"];
  readonly #form = signal<Form | null>(null);
  #base: ConfigurationJson = {};
  readonly #saved = signal("");

  constructor(ports: Desk["configuration"]) {
    this.#ports = ports;
    this.form = this.#form;
    this.dirty = computed(
      () => this.#form.value !== null && JSON.stringify(this.#form.value) !== this.#saved.value,
    );
    void this.load();
  }

  async load(): Promise<void> {
    this.problem.value = null;
    try {
      this.#take(await this.#ports.read());
    } catch (error) {
      this.problem.value = { refusal: refusalOf(error) };
    }
  }

  change(part: Partial<Form>): void {
    const form = this.#form.value;
    if (form) this.#form.value = { ...form, ...part };
  }

  discard(): void {
    this.problem.value = null;
    this.#take(this.#base);
  }

  /** Resolves to whether they hold now. Where somebody else has changed them meanwhile, nothing is saved. */
  async save(): Promise<boolean> {
    const form = this.#form.value;
    if (!form || this.saving.value) return false;
    this.saving.value = true;
    this.problem.value = null;
    try {
      this.#take(await this.#ports.write({ ...this.#base, ...changedIn(form, this.#base) }));
      return true;
    } catch (error) {
      const refusal = refusalOf(error);
      const { path } = refusal.details;
      this.problem.value = refusal.code === "invalid" && path ? { path } : { refusal };
      return false;
    } finally {
      this.saving.value = false;
    }
  }

  /** What somebody else has set meanwhile, with what is changed here on top of it: to be looked at before it is saved. */
  async loadTheirs(): Promise<void> {
    const form = this.#form.value;
    if (!form || this.saving.value) return;
    this.saving.value = true;
    try {
      const settings = await this.#ports.read();
      const theirs = v.parse(FormSchema, settings);
      const changed = Object.keys(changedIn(theirs, this.#base));
      // What was written while they were fetched is here too.
      const now = this.#form.value ?? form;
      const mine = Object.keys(changedIn(now, this.#base));
      const merged: Form = { ...theirs };
      for (const key of mine) merged[key] = now[key];
      this.#take(settings);
      this.#form.value = merged;
      this.problem.value = null;
      const twice = mine.filter((key) => changed.includes(key)).map((key) => SECTION_OF[key]);
      this.both.value = SECTIONS.filter((section) => twice.includes(section));
    } catch (error) {
      this.problem.value = { refusal: refusalOf(error) };
    } finally {
      this.saving.value = false;
    }
  }

  /** Goes on at once where nothing would be lost, else when that has been agreed to. */
  leave(then: () => void): void {
    if (this.dirty.value) this.leaving.value = then;
    else then();
  }

  #take(settings: ConfigurationJson): void {
    const form = v.parse(FormSchema, settings);
    this.#base = settings;
    this.#saved.value = JSON.stringify(form);
    this.#form.value = form;
    this.both.value = [];
    this.version.value += 1;
  }
}

function changedIn(form: Form, base: ConfigurationJson): ConfigurationJson {
  const before: Record<string, unknown> = v.parse(FormSchema, base);
  return Object.fromEntries(
    Object.entries(form).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key])),
  );
}
