/**
 * A certificate authority made with `openssl`.
 * @module
 */
import { TempDir } from "./temp_dir.ts";

/** Is there an `openssl` to make one with? */
export function hasOpenssl(): boolean {
  try {
    return new Deno.Command("openssl", { args: ["version"] }).outputSync().success;
  } catch {
    return false;
  }
}

/** The two files of a certificate. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

/** An authority in a folder of its own, which is gone with it. */
export class Authority implements AsyncDisposable {
  #made = 0;

  private constructor(private readonly folder: TempDir) {}

  static async make(): Promise<Authority> {
    const authority = new Authority(await TempDir.make());
    const { cert, key } = authority.files;
    const extensions = ["-addext", "basicConstraints=critical,CA:TRUE"];
    await authority.#openssl([
      ...["req", "-x509", ...NEW_KEY, "-keyout", key, "-out", cert],
      ...["-subj", "/CN=An authority", "-days", "30", ...extensions],
    ]);
    return authority;
  }

  /** Its own certificate and key. */
  get files(): CertificateFiles {
    return { cert: this.folder.join("ca.pem"), key: this.folder.join("ca.key") };
  }

  /** Signs a new certificate that is good for `days` and names `names`, such as `DNS:localhost`. */
  async issue(names: string, days = 30): Promise<CertificateFiles> {
    const [cert, key, request, extensions] = ["pem", "key", "csr", "ext"].map((ending) =>
      this.folder.join(`${this.#made}.${ending}`)
    ) as [string, string, string, string];
    this.#made++;
    const lines = ["basicConstraints=critical,CA:FALSE"];
    if (names !== "") lines.push(`subjectAltName=${names}`);
    await Deno.writeTextFile(extensions, lines.join("\n"));
    await this.#openssl(
      ["req", "-new", ...NEW_KEY, "-keyout", key, "-out", request, "-subj", "/CN=chat"],
    );
    await this.#openssl([
      ...["x509", "-req", "-in", request, "-out", cert, "-days", String(days)],
      ...["-CA", this.files.cert, "-CAkey", this.files.key, "-CAcreateserial"],
      ...["-extfile", extensions],
    ]);
    return { cert, key };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.folder[Symbol.asyncDispose]();
  }

  async #openssl(args: readonly string[]): Promise<void> {
    const { success, stderr } = await new Deno.Command("openssl", { args: [...args] }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
  }
}
