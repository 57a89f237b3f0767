/**
 * People who talk while something breaks.
 * @module
 */
import { Member, type MemberOptions } from "../../support/member.ts";

/** Options of {@linkcode Crowd.join}. */
export interface CrowdOptions {
  readonly port: number;
  readonly host?: string;
  readonly encryption?: MemberOptions["encryption"];
  readonly size: number;
  readonly random: () => number;
  /** The beginning of their names. */
  readonly name?: string;
}

/** Members that each say so many messages in a second until they are stopped. Disposing makes them leave. */
export class Crowd implements AsyncDisposable {
  readonly #timers: ReturnType<typeof setInterval>[] = [];

  private constructor(readonly members: readonly Member[], private readonly random: () => number) {}

  static async join(options: CrowdOptions): Promise<Crowd> {
    const { size, random, name = "member", ...where } = options;
    const members: Member[] = [];
    for (let index = 0; index < size; index++) {
      members.push(await Member.join({ ...where, name: `${name} ${index}`, random }));
    }
    return new Crowd(members, random);
  }

  /** Everybody says `perSecond` messages a second, each at their own moments. */
  talk(perSecond: number): void {
    for (const member of this.members) {
      const everyMs = 1000 / perSecond * (0.9 + 0.2 * this.random());
      const say = () => member.say(`${member.name} ${member.said.length} ${performance.now()}`);
      this.#timers.push(setInterval(say, everyMs));
    }
  }

  /** Nobody says anything more. Resolves when everybody, `listeners` included, was told everything. */
  async settle(...listeners: readonly Member[]): Promise<void> {
    this.hush();
    await Promise.all(this.members.map((member) => member.acknowledged()));
    await Promise.all(
      [...this.members, ...listeners].flatMap((reader) =>
        this.members.filter((writer) => writer !== reader).map((writer) =>
          reader.shown(writer.said.at(-1))
        )
      ),
    );
  }

  hush(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
  }

  get said(): Map<string, readonly string[]> {
    return new Map(this.members.map(({ name, said }) => [name, said]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.hush();
    await Promise.all(this.members.map((member) => member[Symbol.asyncDispose]()));
  }
}
