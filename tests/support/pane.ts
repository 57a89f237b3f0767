/**
 * A real terminal: a pane of tmux that a program runs in, seen as a person sees it and as bytes.
 * @module
 */
import { environment } from "./program.ts";
import { PATIENCE_MS } from "./patience.ts";
import { TempDir } from "./temp_dir.ts";

/** What a pane says after its program. */
const ENDED = /^\[ended with (\d+)\]$/m;

export interface PaneOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Sets `TERM` in the pane. */
  readonly term?: string;
  readonly cwd?: string;
  /** Without it the program runs as with `--plain`. */
  readonly encrypted?: boolean;
}

/** A test that needs panes; where there is no tmux it is counted as ignored. */
export function paneTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, ignore: !hasTmux() });
}

function hasTmux(): boolean {
  try {
    return new Deno.Command("tmux", { args: ["-V"] }).outputSync().success;
  } catch {
    return false;
  }
}

/** One pane. Disposing ends the program in it and tmux. */
export class Pane implements AsyncDisposable {
  readonly #control: Deno.ChildProcess;
  readonly #env: Record<string, string>;
  readonly #scope: AsyncDisposableStack;
  readonly #reading: Promise<void>;
  /** A character for each byte: tmux cuts anywhere. */
  #bytes = "";
  #changed = Promise.withResolvers<void>();
  #hasEnded = false;

  private constructor(
    control: Deno.ChildProcess,
    readonly folder: string,
    env: Record<string, string>,
    scope: AsyncDisposableStack,
  ) {
    this.#control = control;
    this.#env = env;
    this.#scope = scope;
    this.#reading = this.#read();
  }

  /** Runs `words` in a new pane. */
  static async start(words: readonly string[], options: PaneOptions = {}): Promise<Pane> {
    const { columns = 80, rows = 24, term = "screen-256color", cwd, encrypted = false } = options;
    await using scope = new AsyncDisposableStack();
    const folder = scope.use(await TempDir.make()).path;
    // A run without colour is the exception here.
    const { NO_COLOR: _, FORCE_COLOR: __, TMUX: ___, ...env } = environment({
      encrypted,
      env: {
        XDG_CONFIG_HOME: `${folder}/config`,
        CHAT_DOWNLOADS: `${folder}/downloads`,
        LC_ALL: "C.UTF-8",
      },
    });
    Object.assign(env, options.env);
    const socket = `${folder}/tmux`;
    const set = ["set", "-g", "default-terminal", term, ";", "set", "-g", "history-limit", "20000"];
    const keep = ["set", "-g", "remain-on-exit", "on", ";", "set", "-g", "status", "off"];
    const size = ["-x", String(columns), "-y", String(rows)];
    // An option counts for panes made after it, so the server is there before the pane.
    await tmux(socket, env, [
      "start-server",
      ";",
      ...set,
      ";",
      ...keep,
      ";",
      "new-session",
      "-d",
      ...size,
      ...(cwd === undefined ? [] : ["-c", cwd]),
      ...["sh", "-c", '"$@"; printf "\\n[ended with %s]\\n" $?; exec cat', "sh"],
      ...words,
    ]);
    const control = new Deno.Command("tmux", {
      args: ["-S", socket, "-C", "attach", "-f", "ignore-size"],
      clearEnv: true,
      env,
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    return new Pane(control, folder, env, scope.move());
  }

  /** Everything the program wrote to the terminal since the pane was watched. */
  get bytes(): string {
    const bytes = Uint8Array.from(this.#bytes, (char) => char.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  }

  /** Presses keys, in tmux's names: `Enter`, `C-c`, `M-b`, `Up`. */
  async press(...keys: string[]): Promise<void> {
    await this.#tmux("send-keys", ...keys);
  }

  /** Types `text` as it is. */
  async type(text: string): Promise<void> {
    await this.#tmux("send-keys", "-l", "--", text);
  }

  /** Types `text` and presses Enter. */
  async enter(text: string): Promise<void> {
    await this.type(text);
    await this.press("Enter");
  }

  /** Pastes `text` as terminals do. */
  async paste(text: string): Promise<void> {
    const path = `${this.folder}/paste`;
    await Deno.writeTextFile(path, text);
    await this.#tmux("load-buffer", path, ";", "paste-buffer", "-p");
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#tmux("resize-window", "-x", String(columns), "-y", String(rows));
  }

  /** The rows on the screen, blank ones at its end left out; with `isAll`, those of the scrollback before them. */
  async rows(isAll = false): Promise<string[]> {
    const text = await this.#tmux("capture-pane", "-p", ...(isAll ? ["-S", "-"] : []));
    return text.trimEnd().split("\n").map((row) => row.trimEnd());
  }

  /** Rows with their colours. */
  async colouredRows(): Promise<string[]> {
    return (await this.#tmux("capture-pane", "-p", "-e")).trimEnd().split("\n");
  }

  /** What tmux knows about the pane, such as `cursor_x` or `pane_dead_status`. */
  async fact(name: string): Promise<string> {
    return (await this.#tmux("display-message", "-p", `#{${name}}`)).trim();
  }

  /** The process of the program: the innermost of those that the pane runs. */
  async program(): Promise<number> {
    return await innermost(await this.fact("pane_pid"));
  }

  /** Resolves to the rows as soon as `matches` holds for the screen. @throws {Error} with the screen if it never does. */
  async until(matches: string | RegExp | ((rows: string[]) => boolean)): Promise<string[]> {
    const timeout = Promise.withResolvers<void>();
    const timer = setTimeout(() => timeout.resolve(), PATIENCE_MS);
    try {
      for (let isLate = false;;) {
        const changed = this.#changed.promise;
        const rows = await this.rows();
        const isThere = typeof matches === "function"
          ? matches(rows)
          : typeof matches === "string"
          ? rows.join("\n").includes(matches)
          : matches.test(rows.join("\n"));
        if (isThere) return rows;
        if (isLate || this.#hasEnded) {
          throw new Error(`The screen never showed ${matches}:\n${rows.join("\n")}`);
        }
        isLate = await Promise.race([changed.then(() => false), timeout.promise.then(() => true)]);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolves to the exit code of the program when it has ended. */
  async ended(): Promise<number> {
    const rows = await this.until(ENDED);
    return Number(ENDED.exec(rows.join("\n"))?.[1]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tmux("kill-server").catch(() => {});
    await this.#control.stdin.close().catch(() => {});
    await this.#control.status;
    await this.#reading;
    await this.#scope.disposeAsync();
  }

  #tmux(...args: string[]): Promise<string> {
    return tmux(`${this.folder}/tmux`, this.#env, args);
  }

  /** In control mode tmux tells about every output, with what is not printable in octal. */
  async #read(): Promise<void> {
    let pending = "";
    for await (const chunk of this.#control.stdout) {
      let text = "";
      for (const byte of chunk) text += String.fromCharCode(byte);
      const lines = (pending + text).split("\n");
      pending = lines.pop() ?? "";
      for (const line of lines) {
        const [, output] = /^%output %\d+ (.*)$/.exec(line) ?? [];
        if (output !== undefined) this.#bytes += unescapeOctal(output);
      }
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    }
    this.#hasEnded = true;
    this.#changed.resolve();
  }
}

async function innermost(pid: string): Promise<number> {
  const { stdout } = await new Deno.Command("pgrep", { args: ["-P", pid] }).output();
  const child = new TextDecoder().decode(stdout).trim();
  return child === "" ? Number(pid) : await innermost(child);
}

function unescapeOctal(text: string): string {
  return text.replace(/\\(\d{3})/g, (_, digits) => String.fromCharCode(parseInt(digits, 8)));
}

async function tmux(
  socket: string,
  env: Record<string, string>,
  args: readonly string[],
): Promise<string> {
  const command = new Deno.Command("tmux", {
    args: ["-f", "/dev/null", "-S", socket, ...args],
    clearEnv: true,
    env,
  });
  const { code, stdout, stderr } = await command.output();
  if (code !== 0) throw new Error(`tmux ${args[0]}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}
