import { useState } from "preact/hooks";
import type { Baton } from "../../../widget/load-baton.ts";
import { type Language, languagesOf } from "./languages.ts";
import type { Network } from "./network.ts";
import type { Player } from "./player.ts";
import { PERSON, WHOLE_STORY } from "./situations.ts";

/** Names of the widget's locales. Put in by `scripts/build-drawer.ts`. */
declare const __LOCALES__: readonly string[];

const LANGUAGES = languagesOf(__LOCALES__);

type RowProps = {
  id: string;
  title: string;
  /** What to look at. */
  look: string;
  onClick(): void;
  /** Of a switch: whether it is on. */
  isOn?: boolean;
  isDisabled?: boolean;
  isMain?: boolean;
};

function Row({ id, title, look, onClick, isOn, isDisabled = false, isMain = false }: RowProps) {
  return (
    <p class="row">
      <button
        type="button"
        class={isMain ? "button" : "button quiet"}
        data-situation={id}
        aria-describedby={`look-${id}`}
        aria-pressed={isOn}
        // It keeps the focus of who has just pressed it.
        aria-disabled={isDisabled}
        onClick={isDisabled ? undefined : onClick}
      >
        {title}
      </button>
      <span id={`look-${id}`}>{look}</span>
    </p>
  );
}

export function StoryRow({ player }: { player: Player }) {
  const { isPlaying } = player;
  return (
    <Row
      {...WHOLE_STORY}
      isMain
      title={isPlaying ? "Stop" : WHOLE_STORY.title}
      onClick={() => (isPlaying ? player.stop() : void player.play(WHOLE_STORY))}
    />
  );
}

export function PersonRows({ player }: { player: Player }) {
  return PERSON.map((situation) => (
    <Row
      key={situation.id}
      {...situation}
      isDisabled={player.isPlaying}
      onClick={() => void player.play(situation)}
    />
  ));
}

export function TroubleRows({ player, network }: { player: Player; network: Network }) {
  return (
    <>
      <Row
        id="network"
        title="The network drops"
        look="For this tab. What you write waits until it is back."
        isOn={!network.isOn.value}
        onClick={() => network.turn(!network.isOn.value)}
      />
      <Row
        id="slow"
        title="The AI is slow"
        look="All its answers are held for 8 s, and typed in the last 5."
        isOn={player.isSlow.value}
        onClick={() => void player.slowDown(!player.isSlow.value)}
      />
    </>
  );
}

export function PageRows({ player, baton }: { player: Player; baton: Baton }) {
  const [isDark, setDark] = useState(matchMedia("(prefers-color-scheme: dark)").matches);

  function paint(dark: boolean): void {
    setDark(dark);
    baton.update({ colorScheme: dark ? "dark" : "light" });
  }

  return (
    <>
      <LanguageRow baton={baton} />
      <Row
        id="dark"
        title="Dark"
        look="By itself the chat goes by the system, as this page."
        isOn={isDark}
        onClick={() => paint(!isDark)}
      />
      <Row
        id="tab"
        title="A second tab"
        look="One conversation, one draft, one connection."
        onClick={() => open(location.href)}
      />
      <Row
        id="reset"
        title="A new visitor"
        look="Nothing of this one is left here; see what is offered first."
        isDisabled={player.isPlaying}
        onClick={() => player.reset()}
      />
    </>
  );
}

function LanguageRow({ baton }: { baton: Baton }) {
  function speak({ tag, dir }: Language): void {
    baton.setLocale(tag);
    Object.assign(document.documentElement, { lang: tag, dir });
  }
  const page = LANGUAGES.find(({ tag }) => tag === document.documentElement.lang)?.tag ?? "en";
  return (
    <p class="row">
      <label for="try-it-language">Language</label>
      <select
        id="try-it-language"
        data-situation="language"
        aria-describedby="look-language"
        onChange={({ currentTarget: { value } }) => {
          const chosen = LANGUAGES.find(({ tag }) => tag === value);
          if (chosen) speak(chosen);
        }}
      >
        {LANGUAGES.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag} selected={tag === page}>
            {name}
          </option>
        ))}
      </select>
      <span id="look-language">All words and times at once; in Arabic, the sides too.</span>
    </p>
  );
}
