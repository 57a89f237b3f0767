/**
 * Somebody's name.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { hueOf } from "./format.ts";

export interface NameProps {
  readonly name: string;
  /** Without the colour that stands for the person. */
  readonly isPlain?: boolean;
}

/** In the colour of that name, and set apart from the direction of the text around it. */
export function Name({ name, isPlain = false }: NameProps) {
  if (isPlain) return <bdi>{printable(name)}</bdi>;
  return <bdi class="name" style={{ "--hue": hueOf(name) }}>{printable(name)}</bdi>;
}
