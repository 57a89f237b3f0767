/**
 * Who can read along, and how to tell that the server is the right one.
 * @module
 */
import { Icon } from "./icon.tsx";
import { usePart, useTexts } from "./store.ts";

/** In whole sentences. */
export function Security() {
  const texts = useTexts();
  const security = usePart((state) => state.room?.security);
  if (security === undefined) return null;
  const { isEncrypted, fingerprint, standing } = security;
  if (!isEncrypted) {
    return (
      <p class="security">
        <strong class="problem">{texts.plain}</strong> {texts.notEncryptedWhy}
      </p>
    );
  }
  if (standing === undefined && fingerprint === undefined) {
    return <p class="security">{texts.lookingAtServer}</p>;
  }
  return (
    <div class="security">
      <p>
        <Icon name="lock" /> {texts.encrypted}
        {standing !== undefined && ` · ${texts.standings[standing]}`}
      </p>
      {fingerprint !== undefined && (
        <code class="fingerprint" title={texts.fingerprint}>{fingerprint}</code>
      )}
      {standing === "new" && <p>{texts.compareFingerprint}</p>}
    </div>
  );
}

/** Stays for as long as everybody on the network can read along; nothing otherwise. */
export function PlainBadge() {
  const texts = useTexts();
  const isPlain = usePart((state) => state.room?.security.isEncrypted === false);
  if (!isPlain) return null;
  return <strong class="badge" title={texts.notEncryptedWhy}>{texts.notEncrypted}</strong>;
}
