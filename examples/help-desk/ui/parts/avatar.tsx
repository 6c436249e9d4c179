import type { Person, PresenceStatus } from "../../desk.ts";

/** A person's photo or initials; decoration, because the name stands beside it. */
export function Avatar({ person, presence }: { person: Person; presence?: PresenceStatus }) {
  return (
    <span class="avatar" aria-hidden="true">
      {person.avatarUrl ? <img src={person.avatarUrl} alt="" /> : initialsOf(person.name)}
      {presence && <span class="dot" data-presence={presence} />}
    </span>
  );
}

export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0]);
  return letters.join("").toUpperCase();
}
