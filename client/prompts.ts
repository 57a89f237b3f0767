/**
 * What `chat join` asks a person for when it is missing. Only for a terminal.
 * @module
 */
import { formatAddress, type Invite, parseInvite } from "../protocol/address.ts";
import { cancel, confirm, isCancel, select, text } from "@clack/prompts";
import { normalizeName } from "../protocol/names.ts";
import type { Mode } from "./modes.ts";

/** What is known before asking. */
export interface Known {
  readonly address: Invite | undefined;
  readonly mode: Mode | undefined;
  readonly name: string | undefined;
}

/**
 * What is known after it. Without a mode, the usual one is meant; without a name, the page asks for
 * it.
 */
export interface Answers extends Known {
  readonly address: Invite;
}

/**
 * Everything that was missing; `undefined` if the person does not want to connect; `"cancelled"`
 * after Ctrl-C.
 */
export async function askForMissing(
  known: Known,
  modes: readonly Mode[],
): Promise<Answers | "cancelled" | undefined> {
  const isNewcomer = known.name === undefined;
  const address = known.address ?? await askAddress();
  if (address === "cancelled") return cancelled();
  if (isNewcomer) {
    const message = `Would you like to connect to ${formatAddress(address)}?`;
    const connect = await confirm({ message });
    if (isCancel(connect)) return cancelled();
    if (!connect) return undefined;
  }
  let mode = known.mode;
  if (mode === undefined && isNewcomer && modes.length > 1) {
    const labels: Readonly<Record<Mode, string>> = {
      terminal: "Terminal Mode",
      gui: "GUI Mode",
      lines: "Plain lines",
      json: "JSON",
    };
    const options = modes.map((value) => ({ value, label: labels[value] }));
    const chosen = await select<Mode>({ message: "Choose a mode", options });
    if (isCancel(chosen)) return cancelled();
    mode = chosen;
  }
  if (mode === "gui") return { address, mode, name: known.name };
  const name = known.name ?? await askName();
  if (name === "cancelled") return cancelled();
  return { address, mode, name };
}

async function askAddress(): Promise<Invite | "cancelled"> {
  const answer = await text({
    message: "Address of the server",
    placeholder: "192.168.1.20, 192.168.1.20:5050 or an invite",
    validate: (value = "") => parseInvite(value.trim()) ? undefined : "Not an address",
  });
  if (isCancel(answer)) return "cancelled";
  return parseInvite(answer.trim()) ?? "cancelled";
}

/** Asks for a name, with `message`. */
export async function askName(message = "Enter your Name"): Promise<string | "cancelled"> {
  const answer = await text({
    message,
    validate: (value = "") => normalizeName(value) ? undefined : "This name cannot be used",
  });
  return isCancel(answer) ? "cancelled" : answer;
}

function cancelled(): "cancelled" {
  cancel("Cancelled");
  return "cancelled";
}
