import type { Person, PresenceStatus } from "../../desk.ts";

/**
 * A person's photo or initials; decoration, because the name stands beside it. The style sheet draws the initials: as
 * text they would be words of a button's label that nobody says.
 */
export function Avatar({ person, presence }: { person: Person; presence?: PresenceStatus }) {
  const { avatarUrl, name } = person;
  return (
    <span class="avatar" data-initials={avatarUrl ? undefined : initialsOf(name)} aria-hidden="true">
      {avatarUrl && <img src={avatarUrl} alt="" />}
      {presence && <span class="dot" data-presence={presence} />}
    </span>
  );
}

export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0]);
  return letters.join("").toUpperCase();
}
