// Rings as short text: Google's encoded polyline algorithm, latitude first, 5 decimals (about 1 m).
export type Position = readonly [longitude: number, latitude: number];

const PRECISION = 1e5;

function encodeNumber(value: number): string {
  let rest = value < 0 ? ~(value << 1) : value << 1;
  let text = "";
  while (rest >= 0x20) {
    text += String.fromCharCode((0x20 | (rest & 0x1f)) + 63);
    rest >>>= 5;
  }
  return text + String.fromCharCode(rest + 63);
}

/** The positions as text, each rounded to 5 decimals. */
export function encodePolyline(positions: readonly Position[]): string {
  let text = "";
  let [lastLatitude, lastLongitude] = [0, 0];
  for (const [longitude, latitude] of positions) {
    const [y, x] = [Math.round(latitude * PRECISION), Math.round(longitude * PRECISION)];
    text += encodeNumber(y - lastLatitude) + encodeNumber(x - lastLongitude);
    [lastLatitude, lastLongitude] = [y, x];
  }
  return text;
}

/** Every number of the text, or `null` where it is cut short or holds a foreign character. */
function decodeNumbers(text: string): number[] | null {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const bits = text.charCodeAt(i) - 63;
    if (bits < 0 || bits > 0x3f || shift > 30) return null;
    value |= (bits & 0x1f) << shift;
    shift += 5;
    if (bits < 0x20) {
      numbers.push(value & 1 ? ~(value >>> 1) : value >>> 1);
      [value, shift] = [0, 0];
    }
  }
  return shift === 0 ? numbers : null;
}

/** The positions a text stands for, or `null` where it is not one or leaves the globe. */
export function decodePolyline(text: string): Position[] | null {
  const numbers = decodeNumbers(text);
  if (numbers === null || numbers.length % 2 !== 0) return null;
  const positions: Position[] = [];
  let [latitude, longitude] = [0, 0];
  for (let i = 0; i < numbers.length; i += 2) {
    latitude += numbers[i] ?? 0;
    longitude += numbers[i + 1] ?? 0;
    if (Math.abs(latitude) > 90 * PRECISION || Math.abs(longitude) > 180 * PRECISION) return null;
    positions.push([longitude / PRECISION, latitude / PRECISION]);
  }
  return positions;
}
