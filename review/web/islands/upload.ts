/** One file on its way to the case, and what the service says of it. */

/** What the upload route answers for one file. */
export interface Answer {
  readonly received: readonly { readonly name: string; readonly new: boolean; readonly same_as: string }[];
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

export type Ending =
  | { readonly state: "received"; readonly same_as: "" }
  | { readonly state: "already"; readonly same_as: string }
  | { readonly state: "refused"; readonly reason: string };

/** The ending of one upload out of the status and the text the service answered; `otherwise` stands for no answer. */
export function ending(status: number, text: string, otherwise: string): Ending {
  const answer = parsed(text);
  const refusal = answer?.refused?.[0];
  if (refusal) return { state: "refused", reason: refusal.reason };
  const received = answer?.received?.[0];
  if (status >= 200 && status < 300 && received) {
    return received.new ? { state: "received", same_as: "" } : { state: "already", same_as: received.same_as };
  }
  return { state: "refused", reason: answer?.detail || otherwise };
}

/** A file size as people write it: `1.4 MB`. */
export function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}

function parsed(text: string): (Partial<Answer> & { detail?: string }) | null {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === "object" && answer !== null ? answer : null;
  } catch {
    return null;
  }
}
