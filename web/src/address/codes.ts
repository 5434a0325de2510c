// Many communes as short text: sorted codes as differences, five bits to a letter of base64url.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Corse stands where no département has its number, after all others: 100 for 2A, 101 for 2B. */
const [SOUTH, NORTH] = [100, 101];
const MOST = (NORTH + 1) * 1000;

function numberOf(code: string): number {
  const head = code.slice(0, 2);
  const department = head === "2A" ? SOUTH : head === "2B" ? NORTH : Number(head);
  return department * 1000 + Number(code.slice(2));
}

function codeOf(number: number): string {
  const department = Math.floor(number / 1000);
  const head = department === SOUTH ? "2A" : department === NORTH ? "2B" : pad(department, 2);
  return head + pad(number % 1000, 3);
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}

/** The communes of a set of INSEE codes as text, the same for any order; under 2.4 letters each for 300 of them. */
export function encodeCodes(codes: readonly string[]): string {
  const numbers = [...new Set(codes.map(numberOf))].sort((a, b) => a - b);
  let [text, next] = ["", 0];
  for (const number of numbers) {
    let rest = number - next;
    while (rest >= 32) {
      text += LETTERS.charAt(32 | (rest & 31));
      rest >>>= 5;
    }
    text += LETTERS.charAt(rest);
    next = number + 1;
  }
  return text;
}

/** The codes, sorted with Corse last, or `null` where the text is not one that `encodeCodes` writes. */
export function decodeCodes(text: string): string[] | null {
  const codes: string[] = [];
  let [value, shift, next] = [0, 0, 0];
  for (const letter of text) {
    const bits = LETTERS.indexOf(letter);
    if (bits < 0 || shift > 15 || (bits === 0 && shift > 0)) return null;
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits >= 32) continue;
    next += value;
    if (next >= MOST) return null;
    codes.push(codeOf(next));
    next += 1;
    [value, shift] = [0, 0];
  }
  return shift === 0 ? codes : null;
}
