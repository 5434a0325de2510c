// The polyline codec against Google's own example, and as a law over random rings.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePolyline, encodePolyline, type Position } from "../src/address/polyline";

const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const ring = fc.array(fc.tuple(degrees(180), degrees(90)), { maxLength: 40 });

describe("polyline", () => {
  it("writes and reads the published example", () => {
    const positions: Position[] = [
      [-120.2, 38.5],
      [-120.95, 40.7],
      [-126.453, 43.252],
    ];
    expect(encodePolyline(positions)).toBe("_p~iF~ps|U_ulLnnqC_mqNvxq`@");
    expect(decodePolyline("_p~iF~ps|U_ulLnnqC_mqNvxq`@")).toEqual(positions);
  });

  it("gives every ring back, to within half of the fifth decimal", () => {
    fc.assert(
      fc.property(ring, (positions) => {
        const back = decodePolyline(encodePolyline(positions));
        expect(back).toHaveLength(positions.length);
        positions.forEach(([x, y], i) => {
          expect(Math.abs((back?.[i]?.[0] ?? Number.NaN) - x)).toBeLessThan(0.51e-5);
          expect(Math.abs((back?.[i]?.[1] ?? Number.NaN) - y)).toBeLessThan(0.51e-5);
        });
      }),
    );
  });

  it("writes the same text again once rounded", () => {
    fc.assert(
      fc.property(ring, (positions) => {
        const text = encodePolyline(positions);
        expect(encodePolyline(decodePolyline(text) ?? [])).toBe(text);
      }),
    );
  });

  it("refuses what is no polyline, and never throws", () => {
    for (const text of ["_p~iF", "_p~iF~ps|U_", " ", "é", "~~~~~~~~~~~~~"]) {
      expect(decodePolyline(text), text).toBeNull();
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        const positions = decodePolyline(text);
        for (const [x, y] of positions ?? []) {
          expect(Math.abs(x)).toBeLessThanOrEqual(180);
          expect(Math.abs(y)).toBeLessThanOrEqual(90);
        }
      }),
    );
  });
});
