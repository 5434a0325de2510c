// Names of the territories on the other side, each set in the roomiest visible part of its ground.
import type { Map as MapLibreMap } from "maplibre-gl";
import type { Piece } from "../api/answers";
import { cellsInside, type Grid, roomiest } from "../model/geometry";
import type { Names } from "./style";

/** Side of a cell in pixels: fine enough for a word, coarse enough for every move. */
const CELL = 16;
/** Less room than this around a name and it would touch its border: longer names need more. */
const roomFor = (name: string) => Math.min(72, 24 + name.length * 3);

/** Where each name goes on the map as it stands. */
export function namesBeyond(map: MapLibreMap, beyond: readonly Piece[]): Names {
  const { clientWidth, clientHeight } = map.getCanvas();
  const grid: Grid = {
    columns: Math.floor(clientWidth / CELL),
    rows: Math.floor(clientHeight / CELL),
    cell: CELL,
  };
  const project = projector(map);
  const features: Names["features"] = [];
  for (const { geometry, properties } of beyond) {
    if (!("name" in properties)) continue;
    const spot = roomiest(cellsInside(geometry, grid, project), grid);
    if (!spot || spot.room < roomFor(properties.name)) continue;
    const { lng, lat } = map.unproject([spot.x, spot.y]);
    features.push({
      type: "Feature",
      properties: { name: properties.name },
      geometry: { type: "Point", coordinates: [lng, lat] },
    });
  }
  return { type: "FeatureCollection", features };
}

/**
 * Positions to pixels, worked out from two corners: the map lies flat and north is up, and this is
 * many times faster than asking the map for each vertex.
 */
function projector(map: MapLibreMap): (position: number[]) => readonly [number, number] {
  const { clientWidth, clientHeight } = map.getCanvas();
  const northWest = map.unproject([0, 0]);
  const southEast = map.unproject([clientWidth, clientHeight]);
  const mercator = (latitude: number) =>
    Math.log(Math.tan(Math.PI / 4 + (Math.max(-85, Math.min(85, latitude)) * Math.PI) / 360));
  const [top, bottom] = [mercator(northWest.lat), mercator(southEast.lat)];
  const acrossX = clientWidth / (southEast.lng - northWest.lng);
  const acrossY = clientHeight / (top - bottom);
  return ([longitude = 0, latitude = 0]) => [
    (longitude - northWest.lng) * acrossX,
    (top - mercator(latitude)) * acrossY,
  ];
}
