import { describe, expect, test } from "vitest";
import type { Attachment } from "../../protocol/attachment.ts";
import type { Actor } from "../actor.ts";
import { ANN, BEN, MARIA, Specimen } from "../testing/specimen.ts";

const PHOTO: Attachment = { id: "f1", name: "photo.png", type: "image/png", size: 3, width: 1, height: 1 };
/** As the sender's screen has it; the room goes by what it has kept itself. */
const SAID: Attachment = { id: "f1", name: "other.html", type: "text/html", size: 9 };

let ids = 0;
const sends = (it: Specimen, actor: Actor, there: readonly Attachment[] = [PHOTO], text = "") =>
  it.do(
    actor,
    {
      ...{ type: "send_message", clientId: `f${++ids}`, text, attachments: [SAID] },
      ...(actor.role === "agent" ? { epoch: it.state.epoch } : {}),
    },
    { attachments: there },
  );

describe("a message with a file", () => {
  test("[A6] holds what the room has kept of it, and no word of what the sender says of it", () => {
    const it = new Specimen();
    expect(sends(it, MARIA)).toEqual(["message_sent"]);
    const [event] = it.log.at(-1)?.events ?? [];
    expect(event).toMatchObject({ text: "", attachments: [PHOTO] });
  });

  test("[A1] is refused where the file is not there to be sent, after what says that nothing may be sent", () => {
    const it = new Specimen();
    expect(sends(it, MARIA, [])).toBe("attachment_gone");
    it.takesOver(ANN);
    expect(sends(it, ANN, [])).toBe("attachment_gone");
    expect(sends(it, BEN, [])).toBe("not_assigned");
    it.do(ANN, { type: "end", clientId: "e", epoch: it.state.epoch });
    expect(sends(it, MARIA, [])).toBe("conversation_ended");
    expect(it.log.flatMap(({ events }) => events).filter(({ type }) => type === "message_sent")).toEqual([]);
  });

  test("[H10] from an agent takes over what nobody has, as its words would", () => {
    const it = new Specimen();
    expect(sends(it, ANN)).toEqual(["taken_over", "ticket_opened", "message_sent"]);
    expect(it.state.control).toBe("agent_active");
  });

  test("[E1] without a word says nothing, so nothing has been said again", () => {
    const when = { repeated: 2 };
    const it = new Specimen({ escalationRules: [{ teamId: "care", reason: "angry", when }] });
    for (let count = 0; count < 4; count += 1) expect(sends(it, MARIA)).toEqual(["message_sent"]);
    it.says(MARIA, "Hello?");
    sends(it, MARIA);
    expect(it.says(MARIA, "Hello?")).toEqual(["message_sent"]);
    expect(it.says(MARIA, "Hello?")).toContain("escalated");
  });
});
