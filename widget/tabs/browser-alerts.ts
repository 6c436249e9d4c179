import { storedValue } from "../stored-value.ts";
import { type AlertPorts, type Alerts, createAlerts } from "./alerts.ts";
import { mutedValue } from "./muted.ts";

/** By then every tab reads what the first one has written, in milliseconds. */
const HOLD_MS = 5_000;

/** @param key What the values in storage begin with. `text` is what the title says while it flashes. */
export function browserAlerts(key: string, setTimer: AlertPorts["setTimer"], text: () => string): Alerts {
  const heard = storedValue(`${key}:heard`);

  function isNews(at: string): boolean {
    if ((heard.read() ?? "") >= at) return false;
    heard.write(at);
    return true;
  }

  return createAlerts({
    // A lock, because what one tab writes into storage others may read a moment later only. On pages without HTTPS
    // there are none; then two tabs may happen to tell at once.
    claim: (at) =>
      new Promise((resolve) => {
        const claimed = (lock: Lock | null) => {
          const isFirst = lock !== null && isNews(at);
          resolve(isFirst);
          return isFirst ? new Promise<void>((done) => setTimer(HOLD_MS, done)) : undefined;
        };
        if (!navigator.locks) resolve(isNews(at));
        else {
          navigator.locks
            .request(`${key}:heard:${at}`, { ifAvailable: true }, claimed)
            .catch(() => resolve(isNews(at)));
        }
      }),
    isMuted: () => mutedValue(key).read() !== null,
    setTimer,
    isVisible: () => document.visibilityState !== "hidden",
    mayPlay: () => navigator.userActivation?.hasBeenActive ?? true,
    play,
    flash: () => flash(text()),
  });
}

/** Two soft notes, without a file to fetch. */
function play(): void {
  const audio = new AudioContext();
  const gain = audio.createGain();
  gain.connect(audio.destination);
  const tones = [660, 880].map((frequency, index) => {
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(gain);
    tone.start(audio.currentTime + index * 0.12);
    tone.stop(audio.currentTime + 0.35);
    return tone;
  });
  gain.gain.setValueAtTime(0.08, audio.currentTime);
  gain.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.35);
  const last = tones.at(-1);
  if (last) last.onended = () => void audio.close();
}

/** The page's own title and `text`, a second each. What the page makes of its title meanwhile stands. */
function flash(text: string): () => void {
  let own = document.title;
  const timer = setInterval(swap, 1_000);
  swap();

  function swap(): void {
    if (document.title === text) document.title = own;
    else {
      own = document.title;
      document.title = text;
    }
  }

  return () => {
    clearInterval(timer);
    if (document.title === text) document.title = own;
  };
}
