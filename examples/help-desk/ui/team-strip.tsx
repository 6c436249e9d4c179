import { words } from "../words.ts";
import { Avatar } from "./parts/avatar.tsx";
import { useConsole } from "./use-console.ts";

/** Who else is here, and how much they carry (S9). */
export function TeamStrip() {
  const console = useConsole();
  const others = console.agents.value.filter(
    (agent) => agent.id !== console.me.value?.id && agent.status !== "offline",
  );
  return (
    <ul class="team" aria-label={words.team}>
      {others.map((agent) => {
        const load = words.loadOf(agent.load, agent.capacity);
        const said = words.teammate(agent.name, words.presence[agent.status], load);
        return (
          <li
            key={agent.id}
            data-part="teammate"
            data-id={agent.id}
            data-presence={agent.status}
            title={said}
          >
            <Avatar person={agent} presence={agent.status} />
            <span class="unseen">{said}</span>
          </li>
        );
      })}
    </ul>
  );
}
