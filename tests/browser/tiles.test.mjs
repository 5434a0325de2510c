// Tiles and their archive through readers of others: nothing lost, rings as they should be, areas true.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { classifyRings, VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { PMTiles } from "pmtiles";
import { national } from "./browser.mjs";

const EXTENT = 4096;
const BUFFER = 64;
const EARTH_RADIUS_M = 6_371_008.8;
const GARD = "departement:30";

async function json(path) {
  const answer = await fetch(national() + path);
  assert.equal(answer.status, 200, path);
  return answer.json();
}

/** The tiles of a zoom that a box meets. */
function tilesOf([west, south, east, north], zoom) {
  const side = 2 ** zoom;
  const column = (longitude) => Math.floor(((longitude + 180) / 360) * side);
  const row = (latitude) => {
    const angle = (latitude * Math.PI) / 180;
    return Math.floor(((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2) * side);
  };
  const tiles = [];
  for (let x = column(west); x <= column(east); x++) {
    for (let y = row(north); y <= row(south); y++) tiles.push({ z: zoom, x, y });
  }
  return tiles;
}

async function tile(layers, { z, x, y }) {
  const answer = await fetch(`${national()}/tiles/${layers}/${z}/${x}/${y}.mvt`);
  assert.equal(answer.status, 200);
  return new VectorTile(new PbfReader(new Uint8Array(await answer.arrayBuffer())));
}

function* features(layer) {
  for (let place = 0; place < (layer?.length ?? 0); place++) yield layer.feature(place);
}

/** Twice the area of a ring, above 0 where it runs clockwise on the screen. */
function doubled(ring) {
  return ring.reduce((sum, point, place) => {
    const next = ring[(place + 1) % ring.length];
    return sum + point.x * next.y - next.x * point.y;
  }, 0);
}

/** The area of rings of a tile, in km². */
function areaOf(rings, { z, y }) {
  const metres = (2 * Math.PI * EARTH_RADIUS_M) / 2 ** z / EXTENT;
  let area = 0;
  for (const ring of rings) {
    const middle = ring.reduce((sum, point) => sum + point.y, 0) / ring.length;
    const latitude = Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + middle / EXTENT)) / 2 ** z)));
    area += ((doubled(ring) / 2) * (metres * Math.cos(latitude)) ** 2) / 1e6;
  }
  return area;
}

for (const [zoom, tolerance] of [
  [9, 0.04],
  [11, 0.015],
  [12, 0.01],
]) {
  test(`no commune is lost at zoom ${zoom}, and areas are within ${tolerance * 100} %`, async () => {
    const { bbox } = await json(`/api/territories/${GARD}`);
    const { overlaps } = await json(`/api/territories/${GARD}/overlaps?kinds=commune`);
    const known = new Map(
      overlaps.map(({ territory, shared }) => [territory.code, shared.area_km2]),
    );
    assert.ok(known.size > 340);
    const seen = new Set();
    const errors = [];
    for (const at of tilesOf(bbox, zoom)) {
      const { layers } = await tile("commune", at);
      for (const feature of features(layers.commune)) {
        const { code } = feature.properties;
        seen.add(code);
        const rings = feature.loadGeometry();
        const spots = rings.flat();
        const inside = (value) => value >= -BUFFER && value <= EXTENT + BUFFER;
        assert.ok(spots.every(({ x, y }) => inside(x) && inside(y)), `${code} leaves the tile`);
        const [first] = rings;
        assert.ok(doubled(first) > 0, `${code} starts with a hole`);
        const polygons = classifyRings(rings);
        const outer = polygons.map(([ring]) => doubled(ring));
        assert.ok(outer.every((area) => area > 0), `${code} is wound the wrong way`);
        const whole = spots.every(({ x, y }) => x > 0 && y > 0 && x < EXTENT && y < EXTENT);
        const expect = known.get(code);
        if (whole && expect > 2) errors.push(Math.abs(areaOf(rings, at) / expect - 1));
      }
    }
    const lost = [...known.keys()].filter((code) => !seen.has(code));
    assert.deepEqual(lost, []);
    assert.ok(errors.length > 4, `${errors.length} whole communes`);
    const worst = Math.max(...errors);
    assert.ok(worst < tolerance, `off by ${(worst * 100).toFixed(2)} %`);
  });
}

test("layers asked for together are those asked for apart", async () => {
  const at = { z: 8, x: 131, y: 93 };
  const { layers } = await tile("epci,departement", at);
  assert.deepEqual(Object.keys(layers).sort(), [
    "departement",
    "departement_label",
    "epci",
    "epci_label",
  ]);
  const { layers: alone } = await tile("epci", at);
  assert.equal(layers.epci.length, alone.epci.length);
});

test("a tile of all communes at zoom 5 stays under 200 kB", async () => {
  for (const at of tilesOf([-5, 42, 8, 51], 5)) {
    const path = `/tiles/commune/${at.z}/${at.x}/${at.y}.mvt`;
    const answer = await fetch(national() + path, { headers: { "accept-encoding": "identity" } });
    const { byteLength } = await answer.arrayBuffer();
    assert.ok(byteLength < 200_000, `${path}: ${byteLength} bytes`);
  }
});

/** A file as the reader of archives wants it. */
async function fileSource(path) {
  const file = await open(path);
  return {
    close: () => file.close(),
    getKey: () => path,
    async getBytes(offset, length) {
      const data = new Uint8Array(length);
      const { bytesRead } = await file.read(data, 0, length, offset);
      return { data: data.buffer.slice(0, bytesRead) };
    },
  };
}

test("the archive of all tiles holds what the server answers", async () => {
  const folder = mkdtempSync(join(tmpdir(), "echelle-"));
  try {
    const path = join(folder, "france.pmtiles");
    const { ECHELLE_BINARY: binary, ECHELLE_TEST_STORE: store } = process.env;
    const layers = "epci,departement";
    const options = ["--layers", layers, "--max-zoom", "7", "--store", store];
    execFileSync(binary, ["tiles", "export", path, ...options], { stdio: "pipe" });
    const source = await fileSource(path);
    const archive = new PMTiles(source);
    const header = await archive.getHeader();
    assert.deepEqual([header.minZoom, header.maxZoom, header.clustered], [0, 7, true]);
    assert.ok(header.minLon < -61 && header.maxLon > 55, "overseas is there");
    const metadata = await archive.getMetadata();
    const ids = metadata.vector_layers.map(({ id }) => id);
    assert.deepEqual(ids, ["epci", "epci_label", "departement", "departement_label"]);
    assert.match(metadata.attribution, /IGN/);
    for (const [z, x, y] of [
      [0, 0, 0],
      [5, 16, 11],
      [7, 65, 46],
    ]) {
      const { data } = await archive.getZxy(z, x, y);
      const answer = await fetch(`${national()}/tiles/${layers}/${z}/${x}/${y}.mvt`);
      const expect = new Uint8Array(await answer.arrayBuffer());
      assert.deepEqual(new Uint8Array(data), expect, `${z}/${x}/${y}`);
      assert.ok(expect.length > 0);
    }
    assert.equal(await archive.getZxy(7, 0, 0), undefined);
    await source.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
