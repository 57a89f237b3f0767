/** Plays Tic-Tac-Toe with everybody, and never loses. Its arguments are the command that joins. */
const [program = "chat", ...args] = Deno.args;
const chat = new Deno.Command(program, {
  args: [...args, "--mode", "json"],
  stdin: "piped",
  stdout: "piped",
}).spawn();
const input = chat.stdin.getWriter();
const LINES = ["789", "456", "123", "741", "852", "963", "753", "951"];

/** What `moves` are worth to whoever made the last one, if both play well: 1, 0 or -1. */
function worth(moves: string[]): number {
  const own = moves.filter((_, at) => (moves.length - at) % 2 === 1);
  if (LINES.some((line) => [...line].every((place) => own.includes(place)))) return 1;
  return moves.length === 9
    ? 0
    : -Math.max(...free(moves).map((place) => worth([...moves, place])));
}

function free(moves: string[]): string[] {
  return [..."519732468"].filter((place) => !moves.includes(place));
}

function best(moves: string[]): string | undefined {
  const rated = free(moves).map((place) => ({ place, value: worth([...moves, place]) }));
  return rated.sort((a, b) => b.value - a.value)[0]?.place;
}

let pending = "";
for await (const text of chat.stdout.pipeThrough(new TextDecoderStream())) {
  const lines = (pending + text).split("\n");
  pending = lines.pop() ?? "";
  for (const event of lines.map((line) => JSON.parse(line))) {
    const games = event.type === "game" ? [event] : event.games ?? [];
    for (const { kind, yourTurn, history, state, moves, opponent } of games) {
      if (kind !== "tictactoe" || !yourTurn || history) continue;
      const command = `/ttt ${state === "open" ? "accept" : best(moves)} "${opponent}"`;
      await input.write(new TextEncoder().encode(`${JSON.stringify({ command })}\n`));
    }
  }
}
