/**
 * The door: who may connect, says hello and proves who it is. Knows no rooms.
 * @module
 */
export { Authentication, type Password } from "./authentication.ts";
export { type Arrival, Door } from "./door.ts";
