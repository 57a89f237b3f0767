/**
 * The sound that tells of something new.
 * @module
 */

const TONE_HZ = 660;
const LOUDNESS = 0.08;
const LENGTH_S = 0.25;
/** Browsers play nothing before the person has clicked or typed in the page; an answer to that never comes. */
const PATIENCE_MS = 500;

/** Made when it is first played. */
export class Sound {
  #audio: AudioContext | undefined;

  /** Plays it. Resolves to whether the browser does: `"not_yet"` before the person has touched the page. */
  async play(): Promise<"played" | "not_yet" | "refused"> {
    try {
      const audio = this.#audio ??= new AudioContext();
      if (audio.state !== "running") await Promise.race([audio.resume(), patience()]);
      if (audio.state !== "running") return "not_yet";
      beep(audio);
      return "played";
    } catch {
      return "refused";
    }
  }
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
}

function beep(audio: AudioContext): void {
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = TONE_HZ;
  volume.gain.setValueAtTime(LOUDNESS, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + LENGTH_S);
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + LENGTH_S);
}
