/**
 * The options of `chat serve` that set limits, made from their table.
 * @module
 */
import { type Command, Option } from "@commander-js/extra-typings";
import {
  parseByteRate,
  parseDuration,
  parseRate,
  parseSize,
  parseWhole,
} from "../../protocol/quantities.ts";
import {
  LIMIT_NAMES,
  LIMIT_TABLE,
  type LimitFacts,
  limitLabel,
  limitsFrom,
  type ServerLimits,
} from "../base/mod.ts";
import { refuse } from "./option_values.ts";

interface Unit {
  readonly placeholder: string;
  readonly parse: (text: string) => number | undefined;
  /** What is said about a value that is none. */
  readonly hint: string;
}

const GROUP = "Limits:";

const UNITS: Readonly<Record<LimitFacts["unit"], Unit>> = {
  count: {
    placeholder: "count",
    parse: (text) => parseWhole(text, 1, 1_000_000),
    hint: "It must be a whole number from 1 to 1000000.",
  },
  size: {
    placeholder: "size",
    parse: parseSize,
    hint: "It must be a size such as 100MiB or 1.5GB.",
  },
  time: {
    placeholder: "time",
    parse: (text) => parseDuration(text) || undefined,
    hint: "It must be a time such as 10s or 1m.",
  },
  rate: {
    placeholder: "rate",
    parse: parseRate,
    hint: "It must be a rate such as 10/s or 12/min, or off.",
  },
  byteRate: {
    placeholder: "rate",
    parse: parseByteRate,
    hint: "It must be a rate such as 256KiB/s, or off.",
  },
};

/**
 * One option for each limit, whose values are read with {@linkcode chosenLimits}; and the one that
 * exempts nobody.
 */
export function limitOptions(): Option[] {
  const loopback = new Option("--limit-loopback", "limits by address count for this machine too")
    .env("CHAT_LIMIT_LOOPBACK").helpGroup(GROUP);
  const limits = LIMIT_NAMES.map((name) => {
    const { unit, initial, shown, about } = LIMIT_TABLE[name];
    const { placeholder, parse, hint } = UNITS[unit];
    const label = limitLabel(name);
    return new Option(`--${label} <${placeholder}>`, about)
      .default(initial, shown)
      .env(`CHAT_${label.toUpperCase().replaceAll("-", "_")}`)
      .argParser((text: string) => parse(text) ?? refuse(hint))
      .helpGroup(GROUP);
  });
  return [...limits, loopback];
}

/** The limits as `command`, which has parsed {@linkcode limitOptions}, was told them. */
export function chosenLimits(command: Command): ServerLimits {
  const given = LIMIT_NAMES.filter((name) => command.getOptionValueSource(name) !== "default");
  return limitsFrom(Object.fromEntries(given.map((name) => [name, command.getOptionValue(name)])));
}
