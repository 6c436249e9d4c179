import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { AgentPresence } from "../../desk.ts";
import { words } from "../../words.ts";
import { Avatar } from "../parts/avatar.tsx";
import { useConsole } from "../use-console.ts";

export type Choice = { kind: "agent" | "team"; id: string };

type ChoiceProps = { chosen: Choice | null; onChoose(choice: Choice): void };
type ListProps = ChoiceProps & {
  label: string;
  /** Agents who are not among the choices. */
  isLeftOut?(agent: AgentPresence): boolean;
  /** Agents who are shown and cannot be chosen now. */
  isClosed?(agent: AgentPresence): boolean;
};

/** Agents with what they carry, those with the most room first, and teams: one of all of them. */
export function AssigneeList(props: ListProps) {
  const { label, chosen, onChoose, isLeftOut = () => false, isClosed = () => false } = props;
  const console = useConsole();
  const agents = console.agents.value.filter((agent) => !isLeftOut(agent));
  const order = useMemo(() => [...agents].sort(byRoom).map(({ id }) => id), []);
  // Nothing jumps under the pointer: who comes later stands at the end.
  const steady = [...agents].sort((a, b) => placeIn(order, a) - placeIn(order, b));
  const teams = console.teams.value;
  return (
    <div class="assignees" role="radiogroup" aria-label={label}>
      <h3 class="assignees-title">{words.assignDialog.agents}</h3>
      {steady.map((agent) => (
        <Assignee
          key={agent.id}
          choice={{ kind: "agent", id: agent.id }}
          closed={isClosed(agent)}
          chosen={chosen}
          onChoose={onChoose}
        >
          <AgentLine agent={agent} isMe={agent.id === console.me.value?.id} />
        </Assignee>
      ))}
      {agents.length === 0 && <p class="quiet-text">{words.assignDialog.noAgents}</p>}
      {teams.length > 0 && <h3 class="assignees-title">{words.assignDialog.teams}</h3>}
      {teams.map(({ id, name }) => (
        <Assignee key={id} choice={{ kind: "team", id }} closed={false} chosen={chosen} onChoose={onChoose}>
          <span class="assignee-name" dir="auto">
            {name}
          </span>
        </Assignee>
      ))}
    </div>
  );
}

function Assignee(props: ChoiceProps & { choice: Choice; closed: boolean; children: ComponentChildren }) {
  const { choice, closed, chosen, onChoose } = props;
  const isChosen = chosen?.kind === choice.kind && chosen.id === choice.id;
  return (
    <label class="assignee" data-part="assignee" data-kind={choice.kind} data-id={choice.id}>
      <input
        type="radio"
        name="assignee"
        value={`${choice.kind}:${choice.id}`}
        checked={isChosen}
        disabled={closed}
        onChange={() => onChoose(choice)}
      />
      {props.children}
    </label>
  );
}

function AgentLine({ agent, isMe }: { agent: AgentPresence; isMe: boolean }) {
  const { name, status, load, capacity } = agent;
  return (
    <>
      <Avatar person={agent} presence={status} />
      <span class="assignee-who">
        <span class="assignee-name" dir="auto">
          {name}
        </span>
        {isMe && <span class="quiet-text">({words.you})</span>}
      </span>
      <span class="assignee-presence">{words.presence[status]}</span>
      <span class="assignee-load" data-full={load >= capacity || undefined}>
        {words.loadOf(load, capacity)}
        {load >= capacity && <> · {words.assignDialog.full}</>}
      </span>
    </>
  );
}

const PLACES = ["available", "busy", "away", "offline"] as const;

function byRoom(a: AgentPresence, b: AgentPresence): number {
  const byPresence = PLACES.indexOf(a.status) - PLACES.indexOf(b.status);
  return byPresence || b.capacity - b.load - (a.capacity - a.load) || (a.name < b.name ? -1 : 1);
}

function placeIn(order: readonly string[], { id }: AgentPresence): number {
  const place = order.indexOf(id);
  return place === -1 ? order.length : place;
}
