// Names of the territories that cut, each set in the roomiest visible part of its ground.

import type { Geometry } from "geojson";
import type { Map as MapLibreMap } from "maplibre-gl";
import { cellsInside, type Grid, roomiest } from "../model/geometry";
import { manyCommunes } from "./labels";
import type { Scene } from "./scene";
import type { Names } from "./style";

/** Zones whose letter is set: beyond them two letters would fill the map. */
const MOST_LETTERS = 26;
/** Height of a cell in pixels: fine enough for a word, coarse enough for every move. */
const CELL = 10;
/** The tools stand over the top of the map, the credit over its foot: no name goes under them. */
const TOOLS = 64;
const CREDIT = 40;

interface Named {
  readonly name: string;
  /** The letter of a zone rather than a name. */
  readonly letter?: boolean;
  readonly geometry: Geometry;
}

/**
 * Where each name goes on the map as it stands: beyond the figure, on its pieces where these are
 * large, and the letter of each zone.
 */
export function namesOf(map: MapLibreMap, { figure, zones }: Scene): Names {
  const pieces = manyCommunes(figure) ? (figure?.pieces.map(({ piece }) => piece) ?? []) : [];
  const grounds = [...(figure?.beyond ?? []), ...pieces].flatMap(({ geometry, properties }) =>
    "name" in properties && properties.name ? [{ name: properties.name, geometry }] : [],
  );
  const letters = zones.slice(0, MOST_LETTERS).map(
    ({ letter, shapes }): Named => ({
      name: letter,
      letter: true,
      geometry: { type: "GeometryCollection", geometries: shapes.map(({ geometry }) => geometry) },
    }),
  );
  const features = [...grounds, ...letters].flatMap((named) => nameOf(map, named) ?? []);
  return { type: "FeatureCollection", features };
}

/** The name of some ground where it has room, else nothing. */
function nameOf(
  map: MapLibreMap,
  { name, letter, geometry }: Named,
): Names["features"][number] | null {
  const { width, height } = sizeOf(name);
  // The ground is squeezed as much as the name is wide, so that room is the same all around it.
  const squeeze = width / height;
  const { clientWidth, clientHeight } = map.getCanvas();
  const grid: Grid = {
    columns: Math.floor(clientWidth / squeeze / CELL),
    rows: Math.floor((clientHeight - TOOLS - CREDIT) / CELL),
    cell: CELL,
  };
  const spot = roomiest(cellsInside(geometry, grid, projector(map, squeeze)), grid);
  if (!spot || spot.room < height / 2) return null;
  const { lng, lat } = map.unproject([spot.x * squeeze, spot.y + TOOLS]);
  return {
    type: "Feature",
    properties: letter ? { name, letter } : { name },
    geometry: { type: "Point", coordinates: [lng, lat] },
  };
}

/** About how large a name is in pixels, set in wide capitals and broken after some ten letters. */
function sizeOf(name: string): { width: number; height: number } {
  const longest = Math.max(...name.split(/[ -]/).map((word) => word.length));
  const letters = Math.max(longest, Math.min(name.length, 10));
  return { width: letters * 14 + 16, height: Math.ceil(name.length / 10) * 21 + 16 };
}

/**
 * Positions to pixels below the tools, worked out from two corners: the map lies flat and north is
 * up, and this is many times faster than asking the map for each vertex.
 */
function projector(
  map: MapLibreMap,
  squeeze: number,
): (position: number[]) => readonly [number, number] {
  const { clientWidth, clientHeight } = map.getCanvas();
  const northWest = map.unproject([0, 0]);
  const southEast = map.unproject([clientWidth, clientHeight]);
  const mercator = (latitude: number) =>
    Math.log(Math.tan(Math.PI / 4 + (Math.max(-85, Math.min(85, latitude)) * Math.PI) / 360));
  const [top, bottom] = [mercator(northWest.lat), mercator(southEast.lat)];
  const acrossX = clientWidth / (southEast.lng - northWest.lng) / squeeze;
  const acrossY = clientHeight / (top - bottom);
  return ([longitude = 0, latitude = 0]) => [
    (longitude - northWest.lng) * acrossX,
    (top - mercator(latitude)) * acrossY - TOOLS,
  ];
}
