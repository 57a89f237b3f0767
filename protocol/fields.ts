/**
 * Fields that several lines of the protocol have.
 * @module
 */
import { z } from "zod";

export const id = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/);
export const count = z.int().nonnegative();
export const seq = z.int().nonnegative();
export const hex = (chars: number) => z.string().regex(new RegExp(`^[0-9a-f]{${chars}}$`));
export const file = z.string().regex(/^[0-9]{1,16}$/);
export const sha256 = hex(64);
/** A code that one peer gives and another reads. */
export const reason = z.string().regex(/^[a-z_]{1,64}$/);
export const base64url = (chars: number) => z.string().regex(new RegExp(`^[\\w-]{${chars}}$`));
export const moderation = z.enum(["kick", "ban", "unban", "mute", "unmute", "op", "topic"]);
export const direction = z.enum(["up", "down"]);
export const gameNumber = z.string().regex(/^[0-9]{1,16}$/);
export const gameKind = z.string().regex(/^[a-z0-9_]{1,32}$/);
export const gameMove = z.string().regex(/^[\w+=#-]{1,16}$/);
/** RFC 3339, in UTC. */
export const at = z.string();
