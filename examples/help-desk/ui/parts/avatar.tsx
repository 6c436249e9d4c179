import { useState } from "preact/hooks";
import type { Person, PresenceStatus } from "../../desk.ts";

/**
 * A person's photo or initials; decoration, because the name stands beside it. The style sheet draws the initials: as
 * text they would be words of a button's label that nobody says.
 */
export function Avatar({ person, presence }: { person: Person; presence?: PresenceStatus }) {
  const { avatarUrl, name } = person;
  const [broken, setBroken] = useState("");
  // A photo that does not load gives way to the initials.
  const url = avatarUrl === broken ? undefined : avatarUrl;
  return (
    <span class="avatar" data-initials={url ? undefined : initialsOf(name)} aria-hidden="true">
      {url && (
        <img referrerpolicy="no-referrer" decoding="async" src={url} alt="" onError={() => setBroken(url)} />
      )}
      {presence && <span class="dot" data-presence={presence} />}
    </span>
  );
}

export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0]);
  return letters.join("").toUpperCase();
}
