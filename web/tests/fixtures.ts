// Small answers in the server's shapes, written for the tests: two départements, one basin across them.
import type { Family, NamedTerritory, Overlap, Relation, Stats } from "../src/api/answers";

export const STATS: Stats = {
  vintages: [2024, 2025, 2026],
  sources: [],
  layers: (
    [
      ["commune", "administrative", "loaded"],
      ["commune-deleguee", "administrative", "loaded"],
      ["epci", "administrative", "loaded"],
      ["canton", "administrative", "loaded"],
      ["departement", "administrative", "loaded"],
      ["region", "administrative", "loaded"],
      ["bassin-de-vie", "lived", "loaded"],
      ["bassin-estime", "lived", "loaded"],
      ["zone-emploi", "lived", "missing"],
      ["pnr", "decided", "loaded"],
    ] as [string, Family, "loaded" | "missing"][]
  ).map(([kind, family, status]) => ({
    kind,
    family,
    status,
    label: { fr: [kind, `${kind}s`], en: [kind, `${kind}s`] },
    count: status === "loaded" ? 1 : 0,
    source: null,
    estimated: kind === "bassin-estime",
    advice: null,
  })),
};

export function territory(
  id: string,
  name = id,
  family: Family = "administrative",
): NamedTerritory {
  const [kind = "", code = ""] = id.split(":");
  return {
    id,
    kind,
    code,
    name,
    family,
    population: 1000,
    area_km2: 100,
    context: null,
    estimated: kind === "bassin-estime",
  };
}

export function overlap(
  id: string,
  people: number | null,
  area: number,
  relation: Relation = "overlaps",
): Overlap {
  return {
    territory: territory(id),
    relation,
    shared: { population: 10, area_km2: 5, communes: 2, exact: true },
    share_of_subject: { population: people, area },
    share_of_territory: { population: 0.1, area: 0.2 },
  };
}
