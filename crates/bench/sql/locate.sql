-- A point anywhere inland → every territory that holds it, through the face it lies in.
\set lon random(:west, :east) / 1000000.0
\set lat random(:south, :north) / 1000000.0
SELECT t.territory, t.kind, t.code, t.name, t.context, t.people, t.area
FROM faces f
JOIN membership m ON m.face = f.face
JOIN territories t ON t.territory = m.territory
WHERE ST_Intersects(f.geom, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326));
