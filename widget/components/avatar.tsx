import { useState } from "preact/hooks";
import { Icon } from "./icons.tsx";

type Props = { kind: "ai" | "team" } | { kind: "person"; name: string; url: string | undefined };

/** The AI's mark, a person's photo or initials, or the team. Beside a name, so that it says nothing itself. */
export function Avatar(props: Props) {
  const [broken, setBroken] = useState("");
  if (props.kind === "ai") {
    return (
      <span class="avatar ai" aria-hidden="true">
        <Icon name="spark" filled />
      </span>
    );
  }
  const url = props.kind === "person" ? props.url : undefined;
  // A photo that does not load gives way to the initials.
  if (url && url !== broken && /^https?:/i.test(url)) {
    return (
      <img
        class="avatar"
        referrerpolicy="no-referrer"
        decoding="async"
        src={url}
        alt=""
        onError={() => setBroken(url)}
      />
    );
  }
  const initials = props.kind === "person" ? initialsOf(props.name) : "";
  return (
    <span class="avatar person" aria-hidden="true">
      {initials || <Icon name="people" />}
    </span>
  );
}

/** "Ann Lee" → "AL"; whole characters, also beyond the first 65,536. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}
