// Figures and names as each language writes them.
import { describe, expect, it } from "vitest";
import {
  afterDe,
  capitalised,
  formatArea,
  formatNumber,
  formatShare,
  typeset,
} from "../src/model/format";

describe("figures", () => {
  it("are grouped by a narrow no-break space in French, a comma in English", () => {
    expect(formatNumber(19408, "fr")).toBe("19\u202f408");
    expect(formatNumber(19408, "en")).toBe("19,408");
    expect(formatNumber(740, "fr")).toBe("740");
  });

  it("give shares with one decimal and the right space before the sign", () => {
    const check = (share: number, french: string, english: string) => {
      expect(formatShare(share, "fr")).toBe(french);
      expect(formatShare(share, "en")).toBe(english);
    };
    check(0.8928, "89,3\u202f%", "89.3%");
    check(0.107, "10,7\u202f%", "10.7%");
    check(0, "0,0\u202f%", "0.0%");
    check(1, "100\u202f%", "100%");
    check(0.5, "50,0\u202f%", "50.0%");
  });

  it("never round a little to nothing, nor nearly all to all", () => {
    expect(formatShare(0.0001, "fr")).toBe("<\u00a00,1\u202f%");
    expect(formatShare(0.9998, "fr")).toBe(">\u00a099,9\u202f%");
    expect(formatShare(0.9998, "en")).toBe(">\u00a099.9%");
  });

  it("give areas in square kilometres", () => {
    expect(formatArea(522.6, "fr")).toBe("523\u00a0km²");
    expect(formatArea(7.21, "fr")).toBe("7,2\u00a0km²");
    expect(formatArea(7.21, "en")).toBe("7.2\u00a0km²");
  });
});

describe("French sentences", () => {
  it("keep their high punctuation", () => {
    expect(typeset("Coupé ; « ici » ?", "fr")).toBe("Coupé\u202f; «\u00a0ici\u00a0»\u202f?");
    expect(typeset("Cut ; here", "en")).toBe("Cut ; here");
  });
});

describe("names after “de”", () => {
  it("contract and elide", () => {
    const check = (name: string, written: string) => expect(afterDe(name)).toBe(written);
    check("Ganges", "de Ganges");
    check("Le Vigan", "du Vigan");
    check("Les Sables-d’Olonne", "des Sables-d’Olonne");
    check("La Rochelle", "de La Rochelle");
    check("Alès", "d’Alès");
    check("Évreux", "d’Évreux");
    check("Yssingeaux", "d’Yssingeaux");
    check("Lens", "de Lens");
    check("L’Isle-Adam", "de L’Isle-Adam");
  });

  it("keep accents when put in capitals", () => {
    expect(capitalised("établissement")).toBe("Établissement");
  });
});
