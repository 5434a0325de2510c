// Drawing a polygon on the map, or moving the corners of one: loaded only when someone draws.
import type { Map as MapLibreMap } from "maplibre-gl";
import {
  TerraDraw,
  TerraDrawModeUndoRedo,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
} from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import type { Position } from "../address/polyline";
import type { Palette } from "./palette";
import { DRAWING_PREFIX } from "./style";

export interface Drawing {
  /** Takes back the last corner. */
  undo(): void;
  /** Hands over the ring as it is now (when moving corners). */
  finish(): void;
  stop(): void;
}

type Ring = readonly Position[];

/** Starts drawing a new polygon, or moving the corners of `ring`; `done` hears of each finished ring. */
export function startDrawing(
  map: MapLibreMap,
  palette: Palette,
  ring: Ring | null,
  done: (ring: Ring) => void,
): Drawing {
  const hue = palette.families.decided.strong as `#${string}`;
  const halo = palette.halo as `#${string}`;
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, prefixId: DRAWING_PREFIX }),
    modes: [polygonMode(hue, halo), selectMode(hue, halo)],
    undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
  });
  draw.start();
  if (ring) {
    select(draw, ring);
  } else {
    draw.setMode("polygon");
    draw.on("finish", (id) => {
      const drawn = ringOf(draw, id);
      if (drawn) done(drawn);
    });
  }
  return {
    undo: () => void draw.undo(),
    finish() {
      const edited = ringOf(draw, draw.getSnapshot().find(isPolygon)?.id);
      if (edited) done(edited);
    },
    stop: () => draw.stop(),
  };
}

function polygonMode(hue: `#${string}`, halo: `#${string}`): TerraDrawPolygonMode {
  return new TerraDrawPolygonMode({
    showCoordinatePoints: true,
    styles: {
      fillColor: hue,
      fillOpacity: 0.18,
      outlineColor: hue,
      outlineWidth: 2.5,
      closingPointColor: halo,
      closingPointOutlineColor: hue,
      closingPointOutlineWidth: 3,
      closingPointWidth: 7,
      coordinatePointColor: hue,
      coordinatePointOutlineColor: halo,
      coordinatePointOutlineWidth: 2,
      coordinatePointWidth: 5,
    },
  });
}

function selectMode(hue: `#${string}`, halo: `#${string}`): TerraDrawSelectMode {
  return new TerraDrawSelectMode({
    flags: {
      polygon: {
        feature: {
          draggable: true,
          coordinates: { draggable: true, midpoints: true, deletable: true },
        },
      },
    },
    styles: {
      selectedPolygonColor: hue,
      selectedPolygonFillOpacity: 0.18,
      selectedPolygonOutlineColor: hue,
      selectedPolygonOutlineWidth: 2.5,
      selectionPointColor: halo,
      selectionPointOutlineColor: hue,
      selectionPointOutlineWidth: 3,
      selectionPointWidth: 7,
      midPointColor: hue,
      midPointOutlineColor: halo,
      midPointOutlineWidth: 2,
      midPointWidth: 4,
    },
  });
}

function select(draw: TerraDraw, ring: Ring): void {
  const [first] = ring;
  const coordinates = first ? [...ring, first].map(([x, y]) => [x, y]) : [];
  const [added] = draw.addFeatures([
    {
      type: "Feature",
      properties: { mode: "polygon" },
      geometry: { type: "Polygon", coordinates: [coordinates] },
    },
  ]);
  draw.setMode("select");
  if (added?.id !== undefined) draw.selectFeature(added.id);
}

type Feature = ReturnType<TerraDraw["getSnapshot"]>[number];

function isPolygon(feature: Feature): boolean {
  return feature.geometry.type === "Polygon";
}

/** The outer ring of a drawn feature, without its closing position. */
function ringOf(draw: TerraDraw, id: Feature["id"]): Ring | null {
  const geometry = id === undefined ? null : draw.getSnapshotFeature(id)?.geometry;
  if (geometry?.type !== "Polygon") return null;
  const ring = (geometry.coordinates[0] ?? []).slice(0, -1);
  return ring.length >= 3 ? ring.map(([x = 0, y = 0]) => [x, y] as const) : null;
}
