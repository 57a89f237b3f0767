/**
 * What can go wrong, in German.
 * @module
 */
import type { ErrorCode } from "../../../protocol/errors.ts";
import { type FailureCode, knownText } from "../../core/page.ts";

/** One sentence for each code, without its full stop. */
export const GERMAN_FAILURES: Readonly<Record<ErrorCode | FailureCode, string>> = {
  bad_frame: "Diese Zeile gehört nicht zum Chat-Protokoll",
  line_too_long: "Die Zeile ist zu lang",
  hello_timeout: "Die Begrüßung kam nicht rechtzeitig",
  bad_version: "Dieser Server spricht eine andere Version des Protokolls",
  bad_request: "Ein Feld der Anfrage fehlt oder hat einen falschen Wert",
  unknown_type: "Dieser Server kennt diese Art von Anfrage nicht",
  bad_name: "Dieser Name ist nicht möglich",
  name_taken: "Diesen Namen hat schon jemand im Raum",
  name_owned: "Dieser Name gehört auf diesem Server jemand anderem",
  identity_required: "Dieser Server nimmt niemanden ohne Identität auf",
  bad_proof: "Die Identität wurde nicht nachgewiesen",
  wrong_password: "Das Passwort ist falsch",
  not_operator: "Das darf nur ein Operator",
  muted: "Ein Operator hat dich stumm geschaltet",
  kicked: "Ein Operator hat dich hinausgeworfen",
  banned: "Du bist von diesem Server ausgeschlossen",
  bad_text: "Die Nachricht ist leer, zu lang oder kein gültiger Text",
  no_such_room: "Diesen Raum gibt es nicht",
  no_such_member: "Hier heißt niemand so",
  bad_search: "Es fehlt ein Wort, nach dem gesucht werden kann",
  server_full: "Der Server ist voll",
  bad_file_name: "Dieser Dateiname ist nicht möglich",
  file_too_large: "Die Datei ist größer, als dieser Server annimmt",
  storage_full: "Der Speicher des Servers ist voll",
  too_many_files: "Zu viele Dateien auf einmal",
  rate_limited: "Zu oft in kurzer Zeit: einen Augenblick warten",
  no_such_file: "Diese Datei gibt es nicht",
  not_yours: "Das darf nur, wer sie geteilt hat",
  bad_ticket: "Dieses Ticket gilt nicht mehr",
  bad_offset: "Die Stelle liegt hinter dem Ende der Datei",
  bad_digest: "Angekommen ist nicht, was gesendet wurde",
  replaced: "Derselbe Client hat sich noch einmal verbunden",
  slow_consumer: "Die Verbindung nahm zu lange nichts ab",
  idle: "Die Verbindung war zu lange still",
  shutting_down: "Der Server wird beendet",
  internal: "Auf dem Server ist etwas schiefgegangen",
  connection_refused: "Verbindung abgelehnt: dort läuft kein Server",
  no_route: "Kein Weg zu diesem Rechner",
  unknown_host: "Unbekannter Rechner",
  timeout: "Keine Antwort innerhalb der Zeit",
  unreachable: "Der Server ist nicht erreichbar",
  closed_at_once: "Er hat die Verbindung ohne Gruß geschlossen",
  not_a_chat_server: "Das ist kein Chat-Server",
  password_missing: "Der Raum hat ein Passwort: gib es mit --password-file oder CHAT_PASSWORD an",
  no_tls: "Er spricht kein TLS",
  no_encryption: "Der Server verschlüsselt nicht; mit --plain geht es trotzdem, für alle lesbar",
  encryption_gone: "Der Server verschlüsselt nicht mehr, oder etwas anderes steht an seiner Stelle",
  encrypted_only: "Der Server verschlüsselt: tritt ohne --plain bei",
  known_as_encrypted: "Dieser Server ist als verschlüsselt bekannt: tritt ohne --plain bei",
  wrong_fingerprint: "Der Server hat nicht den Fingerabdruck der Einladung",
  fingerprint_changed: "Der Server hat nicht mehr den Fingerabdruck von früher",
  wrong_clock: "Die Uhr dieses Rechners muss falsch gehen",
  not_vouched: "Keine Stelle, der dieses System vertraut, bürgt für den Server",
  connection_lost: "Die Verbindung ist abgerissen",
  server_silent: "Der Server ist verstummt",
  transfer_stalled: "Die Übertragung kam zu lange nicht voran",
  part_damaged: "Was früher ankam, ist beschädigt",
  server_misbehaved: "Der Server hält sich nicht an das Chat-Protokoll",
  left: "Du bist gegangen",
  file_missing: "Die Datei gibt es nicht",
  not_a_file: "Keine gewöhnliche Datei",
  not_readable: "Die Datei lässt sich nicht lesen",
  file_changed: "Die Datei hat sich während des Sendens geändert",
  not_saved: "Die Datei lässt sich nicht speichern",
  cancelled: "Abgebrochen",
  paused: "Du hast sie angehalten",
  withdrawn: "Wer sie geteilt hat, hat sie zurückgezogen",
  abandoned: "Wer sie geteilt hat, hat aufgegeben",
  removed: "Die Datei wurde entfernt",
  not_connected: "Nicht verbunden",
  bad_input: "Diese Eingabe ist nicht zu gebrauchen",
  bad_command: "Dieser Befehl ist so nicht zu gebrauchen",
  public_only: "Alle im Raum bekämen das, und hier wird an ein Mitglied allein geschrieben",
  unclear_name: "Es ist nicht klar, wer gemeint ist: der Name gehört in Anführungszeichen",
};

/** `text` in German: its sentence as the table has it, and whatever it tells beyond that. */
export function germanFailure(code: string, text: string): string {
  if (!Object.hasOwn(GERMAN_FAILURES, code)) return text;
  const sentence = GERMAN_FAILURES[code as ErrorCode | FailureCode];
  const usual = knownText(code) ?? "";
  return text.startsWith(usual) ? sentence + text.slice(usual.length) : `${sentence} (${text})`;
}
