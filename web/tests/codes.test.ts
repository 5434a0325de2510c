// Communes as short text: known values, every set given back, never long, nothing foreign read.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOME } from "../src/address/address";
import { decodeCodes, encodeCodes } from "../src/address/codes";
import { readQuery, writeQuery } from "../src/address/query";

const code = fc
  .tuple(fc.constantFrom("01", "20", "2A", "2B", "34", "75", "97", "99"), fc.nat(999))
  .map(([department, rest]) => department + String(rest).padStart(3, "0"));
const anywhere = fc.nat(99_999).map((number) => String(number).padStart(5, "0"));
const set = (least: number, most: number) =>
  fc.uniqueArray(fc.oneof(code, anywhere), { minLength: least, maxLength: most });

describe("codes of communes", () => {
  it.each([
    [[], ""],
    [["00000"], "A"],
    [["00000", "00001", "00033"], "AAf"],
    [["00000", "00033"], "AgB"],
    [["95000", "2A004", "2B001"], null],
  ])("reads what it writes of %j", (codes, text) => {
    expect(decodeCodes(encodeCodes(codes))).toEqual(codes);
    if (text !== null) expect(encodeCodes(codes)).toBe(text);
  });

  it("gives every set back, in whatever order it came", () => {
    fc.assert(
      fc.property(set(0, 200), (codes) => {
        expect([...(decodeCodes(encodeCodes(codes)) ?? [])].sort()).toEqual([...codes].sort());
      }),
    );
  });

  it("writes 300 communes in fewer than 1,000 characters, however they are spread", () => {
    fc.assert(
      fc.property(set(300, 300), (codes) => {
        const subject = { type: "basket", communes: codes } as const;
        expect(writeQuery({ ...HOME, subject }).length).toBeLessThan(1000);
      }),
    );
  });

  it("reads a link again as the same communes, and links of before", () => {
    fc.assert(
      fc.property(set(1, 120), (codes) => {
        const link = writeQuery({ ...HOME, subject: { type: "basket", communes: codes } });
        for (const query of [link, `?communes=${codes.join(",")}`]) {
          const { address, damaged } = readQuery(query);
          expect(damaged).toEqual([]);
          const read = address.subject.type === "basket" ? address.subject.communes : [];
          expect([...read].sort()).toEqual([...codes].sort());
        }
      }),
    );
  });

  it.each(["~A<b>", "~_", "~____A", "~gA", "~é", "~9999999"])("says %s is damaged", (text) => {
    expect(readQuery(`?communes=${encodeURIComponent(text)}`).damaged).toEqual(["communes"]);
  });

  it("never throws, whatever the text", () => {
    fc.assert(fc.property(fc.string(), (text) => void decodeCodes(text)));
  });
});
