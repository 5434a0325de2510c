-- The communes as martin serves them best: in the projection of web maps, near each other on disk.
CREATE TABLE commune AS
  SELECT territories.code, territories.name, territories.people AS population,
    ST_Transform(outlines.geom, 3857)::geometry(MultiPolygon, 3857) AS geom
  FROM outlines JOIN territories USING (territory)
  WHERE territories.kind = 'commune';
CREATE INDEX commune_geom ON commune USING gist (geom);
CLUSTER commune USING commune_geom;
VACUUM (FREEZE, ANALYZE) commune;
