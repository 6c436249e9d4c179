import { lasting } from "../../model/time.ts";
import { words } from "../../words.ts";
import { useSecondsLeft } from "../use-seconds-left.ts";

/** Up to here a countdown in seconds says more than one in minutes. */
const FEW_SECONDS = 120;

/** When the AI's own words go out; told to the eye each second, and to a screen reader when it is asked. */
export function SendingIn({ until }: { until: string }) {
  const left = useSecondsLeft(until);
  if (left === 0) return <span class="countdown">{words.heldReply.sendingNow}</span>;
  const short = left <= FEW_SECONDS;
  const shown = words.heldReply.sendingIn(short ? words.seconds(left) : lasting(left * 1_000));
  return (
    <span class="countdown" role="timer" data-part="sending-in">
      {short ? (
        <>
          <span aria-hidden="true">{shown}</span>
          <span class="unseen">{words.heldReply.sendingInAbout(left)}</span>
        </>
      ) : (
        shown
      )}
    </span>
  );
}
